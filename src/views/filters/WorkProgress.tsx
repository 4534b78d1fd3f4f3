/** How far a fit or a measurement is, with an estimate once there is something to go by. */
import { useEffect, useState } from 'react';
import type { RunningWork } from '../../state/filters/work.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Progress } from '../parts/Progress.tsx';
import { useStore } from '../services.tsx';

/** Share that must be done before the rest can be estimated. */
const knownFrom = 0.15;
/** How often the estimate is renewed. */
const tickMs = 500;

/** The bar of a run of this kind; nothing while there is none. */
export function WorkProgress({ kind }: { readonly kind: RunningWork['kind'] }) {
  const { filters, walk } = useStrings();
  const running = useStore((state) => state.filterWork.running);
  const isOwn = running?.kind === kind;
  const [startedAt, setStartedAt] = useState<number | null>(null);
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (!isOwn) return undefined;
    const begin = performance.now();
    const look = (): void => {
      setStartedAt(begin);
      setNow(performance.now());
    };
    const timer = setInterval(look, tickMs);
    return () => {
      clearInterval(timer);
      setStartedAt(null);
    };
  }, [isOwn]);
  if (!isOwn) return null;
  const { done } = running;
  const known = startedAt !== null && done >= knownFrom;
  const leftSeconds = known ? ((now - startedAt) / 1000 / done) * (1 - done) : null;
  return (
    <Progress
      label={filters.fit.progress[running.step]}
      done={running.done}
      total={1}
      {...(leftSeconds === null
        ? {}
        : { text: walk.export.remaining(walk.seconds(Math.max(1, leftSeconds))) })}
    />
  );
}
