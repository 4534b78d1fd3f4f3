/** How far a long export is, and how to leave it. */
import { PlaygroundError } from '../errors.ts';

/** Where a long export stands. */
export interface ExportProgress {
  /** Frames finished. */
  readonly done: number;
  readonly total: number;
  /** Milliseconds that the rest will take at the speed so far; null until one frame is finished. */
  readonly remainingMs: number | null;
}

/** What every long export accepts: a listener, and a way to stop it. */
export interface LongWork {
  readonly onProgress?: (progress: ExportProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Counts finished frames and estimates the rest from the mean so far.
 * @param now clock in milliseconds; `performance.now` where none is given.
 */
export function createProgress(
  total: number,
  onProgress: LongWork['onProgress'],
  now: () => number = () => performance.now(),
): { advance(): void } {
  const start = now();
  let done = 0;
  onProgress?.({ done, total, remainingMs: null });
  return {
    advance() {
      done += 1;
      const remainingMs = ((now() - start) / done) * Math.max(0, total - done);
      onProgress?.({ done, total: Math.max(total, done), remainingMs });
    },
  };
}

/** @throws PlaygroundError `aborted` once the visitor has stopped the work. */
export function checkNotStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw new PlaygroundError('aborted', 'The export was stopped.', { where: 'export' });
  }
}
