/** The un-cherry-picker: many random triples, every result shown, judged and counted. */
import { Play, Square } from 'lucide-react';
import { useEffect } from 'react';
import { wallRange } from '../../../state/arithmetic/scene.ts';
import { wallKey } from '../../../state/arithmetic/work.ts';
import { useStrings } from '../../../teaching/language.tsx';
import { describeError } from '../../describeError.ts';
import { Button } from '../../parts/Button.tsx';
import { Why } from '../../parts/Disclosure.tsx';
import { NumberBox } from '../../parts/NumberBox.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { SeedField } from '../../parts/SeedField.tsx';
import { useActions, useStore } from '../../services.tsx';
import { useBench, useKnown, useModel } from '../bench.ts';
import { usePreset, wordsOfPreset } from '../words.ts';
import { JudgeNote } from './JudgeNote.tsx';
import { WallOutcome } from './WallOutcome.tsx';
import styles from './WallPanel.module.css';

/** The panel. */
export function WallPanel() {
  const strings = useStrings();
  const { wall: words, numbers, ...others } = strings.arithmetic;
  const actions = useActions();
  const model = useModel();
  const known = usePreset();
  const labels = useKnown('labels');
  const seed = useBench((bench) => bench.wallSeed);
  const count = useBench((bench) => bench.wallCount);
  const key = useBench((bench) => wallKey(bench, model.id));
  const wall = useStore((state) => state.arithmeticWork.wall);
  const present = wall?.key === key ? wall : null;
  const isRunning = wall?.isRunning === true;
  // A run that no longer belongs to the bench only takes time away.
  useEffect(() => {
    if (isRunning && present === null) actions.stopWall();
  }, [actions, isRunning, present]);

  if (model.classifier === null) return <p>{words.noJudge}</p>;
  if (labels === undefined) return <p role="status">{words.loading}</p>;
  if (labels === null) return <p>{words.noLabels}</p>;
  if (known === null) return <p>{words.noPreset}</p>;
  const done = present?.results.length ?? 0;
  const left =
    present === null || done === 0
      ? null
      : ((present.tookMs / done) * (present.requested - done)) / 1000;
  return (
    <div className={styles.panel}>
      <p className={styles.quiet}>
        {words.why(wordsOfPreset(known.preset, { ...others, wall: words, numbers }).slots)}
      </p>
      <div className={styles.head}>
        <NumberBox
          label={words.count}
          value={count}
          min={wallRange.min}
          max={wallRange.max}
          step={1}
          onValue={(wallCount) => actions.setBench({ wallCount })}
        />
        <SeedField
          label={words.seed}
          value={seed}
          onChange={(wallSeed) => actions.setBench({ wallSeed })}
        />
        {isRunning && present !== null ? (
          <Button icon={Square} onClick={actions.stopWall}>
            {words.stop}
          </Button>
        ) : (
          <Button variant="primary" icon={Play} onClick={() => void actions.startWall()}>
            {words.start}
          </Button>
        )}
      </div>
      {present !== null && (
        <>
          <Progress
            label={words.progress(numbers.number(done), numbers.number(present.requested))}
            done={done}
            total={present.requested}
            text={
              present.isRunning
                ? left === null
                  ? ''
                  : words.left(numbers.number(Math.ceil(left)))
                : done < present.requested
                  ? words.stopped
                  : words.complete
            }
          />
          <p className={styles.quiet} data-pools="">
            {words.pools(
              numbers.number(present.poolSizes.a),
              numbers.number(present.poolSizes.b),
              numbers.number(present.poolSizes.c),
            )}
          </p>
          {present.failure !== null && (
            <p role="alert">{describeError(strings, present.failure)}</p>
          )}
          <WallOutcome wall={present} preset={known.preset} />
        </>
      )}
      <JudgeNote preset={known.preset} />
      <Why text={words.more} />
    </div>
  );
}
