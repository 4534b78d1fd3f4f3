/** A slider with a box for its number. */
import { useEffect, useId, useRef } from 'react';
import { NumberBox, decimalsOf } from './NumberBox.tsx';
import styles from './SliderField.module.css';
import { joinClasses } from './classes.ts';

/** Marks a move of a gesture; `inputTime` is the event's time stamp. */
export interface LiveInput {
  readonly live: true;
  readonly inputTime: number;
}

export interface SliderFieldProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  /** Every move of the slider, with `live`; a typed number comes without and is committed at once. */
  readonly onChange: (value: number, input?: LiveInput) => void;
  /** The end of a gesture. */
  readonly onCommit: () => void;
  /** The value in words, for `aria-valuetext`. */
  readonly format?: (value: number) => string;
  readonly unit?: string;
  readonly hideLabel?: boolean;
  readonly disabled?: boolean;
  readonly className?: string;
  /** Step of the number box where it is finer than the slider's. */
  readonly boxStep?: number;
}

/** A native range and a number box for the same value. */
export function SliderField({
  label,
  min,
  max,
  step,
  value,
  onChange,
  onCommit,
  format,
  unit,
  hideLabel = false,
  disabled,
  className,
  boxStep = step,
}: SliderFieldProps) {
  const id = useId();
  const range = useRef<HTMLInputElement>(null);
  const commit = useRef(onCommit);
  useEffect(() => {
    commit.current = onCommit;
  });

  // React's onChange is the native `input`; the native `change` is the end of the gesture.
  useEffect(() => {
    const element = range.current;
    if (element === null) return undefined;
    const onEnd = (): void => commit.current();
    element.addEventListener('change', onEnd);
    return () => element.removeEventListener('change', onEnd);
  }, []);

  const shareOf = (at: number): number =>
    max > min ? (Math.min(max, Math.max(min, at)) - min) / (max - min) : 0;
  return (
    <div className={joinClasses(styles.field, className)}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <div className={styles.line}>
        <input
          ref={range}
          id={id}
          className={styles.range}
          type="range"
          min={min}
          max={max}
          step={step}
          value={value}
          disabled={disabled}
          aria-valuetext={format?.(value) ?? `${value.toFixed(decimalsOf(step))}${unit ?? ''}`}
          style={{ '--share': shareOf(value), '--from': shareOf(0) }}
          onChange={(event) =>
            onChange(event.target.valueAsNumber, { live: true, inputTime: event.timeStamp })
          }
        />
        <NumberBox
          label={label}
          hideLabel
          min={min}
          max={max}
          step={boxStep}
          value={value}
          {...(disabled === undefined ? {} : { disabled })}
          {...(unit === undefined ? {} : { unit })}
          onValue={(typed) => {
            onChange(typed);
            onCommit();
          }}
        />
      </div>
    </div>
  );
}
