/** A number that can be typed: kept as typed until Enter or until the focus leaves. */
import type { KeyboardEvent, ReactNode } from 'react';
import { useId, useState } from 'react';
import { useStrings } from '../../teaching/language.tsx';
import styles from './NumberBox.module.css';
import { joinClasses } from './classes.ts';

export interface NumberBoxProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Gets a value inside the bounds; called on Enter, on leaving, and for each step of the arrows. */
  readonly onValue: (value: number) => void;
  readonly hideLabel?: boolean;
  readonly unit?: string;
  readonly disabled?: boolean;
  readonly className?: string;
  /** Decimals shown; by default those of `step`. */
  readonly decimals?: number;
  /** Something beside the box, such as a button. */
  readonly after?: ReactNode;
}

/** Decimals that a step needs, at most six. */
export function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 6; decimals += 1) {
    if (Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) < 1e-9) return decimals;
  }
  return 6;
}

/** A value moved into the bounds and onto the steps counted from `min`. */
export function settle(value: number, min: number, max: number, step: number): number {
  const onStep = min + Math.round((value - min) / step) * step;
  return Number(Math.min(max, Math.max(min, onStep)).toFixed(6));
}

/** A box for a number. A value out of bounds is moved to the nearest bound, and a message says so. */
export function NumberBox({
  label,
  value,
  min,
  max,
  step,
  onValue,
  hideLabel = false,
  unit,
  disabled,
  className,
  decimals = decimalsOf(step),
  after,
}: NumberBoxProps) {
  const strings = useStrings();
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [message, setMessage] = useState('');

  const take = (text: string): void => {
    setDraft(null);
    const typed = Number(text.trim().replace('−', '-').replace(',', '.'));
    if (text.trim() === '' || !Number.isFinite(typed)) {
      setMessage(strings.parts.notANumber);
      return;
    }
    const outside = typed < min || typed > max;
    setMessage(outside ? strings.parts.between(String(min), String(max)) : '');
    onValue(settle(typed, min, max, step));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter' && draft !== null) take(draft);
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation();
      setDraft(null);
      setMessage('');
    }
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (direction !== 0) {
      event.preventDefault();
      const from = draft === null ? value : Number(draft);
      const by = direction * step * (event.shiftKey ? 10 : 1);
      take(String((Number.isFinite(from) ? from : value) + by));
    }
  };

  return (
    <div className={joinClasses(styles.field, className)}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <span className={styles.line}>
        <input
          id={id}
          className={styles.box}
          type="text"
          inputMode={min < 0 || decimals > 0 ? 'decimal' : 'numeric'}
          autoComplete="off"
          spellCheck={false}
          role="spinbutton"
          aria-valuenow={value}
          aria-valuemin={min}
          aria-valuemax={max}
          aria-describedby={message === '' ? undefined : `${id}-message`}
          disabled={disabled}
          value={draft ?? value.toFixed(decimals)}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            if (draft !== null) take(draft);
          }}
        />
        {unit !== undefined && <span className={styles.unit}>{unit}</span>}
        {after}
      </span>
      <span id={`${id}-message`} role="status" className={styles.message}>
        {message}
      </span>
    </div>
  );
}
