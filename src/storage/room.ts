/** Whether the browser has room for what is to be kept, told before and after writing. */
import { PlaygroundError } from '../errors.ts';

/** How much of the browser's room is taken, as `navigator.storage.estimate` tells it. */
export type EstimateRoom = () => Promise<StorageEstimate>;

/** Asks this browser. */
export const estimateRoom: EstimateRoom = async () => navigator.storage.estimate();

/**
 * Writes `bytes` bytes if there is room.
 * @throws PlaygroundError `storage-full` (expected and found: bytes) where there is none; else what
 *   `write` rejects with.
 */
export async function writeIfRoom<Result>(
  bytes: number,
  estimate: EstimateRoom,
  write: () => Promise<Result>,
): Promise<Result> {
  const left = await roomLeft(estimate);
  if (bytes > left) throw full(bytes, left);
  try {
    return await write();
  } catch (cause) {
    if (isQuota(cause)) throw full(bytes, await roomLeft(estimate), cause);
    throw cause;
  }
}

/** Bytes that the browser still gives; infinite where it does not tell. */
async function roomLeft(estimate: EstimateRoom): Promise<number> {
  const { quota, usage = 0 } = await estimate();
  return quota === undefined ? Infinity : Math.max(0, quota - usage);
}

function isQuota(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'QuotaExceededError';
}

function full(expected: number, found: number, cause?: unknown): PlaygroundError {
  const message = `${expected} bytes are needed and ${found} are left.`;
  return new PlaygroundError('storage-full', message, { expected, found }, cause);
}
