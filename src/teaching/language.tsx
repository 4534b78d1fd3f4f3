/** The language of the page: strings are loaded one language at a time and handed down by context. */
import type { ReactNode } from 'react';
import { createContext, useContext, useEffect, useState } from 'react';
import type { Language } from '../state/types.ts';
import type { Strings } from './strings/en/index.ts';

export type { Strings } from './strings/en/index.ts';

/** Strings together with the language they are in. */
export interface LoadedStrings {
  readonly language: Language;
  readonly strings: Strings;
}

/** Loads the strings of one language. */
export async function loadStrings(language: Language): Promise<LoadedStrings> {
  const strings =
    language === 'ko'
      ? (await import('./strings/ko/index.ts')).ko
      : (await import('./strings/en/index.ts')).en;
  return { language, strings };
}

const StringsContext = createContext<LoadedStrings | null>(null);

/**
 * Hands the strings down and keeps `<html lang>` in step. While another language is being loaded the
 * former one stays; `onError` hears of a language that could not be loaded.
 */
export function LanguageProvider({
  language,
  initial,
  onError,
  children,
}: {
  readonly language: Language;
  readonly initial: LoadedStrings;
  readonly onError: (thrown: unknown) => void;
  readonly children: ReactNode;
}) {
  const [loaded, setLoaded] = useState(initial);

  useEffect(() => {
    if (loaded.language === language) return undefined;
    let wanted = true;
    loadStrings(language).then(
      (next) => {
        if (wanted) setLoaded(next);
      },
      (thrown: unknown) => {
        if (wanted) onError(thrown);
      },
    );
    return () => {
      wanted = false;
    };
  }, [language, loaded.language, onError]);

  useEffect(() => {
    document.documentElement.lang = loaded.language;
    document.title = loaded.strings.shell.documentTitle;
  }, [loaded]);

  return <StringsContext value={loaded}>{children}</StringsContext>;
}

/** The strings of the language in force. */
export function useStrings(): Strings {
  const loaded = useContext(StringsContext);
  if (loaded === null) throw new Error('useStrings was called outside LanguageProvider.');
  return loaded.strings;
}
