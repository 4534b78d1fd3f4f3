/** Text or controls that open where they stand. */
import type { ReactNode } from 'react';
import { useStrings } from '../../teaching/language.tsx';
import styles from './Disclosure.module.css';
import { joinClasses } from './classes.ts';

export interface DisclosureProps {
  readonly label: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A label that opens what is below it (`<details>`). */
export function Disclosure({ label, children, className }: DisclosureProps) {
  return (
    <details className={joinClasses(styles.disclosure, className)}>
      <summary className={styles.summary}>{label}</summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}

/** A "why" that opens more; `text` is a string or paragraphs. */
export function Why({ text, label }: { readonly text: ReactNode; readonly label?: string }) {
  const strings = useStrings();
  return (
    <Disclosure label={label ?? strings.parts.why} className={styles.why ?? ''}>
      {typeof text === 'string' ? <p>{text}</p> : text}
    </Disclosure>
  );
}
