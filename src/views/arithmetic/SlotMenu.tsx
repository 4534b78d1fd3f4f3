/** The letter of a slot, and behind it what can be done with the term. */
import { ClipboardPaste, Eraser, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import type { PlainError } from '../../errors.ts';
import { toPlainError } from '../../errors.ts';
import { letterOf } from '../../state/arithmetic/derived.ts';
import { readPastedFace } from '../../state/arithmetic/pasting.ts';
import type { ArithmeticSlot } from '../../state/arithmetic/scene.ts';
import { maxWeight, minSlots } from '../../state/arithmetic/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { describeError } from '../describeError.ts';
import { useAnnounce } from '../parts/Announcer.tsx';
import { Button } from '../parts/Button.tsx';
import { NumberBox } from '../parts/NumberBox.tsx';
import { Popover } from '../parts/Popover.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useActions } from '../services.tsx';
import { Letter } from './Letter.tsx';
import styles from './SlotMenu.module.css';
import { useBench, useModel } from './bench.ts';

/** A field for the text of a face, with a sentence where it is none. */
function PasteField({ slot }: { readonly slot: number }) {
  const strings = useStrings();
  const words = strings.arithmetic.slot;
  const actions = useActions();
  const announce = useAnnounce();
  const model = useModel();
  const id = useId();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<PlainError | null>(null);
  const put = (): void => {
    try {
      const face = readPastedFace(text, model);
      setProblem(null);
      if (actions.place(face, { kind: 'slot', slot })) {
        setText('');
        announce(words.pasted(letterOf(slot)));
      }
    } catch (thrown) {
      setProblem(toPlainError(thrown));
    }
  };
  return (
    <form
      className={styles.paste}
      onSubmit={(event) => {
        event.preventDefault();
        put();
      }}
    >
      <label htmlFor={id}>{words.paste}</label>
      <textarea
        id={id}
        rows={2}
        value={text}
        spellCheck={false}
        placeholder="[0.12, −0.5, …]"
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem`}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(null);
        }}
      />
      <p id={`${id}-problem`} role="alert" className={styles.problem}>
        {problem === null ? '' : describeError(strings, problem)}
      </p>
      <button type="submit" className={styles.submit} disabled={text.trim() === ''}>
        <ClipboardPaste aria-hidden="true" />
        {words.putIn(letterOf(slot))}
      </button>
    </form>
  );
}

/** The letter; a click opens weight, sign, and the rest. */
export function SlotMenu({
  slot,
  content,
}: {
  readonly slot: number;
  readonly content: ArithmeticSlot;
}) {
  const strings = useStrings();
  const words = strings.arithmetic.slot;
  const { number } = strings.arithmetic.numbers;
  const actions = useActions();
  const slots = useBench((bench) => bench.slots);
  const letter = letterOf(slot);
  const { weight, faces } = content;
  const size = Math.abs(weight);
  const change = (next: number): void => {
    actions.setSlots(slots.with(slot, { weight: next, faces }));
  };
  return (
    <Popover
      label={words.menu(letter)}
      className={styles.trigger ?? ''}
      trigger={
        <>
          <span className="visually-hidden">{words.menu(letter)}</span>
          <span aria-hidden="true" className={styles.symbol}>
            {slot === 0 && weight < 0 && '−'}
            {size !== 1 && `${number(size, Number.isInteger(size) ? 0 : 2)}·`}
            <Letter slot={slot} />
          </span>
        </>
      }
    >
      {(close) => (
        <div className={styles.menu}>
          <p className={styles.heading}>{words.menu(letter)}</p>
          <div className={styles.row}>
            <Segmented
              label={words.sign}
              showLabel
              options={[
                { value: '+', label: '+' },
                { value: '−', label: '−' },
              ]}
              value={weight < 0 ? '−' : '+'}
              onChange={(sign) => change(sign === '−' ? -(size || 1) : size || 1)}
            />
            <NumberBox
              label={words.weight}
              value={size}
              min={0}
              max={maxWeight}
              step={0.05}
              onValue={(next) => change(weight < 0 ? -next : next)}
            />
          </div>
          <PasteField slot={slot} />
          <div className={styles.actions}>
            <Button
              variant="plain"
              icon={Eraser}
              disabled={faces.length === 0}
              onClick={() => {
                close();
                actions.setSlots(slots.with(slot, { weight, faces: [] }));
              }}
            >
              {words.clear}
            </Button>
            <Button
              variant="plain"
              icon={Trash2}
              disabled={slots.length <= minSlots}
              onClick={() => {
                close();
                actions.setSlots(slots.toSpliced(slot, 1));
              }}
            >
              {words.removeTerm}
            </Button>
          </div>
        </div>
      )}
    </Popover>
  );
}
