/**
 * The browser's history as the undo stack. A committed step is pushed, the end of playback and a step
 * that continues the one before (the same slider within a second) replace. Browsers allow about a
 * hundred writes in half a minute: beyond a margin below that, writes are put off and only the last counts.
 */

/** Where links are written and come from. */
export interface HistoryPort {
  /** The present hash, with its `#`, or empty. */
  read(): string;
  push(hash: string): void;
  replace(hash: string): void;
  /** Calls back when the visitor went back or forward or put in another link. Returns the way out. */
  subscribe(listener: (hash: string) => void): () => void;
}

const budgetMs = 30_000;
const budgetWrites = 80;

/** The history of a window. */
export function createBrowserHistory(page: Window): HistoryPort {
  let writes: number[] = [];
  let waiting: string | null = null;
  let timer: number | null = null;
  let last = page.location.hash;

  const write = (how: 'pushState' | 'replaceState', hash: string): void => {
    last = hash;
    const now = performance.now();
    writes = writes.filter((time) => now - time < budgetMs);
    if (writes.length < budgetWrites) {
      writes.push(now);
      waiting = null;
      page.history[how](null, '', hash);
      return;
    }
    waiting = hash;
    timer ??= page.setTimeout(flush, budgetMs - (now - (writes[0] as number)) + 1);
  };
  const flush = (): void => {
    timer = null;
    if (waiting !== null) write('replaceState', waiting);
  };
  return {
    read: () => waiting ?? page.location.hash,
    push: (hash) => write('pushState', hash),
    replace: (hash) => write('replaceState', hash),
    subscribe: (listener) => {
      const onMove = (): void => {
        const { hash } = page.location;
        if (hash === last) return;
        last = hash;
        waiting = null;
        listener(hash);
      };
      // Both fire for a link put into the address bar; the second finds nothing new.
      page.addEventListener('popstate', onMove);
      page.addEventListener('hashchange', onMove);
      return () => {
        page.removeEventListener('popstate', onMove);
        page.removeEventListener('hashchange', onMove);
      };
    },
  };
}

/** What a step changed. Steps of one kind that follow each other quickly are one step. */
export type StepKind =
  | 'position'
  | 'pad'
  | 'truncation'
  | 'look'
  | 'speed'
  | 'components'
  | 'seed'
  | 'instrument'
  | `bench-${string}`
  | 'filters'
  | 'train'
  | 'other';

/** Turns changes of state into steps of the history. */
export interface Steps {
  /** A committed change; `live` ones wait for {@link Steps.commit}. */
  change(kind: StepKind, live: boolean): void;
  /** Ends a gesture. */
  commit(): void;
  /** Brings the address up to date without a step. */
  replace(): void;
  /** The state came from the address: nothing waits any more. */
  forget(): void;
}

const mergeMs = 1000;

/** Makes the writer; `link` gives the present link, or null while there is none. */
export function createSteps(
  history: HistoryPort,
  link: () => string | null,
  now: () => number,
): Steps {
  let waiting: StepKind | null = null;
  let lastKind: StepKind = 'other';
  let lastTime = -Infinity;
  const step = (kind: StepKind): void => {
    waiting = null;
    const hash = link();
    if (hash === null || hash === history.read()) return;
    const continues = kind !== 'other' && kind === lastKind && now() - lastTime < mergeMs;
    if (continues) history.replace(hash);
    else history.push(hash);
    lastKind = kind;
    lastTime = now();
  };
  return {
    change: (kind, live) => {
      if (live) waiting = kind;
      else step(kind);
    },
    commit: () => {
      if (waiting !== null) step(waiting);
    },
    replace: () => {
      const hash = link();
      if (hash !== null && hash !== history.read()) history.replace(hash);
    },
    forget: () => {
      waiting = null;
      lastTime = -Infinity;
    },
  };
}
