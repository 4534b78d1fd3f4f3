/** The one database of the page in IndexedDB, and how its schema grew. */
import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { PlaygroundError } from '../errors.ts';
import type { Origin } from '../latent/face.ts';
import type { KeptImageSet } from './imageSets.ts';
import type { OwnModel } from './ownModels.ts';

/** Version 4 of the schema. A later one adds its step to `upgrade` and never renames a store. */
interface Schema extends DBSchema {
  shelf: {
    key: string;
    value: { id: string; savedAt: number; modelId: string; origin: Origin; z: Float32Array };
    indexes: { savedAt: number };
  };
  /** Since version 2. `text` is the mask's file. */
  masks: { key: string; value: { id: string; savedAt: number; text: string } };
  /** Since version 3: everything of a set of pictures but its pixels. */
  imageSets: { key: string; value: KeptImageSet };
  /** Since version 3: the pixels, in parts, by id and number. */
  imageSetParts: { key: [string, number]; value: Uint8Array<ArrayBuffer> };
  /** Since version 4: what a list shows of a snapshot of training, and its weights. */
  snapshots: { key: string; value: { id: string; savedAt: number; bytes: number; facts: object } };
  snapshotStates: { key: string; value: object };
  /** Since version 4: models that were trained here, and the files of their folders. */
  ownModels: { key: string; value: OwnModel };
  ownModelFiles: { key: [string, string]; value: Uint8Array<ArrayBuffer> };
}

type Stores = StoreNames<Schema>;

/** Does writes that belong together: all of them or, where one fails, none. */
export async function writeTogether<Names extends readonly Stores[]>(
  database: IDBPDatabase<Schema>,
  stores: Names,
  write: (work: IDBPTransaction<Schema, Names[number][], 'readwrite'>) => Promise<void>,
): Promise<void> {
  const work = database.transaction<Names[number][], 'readwrite'>([...stores], 'readwrite');
  try {
    await write(work);
  } catch (cause) {
    // Without this a value that cannot be stored would leave those before it behind.
    if (work.error === null) work.abort();
    work.done.catch(() => undefined); // it says what is thrown here
    throw cause;
  }
  await work.done;
}

const databaseName = 'latent-playground';
const schemaVersion = 4;

/** The database, opened by the first piece of work. */
export interface Database {
  /**
   * Does some work with the database. What goes wrong rejects with a PlaygroundError `storage-failed`
   * that says `where`; an error of the work that is a PlaygroundError already stays what it is.
   */
  attempt<Result>(
    where: string,
    work: (database: IDBPDatabase<Schema>) => Promise<Result>,
  ): Promise<Result>;
}

/** Names the database; nothing is opened yet. */
function openDatabase(): Database {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  const open = (): Promise<IDBPDatabase<Schema>> => {
    opened ??= openDB<Schema>(databaseName, schemaVersion, {
      upgrade: (database, oldVersion) => {
        if (oldVersion < 1) {
          const shelf = database.createObjectStore('shelf', { keyPath: 'id' });
          shelf.createIndex('savedAt', 'savedAt');
        }
        if (oldVersion < 2) database.createObjectStore('masks', { keyPath: 'id' });
        if (oldVersion < 3) {
          database.createObjectStore('imageSets', { keyPath: 'id' });
          database.createObjectStore('imageSetParts');
        }
        if (oldVersion < 4) {
          database.createObjectStore('snapshots', { keyPath: 'id' });
          database.createObjectStore('snapshotStates');
          database.createObjectStore('ownModels', { keyPath: 'id' });
          database.createObjectStore('ownModelFiles');
        }
      },
      blocking: (_current, _blocked, event) => {
        // A newer page wants to change the schema: let it, and open again when needed.
        opened = null;
        (event.target as IDBDatabase).close();
      },
      terminated: () => {
        opened = null;
      },
    });
    return opened;
  };
  return {
    async attempt(where, work) {
      try {
        const database = await open().catch((cause: unknown) => {
          opened = null; // the next call tries again
          throw cause;
        });
        return await work(database);
      } catch (cause) {
        if (cause instanceof PlaygroundError) throw cause;
        const found = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
        throw new PlaygroundError('storage-failed', `${where}: ${found}`, { where, found }, cause);
      }
    },
  };
}

let shared: Database | null = null;

/** The database that all of this page or worker shares: one connection. */
export function pageDatabase(): Database {
  return (shared ??= openDatabase());
}
