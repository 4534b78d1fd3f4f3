/** Keeps the rest of the page alive when one part of it fails to render. */
import type { ReactNode } from 'react';
import { Component } from 'react';
import { toPlainError } from '../../errors.ts';
import type { PlainError } from '../../errors.ts';
import { useStrings } from '../../teaching/language.tsx';
import { describeError } from '../describeError.ts';
import { Button } from '../parts/Button.tsx';
import styles from './ErrorBoundary.module.css';

interface BoundaryState {
  readonly error: PlainError | null;
}

function Failure({ error, again }: { readonly error: PlainError; readonly again: () => void }) {
  const strings = useStrings();
  const words = strings.errors.unexpected;
  return (
    <div role="alert" className={styles.failure}>
      <h2>{words.title}</h2>
      <p>{describeError(strings, error)}</p>
      <p>{words.text}</p>
      <div className={styles.buttons}>
        <Button variant="primary" onClick={again}>
          {words.again}
        </Button>
        <Button onClick={() => window.location.reload()}>{words.reload}</Button>
      </div>
    </div>
  );
}

/** Shows what happened in place of children that threw while rendering, with a way to try again. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { error: null };

  static getDerivedStateFromError(thrown: unknown): BoundaryState {
    return { error: toPlainError(thrown) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <Failure error={error} again={() => this.setState({ error: null })} />;
  }
}
