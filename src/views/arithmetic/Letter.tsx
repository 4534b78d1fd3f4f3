/** The letter of a slot, in its colour wherever it stands. */
import { letterOf } from '../../state/arithmetic/derived.ts';
import styles from './Letter.module.css';

/** Token of a slot's colour. */
export function colourOf(slot: number): string {
  return `var(--letter-${letterOf(slot).toLowerCase()})`;
}

/** The letter alone. */
export function Letter({ slot }: { readonly slot: number }) {
  return (
    <span className={styles.letter} style={{ color: colourOf(slot) }}>
      {letterOf(slot)}
    </span>
  );
}
