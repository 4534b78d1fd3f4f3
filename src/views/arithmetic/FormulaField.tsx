/** The sum as text: read in words, typed in symbols, refused with the place and the reason. */
import { Plus } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useId, useState } from 'react';
import type { FormulaProblem } from '../../state/arithmetic/derived.ts';
import {
  emptySlots,
  formulaText,
  letterOf,
  slotsOfFormula,
} from '../../state/arithmetic/derived.ts';
import { maxSlots } from '../../state/arithmetic/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import { useActions } from '../services.tsx';
import styles from './FormulaField.module.css';
import { colourOf } from './Letter.tsx';
import { useBench } from './bench.ts';
import { useAllSlotWords } from './words.ts';

/** "smiling woman − neutral woman + neutral man", each in the colour of its letter. */
function InWords() {
  const { numbers } = useStrings().arithmetic;
  const slots = useBench((bench) => bench.slots);
  const names = useAllSlotWords();
  const terms = slots.flatMap(({ weight }, slot) => (weight === 0 ? [] : [{ weight, slot }]));
  return (
    <p className={styles.words} data-words="">
      {terms.map(({ weight, slot }, i) => {
        const size = Math.abs(weight);
        const sign = weight < 0 ? '− ' : i === 0 ? '' : '+ ';
        const times =
          size === 1 ? '' : `${numbers.number(size, Number.isInteger(size) ? 0 : 2)} × `;
        return (
          <span key={slot}>
            {sign}
            {times}
            <span style={{ color: colourOf(slot) }}>{names[slot]}</span>{' '}
          </span>
        );
      })}
    </p>
  );
}

/** What is wrong, and a line under the text that points at it. */
function Problem({
  id,
  text,
  problem,
}: {
  readonly id: string;
  readonly text: string;
  readonly problem: FormulaProblem;
}) {
  const words = useStrings().arithmetic.formula;
  return (
    <p id={id} role="alert" className={styles.problem}>
      <span aria-hidden="true" className={styles.pointer}>
        {text.slice(0, problem.position)}
        <mark>{problem.found === '' ? '␣' : problem.found}</mark>
        {text.slice(problem.position + problem.found.length)}
      </span>
      {words.problem(problem.kind, problem.position + 1, problem.found)}
    </p>
  );
}

/** The field, with words under it. */
export function FormulaField() {
  const words = useStrings().arithmetic.formula;
  const actions = useActions();
  const slots = useBench((bench) => bench.slots);
  const present = formulaText({ slots });
  const empty = emptySlots({ slots });
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<FormulaProblem | null>(null);

  const take = (text: string): void => {
    const reading = slotsOfFormula(text, { slots });
    if ('problem' in reading) {
      setProblem(reading.problem);
      return;
    }
    setDraft(null);
    setProblem(null);
    if (text !== present) actions.setSlots(reading.slots);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && draft !== null) take(draft);
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation();
      setDraft(null);
      setProblem(null);
    }
  };
  return (
    <div className={styles.field}>
      <div className={styles.line}>
        <label htmlFor={id} className={styles.label}>
          Y =<span className="visually-hidden">, {words.label}</span>
        </label>
        <input
          id={id}
          className={styles.box}
          type="text"
          autoComplete="off"
          spellCheck={false}
          value={draft ?? present}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          onChange={(event) => {
            setDraft(event.target.value);
            setProblem(null);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => {
            if (draft !== null) take(draft);
          }}
        />
        <Button
          variant="plain"
          icon={Plus}
          disabled={slots.length >= maxSlots}
          onClick={() => actions.setSlots([...slots, { weight: 1, faces: [] }])}
        >
          {words.addTerm}
        </Button>
      </div>
      {problem !== null && (
        <Problem id={`${id}-problem`} text={draft ?? present} problem={problem} />
      )}
      <InWords />
      {empty.length > 0 && (
        <p className={styles.empty} role="status">
          {words.emptySlots(empty.map(letterOf))}
        </p>
      )}
    </div>
  );
}
