/**
 * Models that were trained on this page, as the files of their folders, in IndexedDB. They have
 * addresses of a scheme of their own, so that whoever reads folders reads these like any other.
 */
import { PlaygroundError } from '../errors.ts';
import type { ModelEntry } from '../model/config.ts';
import { ownModelUrl, readOwnModelUrl } from '../model/ownModel.ts';
import type { Database } from './database.ts';
import { pageDatabase, writeTogether } from './database.ts';
import type { EstimateRoom } from './room.ts';
import { estimateRoom, writeIfRoom } from './room.ts';

/** A model without its files. `savedAt` is milliseconds since 1970. */
export interface OwnModel {
  readonly id: string;
  readonly title: string;
  readonly savedAt: number;
}

/** A file of a folder. */
export interface OwnModelFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The visitor's models. All promises reject with a PlaygroundError: `storage-failed` unless it says more. */
export interface OwnModels {
  /** Lines for the catalogue, oldest first. */
  list(): Promise<readonly ModelEntry[]>;
  /** Keeps a model, in place of the one with its id. Rejects with `storage-full` without room. */
  save(model: OwnModel, files: readonly OwnModelFile[]): Promise<void>;
  remove(id: string): Promise<void>;
}

/** The models in the page's database. */
export function createOwnModels(
  { attempt }: Database = pageDatabase(),
  estimate: EstimateRoom = estimateRoom,
): OwnModels {
  const stores = ['ownModels', 'ownModelFiles'] as const;
  const filesOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id, ''], [id, '\uffff']);
  return {
    list: async () =>
      attempt('models', async (database) => {
        const models = await database.getAll('ownModels');
        return models
          .toSorted((a, b) => a.savedAt - b.savedAt)
          .map(({ id, title }) => ({ id, title, url: ownModelUrl(id) }));
      }),
    save: async (model, files) => {
      const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
      return attempt('models', async (database) =>
        writeIfRoom(bytes, estimate, async () =>
          writeTogether(database, stores, async (work) => {
            const place = work.objectStore('ownModelFiles');
            await place.delete(filesOf(model.id));
            for (const file of files) await place.put(file.bytes, [model.id, file.name]);
            await work.objectStore('ownModels').put(model);
          }),
        ),
      );
    },
    remove: async (id) =>
      attempt('models', async (database) =>
        writeTogether(database, stores, async (work) => {
          await work.objectStore('ownModelFiles').delete(filesOf(id));
          await work.objectStore('ownModels').delete(id);
        }),
      ),
  };
}

/**
 * Answers for the address of a file of such a model as a host would: 404 for what there is not.
 * Rejects with `storage-failed`, or `internal` for another address.
 */
export async function fetchOwnModelFile(
  url: string,
  { attempt }: Database = pageDatabase(),
): Promise<Response> {
  const address = readOwnModelUrl(url);
  if (address === null) {
    throw new PlaygroundError('internal', `${url} is no file of an own model.`, { where: url });
  }
  return attempt('models', async (database) => {
    const bytes = await database.get('ownModelFiles', [address.id, address.file]);
    return bytes === undefined ? new Response(null, { status: 404 }) : new Response(bytes);
  });
}
