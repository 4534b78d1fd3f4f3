/** Renders what draws a run again when the run has told something, a few times a second at most. */
import { useEffect, useState } from 'react';
import type { RunTrace } from '../../../state/train/trace.ts';

/** Milliseconds between two renderings: charts of a few hundred points need no more. */
const leastMs = 300;

/** Makes the component render when `trace` has changed, at most every {@link leastMs}. */
export function useTold(trace: RunTrace | null): void {
  const [, setTold] = useState(0);
  useEffect(() => {
    if (trace === null) return undefined;
    let timer: number | null = null;
    const leave = trace.subscribe(() => {
      timer ??= window.setTimeout(() => {
        timer = null;
        setTold((told) => told + 1);
      }, leastMs);
    });
    return () => {
      leave();
      if (timer !== null) window.clearTimeout(timer);
    };
  }, [trace]);
}
