/** The frame of a view: its margins, its title, and what it says while there is nothing to show. */
import type { CSSProperties, ReactNode, Ref } from 'react';
import styles from './ViewFrame.module.css';
import { joinClasses } from './classes.ts';

export interface ViewFrameProps {
  /** Heard, not seen: the rail shows which view it is. */
  readonly title: string;
  readonly className?: string | undefined;
  readonly style?: CSSProperties;
  readonly ref?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}

/** The frame around a view. */
export function ViewFrame({ title, className, style, ref, children }: ViewFrameProps) {
  return (
    <div ref={ref} className={joinClasses(styles.view, className)} style={style}>
      <h1 className="visually-hidden">{title}</h1>
      {children}
    </div>
  );
}

/** In place of the view: what it waits for. */
export function Waiting({ children }: { readonly children: string }) {
  return (
    <p className={styles.pending} role="status">
      {children}
    </p>
  );
}

/** In place of the view: why there is nothing to show. */
export function Nothing({ children }: { readonly children: string }) {
  return <p className={styles.pending}>{children}</p>;
}
