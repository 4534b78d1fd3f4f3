/**
 * Snapshots that the visitor keeps, in IndexedDB: what a list shows of each apart from its weights,
 * so that a list reads no megabytes. What they are is `state/train`'s business.
 */
import { PlaygroundError } from '../errors.ts';
import type { Database } from './database.ts';
import { pageDatabase, writeTogether } from './database.ts';
import type { EstimateRoom } from './room.ts';
import { estimateRoom, writeIfRoom } from './room.ts';

/** A kept snapshot without its weights. `savedAt` is milliseconds since 1970. */
export interface KeptSnapshot<Facts extends object> {
  readonly id: string;
  readonly savedAt: number;
  /** Bytes of the weights. */
  readonly bytes: number;
  readonly facts: Facts;
}

/** The kept snapshots. All promises reject with a PlaygroundError: `storage-failed` unless it says more. */
export interface SnapshotStore<Facts extends object, State extends object> {
  /** By the time they were kept, oldest first. */
  list(): Promise<readonly KeptSnapshot<Facts>[]>;
  /** The weights. */
  load(id: string): Promise<State>;
  /**
   * Keeps a snapshot, in place of the one with its id if there is one: all of it or nothing. Rejects
   * with `storage-full` where the browser has no room.
   */
  save(kept: KeptSnapshot<Facts>, state: State): Promise<void>;
  remove(id: string): Promise<void>;
}

/** The snapshots in the page's database. */
export function createSnapshotStore<Facts extends object, State extends object>(
  { attempt }: Database = pageDatabase(),
  estimate: EstimateRoom = estimateRoom,
): SnapshotStore<Facts, State> {
  const stores = ['snapshots', 'snapshotStates'] as const;
  return {
    list: async () =>
      attempt('snapshots', async (database) => {
        const kept = await database.getAll('snapshots');
        return kept.toSorted((a, b) => a.savedAt - b.savedAt) as unknown as KeptSnapshot<Facts>[];
      }),
    load: async (id) =>
      attempt('snapshots', async (database) => {
        const state = await database.get('snapshotStates', id);
        if (state !== undefined) return state as State;
        const details = { where: id, expected: 'a kept snapshot', found: 'none' };
        throw new PlaygroundError('storage-failed', `${id} is not kept.`, details);
      }),
    save: async (kept, state) =>
      attempt('snapshots', async (database) =>
        writeIfRoom(kept.bytes, estimate, async () =>
          writeTogether(database, stores, async (work) => {
            await work.objectStore('snapshotStates').put(state, kept.id);
            await work.objectStore('snapshots').put({ ...kept });
          }),
        ),
      ),
    remove: async (id) =>
      attempt('snapshots', async (database) =>
        writeTogether(database, stores, async (work) => {
          await work.objectStore('snapshotStates').delete(id);
          await work.objectStore('snapshots').delete(id);
        }),
      ),
  };
}
