/** Sliders along directions of attributes, each with how far it can be trusted. */
import { useId, useMemo, useState } from 'react';
import {
  freedDirection,
  freedScores,
  offerDirections,
  ownName,
  turnedRound,
  worthOffering,
} from '../../state/arithmetic/attributes.ts';
import type { AttributeDirection, Direction } from '../../state/arithmetic/attributes.ts';
import { amountRange } from '../../state/limits.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from './Button.tsx';
import { Disclosure, Why } from './Disclosure.tsx';
import { SliderField } from './SliderField.tsx';
import styles from './AttributeSliders.module.css';
import { CosineTable } from './CosineTable.tsx';
import { FreedTable } from './FreedTable.tsx';
import { sliderName } from './sliderName.ts';

/** Amounts and held directions, wherever they act. */
export interface LookControl {
  readonly amounts: Readonly<Record<string, number>>;
  readonly held: readonly string[];
  setAmount(name: string, amount: number, inputTime?: number): void;
  setHeld(names: readonly string[]): void;
  reset(): void;
  commit(): void;
}

/** One slider. */
function AttributeSlider({
  name,
  label,
  detail,
  all,
  control,
}: {
  readonly name: string;
  readonly label: string;
  readonly detail: string;
  readonly all: readonly Direction[];
  readonly control: LookControl;
}) {
  const { attributes: words, numbers } = useStrings().arithmetic;
  const { amounts, held } = control;
  const turn = turnedRound.includes(name) ? -1 : 1;
  const direction = all.find((one) => one.name === name);
  const isHeld = held.includes(name);
  const freed = useMemo(
    () => (direction === undefined ? null : freedDirection(direction, held, all)),
    [direction, held, all],
  );
  const locked = freed?.direction === null;
  return (
    <li className={styles.attribute}>
      <SliderField
        label={label}
        min={amountRange.min}
        max={amountRange.max}
        step={0.1}
        value={turn * (amounts[name] ?? 0)}
        disabled={direction === undefined || locked}
        format={(value) => words.amount(numbers.number(value, 1))}
        onChange={(value, input) => control.setAmount(name, turn * value, input?.inputTime)}
        onCommit={control.commit}
      />
      <div className={styles.facts}>
        <span>{detail}</span>
        {locked && <span className={styles.locked}>{words.heldAway}</span>}
        {freed !== null && freed.remaining < 0.995 && !locked && (
          <span>{words.remaining(numbers.number(freed.remaining * 100))}</span>
        )}
        <label className={styles.hold}>
          <input
            type="checkbox"
            checked={isHeld}
            onChange={() =>
              control.setHeld(isHeld ? held.filter((one) => one !== name) : [...held, name])
            }
          />
          {words.hold}
          <span className="visually-hidden">: {label}</span>
        </label>
      </div>
    </li>
  );
}

/**
 * The list of sliders with their cosines and what each has of its own; `all` holds the model's
 * directions and the visitor's own.
 */
export function AttributeSliders({
  attributes,
  all,
  control,
}: {
  readonly attributes: readonly AttributeDirection[];
  readonly all: readonly Direction[];
  readonly control: LookControl;
}) {
  const arithmetic = useStrings().arithmetic;
  const { attributes: words, numbers, attribute } = arithmetic;
  const offered = useMemo(() => offerDirections({ attributes }), [attributes]);
  const [more, setMore] = useState(false);
  const listId = useId();
  const own = all.find((one) => one.name === ownName);
  const percent = (share: number): string => numbers.number(share * 100);
  const slider = (one: AttributeDirection) => (
    <AttributeSlider
      key={one.name}
      name={one.name}
      label={sliderName(arithmetic, one.name)}
      detail={words.heldOut(percent(one.direction.balancedAccuracy))}
      all={all}
      control={control}
    />
  );
  // Nothing of the tables changes while a slider is dragged.
  const shown = useMemo(() => [...offered.first, ...(more ? offered.more : [])], [offered, more]);
  const compared = useMemo(
    () => all.filter((one) => one.name === ownName || shown.some((s) => s.name === one.name)),
    [all, shown],
  );
  const freed = useMemo(() => freedScores(shown), [shown]);
  const active = Object.keys(control.amounts).length > 0 || control.held.length > 0;
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <p>{words.why}</p>
        <Button disabled={!active} onClick={control.reset}>
          {words.reset}
        </Button>
      </div>
      <ul id={listId} className={styles.list}>
        {own !== undefined && (
          <AttributeSlider
            name={ownName}
            label={words.own}
            detail={words.ownDetail}
            all={all}
            control={control}
          />
        )}
        {offered.first.map(slider)}
        {more && offered.more.map(slider)}
      </ul>
      {offered.more.length > 0 && (
        <div className={styles.more}>
          <Button aria-expanded={more} aria-controls={listId} onClick={() => setMore(!more)}>
            {more ? words.fewer : words.more(offered.more.length)}
          </Button>
          <p className={styles.quiet}>
            {words.threshold(
              percent(worthOffering),
              offered.notOffered.map((one) => attribute(one.name)),
            )}
          </p>
        </div>
      )}
      <Why text={words.whyMore} label={words.whyLabel} />
      <Disclosure label={words.cosines}>
        <CosineTable directions={compared} />
      </Disclosure>
      {freed.length > 0 && (
        <Disclosure label={words.freed.label}>
          <FreedTable scores={freed} />
        </Disclosure>
      )}
    </div>
  );
}
