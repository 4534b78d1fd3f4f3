/** The refusal of a backend that this machine does not have, or that does not start. */
import { PlaygroundError } from '../errors.ts';
import type { BackendName } from './types.ts';

/** A `backend-unavailable` with details backend and found. */
export function unavailable(backend: BackendName, found: string, cause?: unknown): PlaygroundError {
  return new PlaygroundError(
    'backend-unavailable',
    `${backend} cannot be used: ${found}.`,
    { backend, found },
    cause,
  );
}
