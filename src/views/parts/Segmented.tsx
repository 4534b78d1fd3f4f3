/** A choice of one among few, side by side. */
import { useId } from 'react';
import styles from './Segmented.module.css';
import { joinClasses } from './classes.ts';

export interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** Shows the label above the choices; otherwise it is only read aloud. */
  readonly showLabel?: boolean;
  readonly className?: string;
}

/** A radio group drawn as one bar. */
export function Segmented<Value extends string>({
  label,
  options,
  value,
  onChange,
  showLabel = false,
  className,
}: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset className={joinClasses(styles.group, className)}>
      <legend className={showLabel ? styles.legend : 'visually-hidden'}>{label}</legend>
      <div className={styles.bar}>
        {options.map((option) => (
          <label key={option.value} className={styles.option}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
