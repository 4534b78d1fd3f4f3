/** How far a long work is. */
import { useId } from 'react';
import styles from './Progress.module.css';

export interface ProgressProps {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** The state in words, such as "3.1 of 7.2 MB". */
  readonly text?: string;
}

/** A labelled progress bar. */
export function Progress({ label, done, total, text }: ProgressProps) {
  const id = useId();
  return (
    <div className={styles.progress}>
      <label htmlFor={id} className={styles.label}>
        <span>{label}</span>
        {text !== undefined && <span className={styles.text}>{text}</span>}
      </label>
      <progress id={id} className={styles.bar} value={done} max={Math.max(total, 1)} />
    </div>
  );
}
