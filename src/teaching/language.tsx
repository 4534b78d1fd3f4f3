/** The language of the page: strings are loaded one language at a time and handed down by context. */
import type { ReactNode } from 'react';
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { Subject } from '../model/config.ts';
import type { Language } from '../state/types.ts';
import type { Strings } from './strings/en/index.ts';

export type { Strings } from './strings/en/index.ts';

/** The strings of a language, for whatever a model draws. */
export interface LoadedStrings {
  readonly language: Language;
  readonly createStrings: (subject: Subject) => Strings;
}

/** Loads the strings of one language. */
export async function loadStrings(language: Language): Promise<LoadedStrings> {
  const createStrings =
    language === 'ko'
      ? (await import('./strings/ko/index.ts')).createKorean
      : (await import('./strings/en/index.ts')).createEnglish;
  return { language, createStrings };
}

const StringsContext = createContext<Strings | null>(null);

/**
 * Hands the strings down, with the word for what the model draws, and keeps `<html lang>` in step.
 * While another language is being loaded the former one stays; `onError` hears of a language that could
 * not be loaded.
 */
export function LanguageProvider({
  language,
  subject,
  initial,
  onError,
  children,
}: {
  readonly language: Language;
  readonly subject: Subject;
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

  const strings = useMemo(() => loaded.createStrings(subject), [loaded, subject]);
  useEffect(() => {
    document.documentElement.lang = loaded.language;
    document.title = strings.shell.documentTitle;
  }, [loaded, strings]);

  return <StringsContext value={strings}>{children}</StringsContext>;
}

/** The strings of the language in force. */
export function useStrings(): Strings {
  const strings = useContext(StringsContext);
  if (strings === null) throw new Error('useStrings was called outside LanguageProvider.');
  return strings;
}
