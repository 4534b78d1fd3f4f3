/** An explanation in place: two sentences, and a "why" that opens more. */
import { Why } from './Disclosure.tsx';
import styles from './Explain.module.css';

/** Shows `text` and keeps `more` behind the "why". */
export function Explain({ text, more }: { readonly text: string; readonly more: string }) {
  return (
    <div className={styles.explain}>
      <p>{text}</p>
      <Why text={more} />
    </div>
  );
}
