/**
 * What is remembered of this machine and must be known before anything is asked of a database: which
 * backend was fastest, which one the visitor chose, and the settings. Short texts in `localStorage`.
 */

/** The part of the browser's `Storage` that is used. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** One remembered text. */
export interface RememberedText {
  get(): string | null;
  set(value: string): void;
}

/**
 * A text remembered under a name. Where the browser refuses storage, `onRefused` is told once and the
 * text lasts as long as the page.
 * @param storage how to reach the storage; a function, because already reaching for it may throw
 */
export function createRememberedText(
  name: string,
  storage: () => TextStorage,
  onRefused: (cause: unknown) => void,
): RememberedText {
  let refused = false;
  let last: string | null = null;
  const refuse = (cause: unknown): void => {
    if (!refused) onRefused(cause);
    refused = true;
  };
  return {
    get: () => {
      if (refused) return last;
      try {
        return storage().getItem(`latent-playground.${name}`);
      } catch (cause) {
        refuse(cause);
        return last;
      }
    },
    set: (value) => {
      last = value;
      if (refused) return;
      try {
        storage().setItem(`latent-playground.${name}`, value);
      } catch (cause) {
        refuse(cause);
      }
    },
  };
}
