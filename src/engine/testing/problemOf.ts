/** Tests of refusals. */
import { expect } from 'vitest';
import { PlaygroundError } from '../../errors.ts';

/** What a call rejects with, which must be a `PlaygroundError`. */
export async function problemOf(promise: Promise<unknown>): Promise<PlaygroundError> {
  const thrown: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(PlaygroundError);
  return thrown as PlaygroundError;
}
