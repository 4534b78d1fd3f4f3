/**
 * What the visitor keeps on this machine: the shelf of faces and masks, in IndexedDB. A private window
 * or a full disk may refuse it; then every call rejects and the page goes on without.
 */
import { readMaskFile, writeMaskFile } from '../formats/maskFile.ts';
import { toLatent } from '../model/arrays.ts';
import type { Face, Origin } from '../latent/face.ts';
import type { NamedMask } from '../model/namedMask.ts';
import type { Database } from './database.ts';
import { pageDatabase } from './database.ts';

/** A face on the shelf. `savedAt` is milliseconds since 1970. */
export interface StoredFace {
  readonly id: string;
  readonly face: Face;
  readonly savedAt: number;
}

/** The visitor's library. All promises reject with a PlaygroundError `storage-failed`. */
export interface Library {
  /** Faces by the time they were saved, oldest first, and how many records could not be read. */
  loadShelf(): Promise<{ readonly faces: readonly StoredFace[]; readonly unreadable: number }>;
  saveFace(item: StoredFace): Promise<void>;
  removeFace(id: string): Promise<void>;
  /** Masks of all models by the time they were saved, oldest first, and how many could not be read. */
  loadMasks(): Promise<{ readonly masks: readonly NamedMask[]; readonly unreadable: number }>;
  /** Saves a mask, in place of the one with its id if there is one. */
  saveMask(mask: NamedMask): Promise<void>;
  removeMask(id: string): Promise<void>;
}

/** Opens the library; the database itself is opened by the first call. */
export function createLibrary({ attempt }: Database = pageDatabase()): Library {
  return {
    loadShelf: () =>
      attempt('shelf', async (database) => {
        const records: unknown[] = await database.getAllFromIndex('shelf', 'savedAt');
        const faces = records.map((record) => readRecord(record)).filter((item) => item !== null);
        return { faces, unreadable: records.length - faces.length };
      }),
    saveFace: ({ id, savedAt, face }) =>
      attempt('shelf', async (database) => {
        const { modelId, origin, z } = face;
        await database.put('shelf', { id, savedAt, modelId, origin, z });
      }),
    removeFace: (id) => attempt('shelf', (database) => database.delete('shelf', id)),
    loadMasks: () =>
      attempt('masks', async (database) => {
        const records: unknown[] = await database.getAll('masks');
        const masks = records.map((record) => readMaskRecord(record)).filter((one) => one !== null);
        return {
          masks: masks.toSorted((a, b) => a.savedAt - b.savedAt),
          unreadable: records.length - masks.length,
        };
      }),
    saveMask: (mask) =>
      attempt('masks', async (database) => {
        const { id, savedAt } = mask;
        await database.put('masks', { id, savedAt, text: writeMaskFile(mask) });
      }),
    removeMask: (id) => attempt('masks', (database) => database.delete('masks', id)),
  };
}

/** Checks a record of the shelf; null if it is not what this page writes. */
export function readRecord(record: unknown): StoredFace | null {
  if (typeof record !== 'object' || record === null) return null;
  const { id, savedAt, modelId, origin, z } = record as Readonly<Record<string, unknown>>;
  const plain =
    typeof id === 'string' && typeof savedAt === 'number' && typeof modelId === 'string';
  if (!plain || !(z instanceof Float32Array) || z.length === 0 || !z.every(Number.isFinite)) {
    return null;
  }
  const readOrigin = readOriginRecord(origin);
  if (readOrigin === null) return null;
  return { id, savedAt, face: { modelId, origin: readOrigin, z: toLatent(z, z.length) } };
}

/** Checks a record of the masks; null if it is not what this page writes. */
export function readMaskRecord(record: unknown): NamedMask | null {
  if (typeof record !== 'object' || record === null) return null;
  const { id, savedAt, text } = record as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || typeof savedAt !== 'number' || typeof text !== 'string')
    return null;
  try {
    return { id, savedAt, ...readMaskFile(text, id) };
  } catch {
    return null; // counted by whoever loads
  }
}

function readOriginRecord(origin: unknown): Origin | null {
  if (typeof origin !== 'object' || origin === null) return null;
  const { kind, seed, index } = origin as Readonly<Record<string, unknown>>;
  if (kind === 'free') return { kind };
  if (kind !== 'sample' || typeof seed !== 'number' || typeof index !== 'number') return null;
  return Number.isInteger(seed) && Number.isInteger(index) ? { kind, seed, index } : null;
}
