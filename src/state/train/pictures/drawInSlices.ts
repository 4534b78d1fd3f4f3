/** Draws many pictures one after the other, in slices, with progress, until it is stopped. */
import { checkRunning } from '../../../datasets/request.ts';
import type { PictureRun } from '../../../datasets/request.ts';
import { nextSlice, nextTask } from './pace.ts';

/** Pictures of the first slice, before anything is known of their cost. */
const firstSlice = 4;

/**
 * Calls `draw(first, length)` until `count` pictures are done, with at most `most` in one call.
 * Rejects with `aborted`, and with whatever `draw` rejects with.
 */
export async function drawInSlices(
  count: number,
  most: number,
  draw: (first: number, length: number) => Promise<void> | void,
  { signal, onProgress }: PictureRun,
): Promise<void> {
  let length = firstSlice;
  for (let first = 0; first < count;) {
    checkRunning(signal);
    onProgress?.({ done: first, total: count });
    const now = Math.min(length, count - first);
    const start = performance.now();
    await draw(first, now);
    length = nextSlice(now, performance.now() - start, most);
    first += now;
    await nextTask();
  }
}
