/**
 * One clock for all threads of a page. `performance.now()` counts from the start of its own thread;
 * an instant counts from the same moment everywhere, so that times may travel between threads.
 */

/** Milliseconds since 1970, to fractions of a microsecond. */
export function instantNow(): number {
  return performance.timeOrigin + performance.now();
}

/** An instant on this thread's clock of `performance.now()` and `event.timeStamp`. */
export function onThisThread(instant: number): number {
  return instant - performance.timeOrigin;
}
