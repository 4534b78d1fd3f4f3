/**
 * Sets of pictures that the visitor keeps, in IndexedDB. Pixels lie in parts of a few megabytes, so
 * that neither writing nor reading ever needs a set twice in memory.
 */
import { PlaygroundError } from '../errors.ts';
import { checkImageSet } from '../model/imageSet.ts';
import type { ImageSet } from '../model/imageSet.ts';
import type { Database } from './database.ts';
import { pageDatabase, writeTogether } from './database.ts';
import type { EstimateRoom } from './room.ts';
import { estimateRoom, writeIfRoom } from './room.ts';

/** Everything of a kept set but its pixels. */
export interface KeptImageSet extends Omit<ImageSet, 'pixels'> {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Bytes of its pixels. */
  readonly bytes: number;
}

/** The kept sets. All promises reject with a PlaygroundError: `storage-failed` unless it says more. */
export interface ImageSetStore {
  /** The sets by the time they were kept, oldest first, without their pixels. */
  list(): Promise<readonly KeptImageSet[]>;
  /** A set with its pixels. Rejects also where a part is missing. */
  load(id: string): Promise<ImageSet>;
  /**
   * Keeps a set, in place of the one with its id if there is one: all of it or nothing. Rejects with
   * `storage-full` where the browser has no room.
   */
  save(id: string, savedAt: number, set: ImageSet): Promise<KeptImageSet>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Bytes of a part. */
const partBytes = 4 * 2 ** 20;

/** The sets in the page's database. */
export function createImageSetStore(
  { attempt }: Database = pageDatabase(),
  estimate: EstimateRoom = estimateRoom,
): ImageSetStore {
  const stores = ['imageSets', 'imageSetParts'] as const;
  const partsOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Infinity]);
  return {
    list: () =>
      attempt('pictures', async (database) => {
        const kept = await database.getAll('imageSets');
        return kept.toSorted((a, b) => a.savedAt - b.savedAt);
      }),
    load: (id) =>
      attempt('pictures', async (database) => {
        const kept = await database.get('imageSets', id);
        if (kept === undefined) throw lost(id, 'a kept set', 'none');
        const { id: _id, savedAt: _savedAt, bytes, ...set } = kept;
        const pixels = new Uint8Array(bytes);
        for (let part = 0; part * partBytes < bytes; part += 1) {
          const stored = await database.get('imageSetParts', [id, part]);
          const expected = Math.min(partBytes, bytes - part * partBytes);
          if (stored?.length !== expected) throw lost(set.name, expected, stored?.length ?? 0);
          pixels.set(stored, part * partBytes);
        }
        const whole = { ...set, pixels };
        checkImageSet(whole);
        return whole;
      }),
    async save(id, savedAt, set) {
      checkImageSet(set);
      const { pixels, ...rest } = set;
      const kept: KeptImageSet = { ...rest, id, savedAt, bytes: pixels.length };
      return attempt('pictures', async (database) =>
        writeIfRoom(pixels.length, estimate, async () => {
          await writeTogether(database, stores, async (work) => {
            const parts = work.objectStore('imageSetParts');
            await parts.delete(partsOf(id));
            for (let part = 0; part * partBytes < pixels.length; part += 1) {
              const bytes = pixels.slice(part * partBytes, (part + 1) * partBytes);
              await parts.put(bytes, [id, part]);
            }
            await work.objectStore('imageSets').put(kept);
          });
          return kept;
        }),
      );
    },
    rename: (id, name) =>
      attempt('pictures', async (database) => {
        const work = database.transaction('imageSets', 'readwrite');
        const kept = await work.store.get(id);
        if (kept !== undefined) await work.store.put({ ...kept, name });
        await work.done;
      }),
    remove: (id) =>
      attempt('pictures', async (database) =>
        writeTogether(database, stores, async (work) => {
          await work.objectStore('imageSetParts').delete(partsOf(id));
          await work.objectStore('imageSets').delete(id);
        }),
      ),
  };
}

function lost(where: string, expected: string | number, found: string | number): PlaygroundError {
  const message = `${where}: expected ${expected}, found ${found}.`;
  return new PlaygroundError('storage-failed', message, { where, expected, found });
}
