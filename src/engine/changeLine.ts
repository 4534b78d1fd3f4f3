/**
 * Changes of the engine (loading, moving, recovering), one thing at a time. Choosing among backends,
 * which takes long and nobody waits for, gives way to whatever comes next.
 */
import { movedOn } from './movedOn.ts';

/** The line in which changes wait. */
export interface ChangeLine {
  /** Makes a change after those before it. @throws PlaygroundError `aborted` once that may not be. */
  change<T>(action: () => Promise<T>): Promise<T>;
  /** A change that is told by its signal when the next one is asked for. */
  changeUntilNext<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Changes asked for so far. */
  readonly asked: number;
  /** Tells the change that gives way to do so, with no next one. */
  abandon(): void;
}

/** What a line is told, and asks. */
export interface ChangeLineParts {
  /** Told when a change is asked for, before it waits. */
  onAsked(): void;
  /** Whether changes are still made. */
  mayGoOn(): boolean;
}

/** Creates an empty line. */
export function createChangeLine({ onAsked, mayGoOn }: ChangeLineParts): ChangeLine {
  let givingWay = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  let asked = 0;
  const change = async <T>(action: () => Promise<T>): Promise<T> => {
    asked += 1;
    givingWay.abort();
    onAsked();
    const result = last.then(async () => {
      if (!mayGoOn()) throw movedOn();
      return action();
    });
    last = result.catch(() => undefined);
    return result;
  };
  return {
    change,
    async changeUntilNext(action) {
      const own = new AbortController();
      const result = change(async () => action(own.signal));
      givingWay = own;
      return result;
    },
    get asked() {
      return asked;
    },
    abandon() {
      givingWay.abort();
    },
  };
}
