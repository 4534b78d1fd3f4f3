/** Says things to screen readers. */
import type { ReactNode } from 'react';
import { createContext, useCallback, useContext, useRef } from 'react';

type Announce = (sentence: string) => void;

const AnnounceContext = createContext<Announce | null>(null);

/** Holds the one polite live region of the page. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const region = useRef<HTMLDivElement>(null);
  const announce = useCallback((sentence: string) => {
    const element = region.current;
    if (element === null) return;
    // A sentence said twice is a change only with a different ending.
    element.textContent = element.textContent === sentence ? `${sentence}\u00a0` : sentence;
  }, []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div ref={region} role="status" className="visually-hidden" data-announcer="" />
    </AnnounceContext>
  );
}

/** The way to say a sentence; it never changes. */
export function useAnnounce(): Announce {
  const announce = useContext(AnnounceContext);
  if (announce === null) throw new Error('useAnnounce was called outside Announcer.');
  return announce;
}
