import { describe, expect, it } from 'vitest';
import type { ExportProgress } from './progress.ts';
import { checkNotStopped, createProgress } from './progress.ts';

describe('createProgress', () => {
  it('estimates the rest from the mean of the frames so far', () => {
    const seen: ExportProgress[] = [];
    let clock = 100;
    const progress = createProgress(
      4,
      (state) => seen.push(state),
      () => clock,
    );
    clock = 110;
    progress.advance();
    clock = 140;
    progress.advance();
    expect(seen).toEqual([
      { done: 0, total: 4, remainingMs: null },
      { done: 1, total: 4, remainingMs: 30 },
      { done: 2, total: 4, remainingMs: 40 },
    ]);
  });
});

describe('checkNotStopped', () => {
  it('throws `aborted` after the signal and not before', () => {
    const stop = new AbortController();
    expect(() => checkNotStopped(stop.signal)).not.toThrow();
    stop.abort();
    expect(() => checkNotStopped(stop.signal)).toThrow(
      expect.objectContaining({ code: 'aborted' }),
    );
  });
});
