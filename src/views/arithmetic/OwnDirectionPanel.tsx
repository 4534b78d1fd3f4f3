/** A direction of the visitor's own, from faces with something and faces without it. */
import { useEffect, useMemo } from 'react';
import {
  leastGroup,
  ownDirection,
  ownName,
  sharedFaces,
} from '../../state/arithmetic/attributes.ts';
import { maxGroup } from '../../state/arithmetic/scene.ts';
import { amountRange } from '../../state/limits.ts';
import type { OwnTest } from '../../state/arithmetic/work.ts';
import type { GroupName } from '../../state/types.ts';
import { useStrings } from '../../teaching/language.tsx';
import { describeError } from '../describeError.ts';
import { Button } from '../parts/Button.tsx';
import { Why } from '../parts/Disclosure.tsx';
import { DropSlot } from '../parts/DropSlot.tsx';
import { SliderField } from '../parts/SliderField.tsx';
import { Tile } from '../parts/Tile.tsx';
import { describeOrigin } from '../parts/latentText.ts';
import { useActions, useStore } from '../services.tsx';
import styles from './OwnDirectionPanel.module.css';
import { useBenchStamp, useBench } from './bench.ts';

/** One group: its faces, and a place to drop more. */
function Group({ group }: { readonly group: GroupName }) {
  const strings = useStrings();
  const words = strings.arithmetic.own;
  const actions = useActions();
  const faces = useBench((bench) => (group === 'with' ? bench.withFaces : bench.withoutFaces));
  return (
    <section className={styles.group} aria-labelledby={`arithmetic-${group}`}>
      <header className={styles.head}>
        <h3 id={`arithmetic-${group}`}>{words.groups[group]}</h3>
        <span className={styles.quiet}>{words.count(faces.length, maxGroup)}</span>
        <Button
          variant="plain"
          disabled={faces.length === 0}
          onClick={() => actions.setGroup(group, [])}
        >
          {words.clear}
        </Button>
      </header>
      <DropSlot
        target={{ kind: 'group', group }}
        label={words.place(words.groups[group])}
        className={styles.drop ?? ''}
      >
        {faces.length === 0 && <p className={styles.quiet}>{words.drop(leastGroup)}</p>}
        <ul className={styles.tiles}>
          {faces.map((face, index) => (
            <li key={index}>
              <Tile
                face={face}
                source={{ kind: 'group', group, index }}
                label={words.member(words.groups[group], index + 1, describeOrigin(strings, face))}
                removable
              />
            </li>
          ))}
        </ul>
      </DropSlot>
    </section>
  );
}

/** How often the direction is right about a face that it has not seen, one face left out at a time. */
function useLeaveOneOut(): OwnTest | null {
  const actions = useActions();
  const withFaces = useBench((bench) => bench.withFaces);
  const withoutFaces = useBench((bench) => bench.withoutFaces);
  const test = useStore((state) => state.arithmeticWork.ownTest);
  const holds = test?.withFaces === withFaces && test.withoutFaces === withoutFaces;
  useEffect(() => {
    if (!holds) void actions.testOwnDirection();
  }, [actions, holds, withFaces, withoutFaces]);
  return holds ? test : null;
}

/** What came of the fit, or what is still missing. */
function Outcome() {
  const strings = useStrings();
  const { own: words, numbers } = strings.arithmetic;
  const withFaces = useBench((bench) => bench.withFaces);
  const withoutFaces = useBench((bench) => bench.withoutFaces);
  const tested = useLeaveOneOut();
  const missing = Math.max(0, leastGroup - Math.min(withFaces.length, withoutFaces.length));
  const shared = sharedFaces({ withFaces, withoutFaces }).length;
  if (missing > 0)
    return <p role="status">{words.tooFew(leastGroup, withFaces.length, withoutFaces.length)}</p>;
  if (shared > 0) return <p role="status">{words.shared(shared)}</p>;
  if (tested === null) return <p role="status">{words.testing}</p>;
  if (tested.failure !== null) return <p role="alert">{describeError(strings, tested.failure)}</p>;
  const n = withFaces.length + withoutFaces.length;
  const right = Math.round((tested.accuracy ?? 0) * n);
  return (
    <p role="status" data-leave-one-out="">
      {words.accuracy(right, n, numbers.number((tested.accuracy ?? 0) * 100))}
    </p>
  );
}

/** The panel. */
export function OwnDirectionPanel() {
  const { own: words, attributes, numbers } = useStrings().arithmetic;
  const actions = useActions();
  const stamp = useBenchStamp();
  const withFaces = useBench((bench) => bench.withFaces);
  const withoutFaces = useBench((bench) => bench.withoutFaces);
  const amounts = useBench((bench) => bench.amounts);
  const direction = useMemo(
    () => ownDirection({ withFaces, withoutFaces }),
    [withFaces, withoutFaces],
  );
  return (
    <div className={styles.panel}>
      <p className={styles.quiet}>{words.why}</p>
      <div className={styles.groups}>
        <Group group="with" />
        <Group group="without" />
      </div>
      <Outcome />
      <SliderField
        label={attributes.own}
        min={amountRange.min}
        max={amountRange.max}
        step={0.1}
        value={amounts[ownName] ?? 0}
        disabled={direction === null}
        format={(value) => attributes.amount(numbers.number(value, 1))}
        onChange={(value, input) => {
          actions.setBench(
            { amounts: { ...amounts, [ownName]: value } },
            input === undefined ? {} : { live: true },
          );
          if (input !== undefined) stamp(input.inputTime);
        }}
        onCommit={actions.commit}
      />
      <Why text={words.more} />
    </div>
  );
}
