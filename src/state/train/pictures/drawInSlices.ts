/** Draws many pictures one after the other, in slices, with progress, until it is stopped. */
import { checkRunning } from '../../../datasets/request.ts';
import type { PictureRun } from '../../../datasets/request.ts';
import type { Pace } from './pace.ts';
import { nextSlice, nextTask } from './pace.ts';

/**
 * Calls `draw(first, length)` until `count` pictures are done, with as many in one call as the pace
 * allows. Rejects with `aborted`, and with whatever `draw` rejects with.
 */
export async function drawInSlices(
  count: number,
  pace: Pace,
  draw: (first: number, length: number) => Promise<void> | void,
  { signal, onProgress }: PictureRun,
): Promise<void> {
  let length = pace.least;
  for (let first = 0; first < count;) {
    checkRunning(signal);
    onProgress?.({ done: first, total: count });
    const now = Math.min(length, count - first);
    const start = performance.now();
    await draw(first, now);
    length = nextSlice(now, performance.now() - start, pace);
    first += now;
    await nextTask();
  }
}
