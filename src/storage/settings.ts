/**
 * The settings of the page, in `localStorage`: language and theme must be known before anything is
 * shown, and a database would be asked for a quarter of a second.
 */
import { PlaygroundError } from '../errors.ts';
import type { RememberedText } from './machineMemory.ts';

/** Settings by key. What the browser refuses to keep lasts as long as the page. */
export interface Settings {
  /**
   * Settings as they were saved; who reads them checks them.
   * @throws PlaygroundError `storage-failed` if what was kept is not what this page writes.
   */
  read(): ReadonlyMap<string, unknown>;
  /** Saves a value that JSON can write. */
  save(key: string, value: unknown): void;
}

/** Settings kept in one text. */
export function createSettings(text: RememberedText): Settings {
  const read = (): ReadonlyMap<string, unknown> => {
    const kept = text.get();
    if (kept === null) return new Map();
    const values = parse(kept);
    if (typeof values !== 'object' || values === null || Array.isArray(values)) {
      const details = { where: 'settings', expected: 'a JSON object', found: kept.slice(0, 40) };
      throw new PlaygroundError('storage-failed', 'The settings cannot be read.', details);
    }
    return new Map(Object.entries(values));
  };
  const readOrNone = (): ReadonlyMap<string, unknown> => {
    try {
      return read();
    } catch {
      return new Map(); // told when they were read; the next ones are good again
    }
  };
  return {
    read,
    save: (key, value) => {
      const values = { ...Object.fromEntries(readOrNone()), [key]: value };
      text.set(JSON.stringify(values));
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null; // told as unreadable
  }
}
