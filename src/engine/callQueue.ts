/**
 * The calls that draw: one after the other, each to whatever backend draws at that moment. They wait
 * while none does, and are repeated when theirs is lost.
 */
import { PlaygroundError, asPlaygroundError } from '../errors.ts';
import type { Live } from './candidate.ts';
import { retire, whileBusy } from './candidate.ts';

/** The queue, and what it sends calls to. */
export interface CallQueue {
  readonly live: Live | null;
  /** Sends calls to `next` from now on; the former backend ends with its last call. */
  adopt(next: Live): void;
  /** Makes calls wait; the backend ends with its last call. */
  drop(): void;
  /** Makes calls reject with `error` until something is adopted. */
  fail(error: PlaygroundError): void;
  /** Makes calls wait again after `fail`. */
  expect(): void;
  /** What draws, once it does. */
  next(): Promise<Live>;
  /** Makes a call after those before it, again elsewhere if its device is lost for good. */
  submit<T>(call: (on: Live) => Promise<T>): Promise<T>;
  /**
   * Resolves when nothing has been asked for in a while, or when that no longer matters.
   * @param mostMs the longest wait, in milliseconds; endless by default
   */
  whenQuiet(signal: AbortSignal, mostMs?: number): Promise<void>;
  /** Calls answered so far. */
  readonly answered: number;
}

/** Silence after which the processor may be lent to a software device on trial. */
const quietMs = 500;

/** Creates a queue in which calls wait. */
export function createCallQueue(now: () => number): CallQueue {
  let live: Live | null = null;
  let failure: PlaygroundError | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let unanswered = 0;
  let lastAsked = -Infinity;
  let answered = 0;
  const waiting = new Set<{ resolve: (live: Live) => void; reject: (error: unknown) => void }>();

  const replace = (next: Live | null): void => {
    const former = live;
    live = next;
    if (former !== null && former !== next) retire(former);
  };
  const next = async (): Promise<Live> => {
    if (failure !== null) {
      throw new PlaygroundError(failure.code, failure.message, failure.details, failure);
    }
    if (live !== null) return live;
    return new Promise((resolve, reject) => {
      waiting.add({ resolve, reject });
    });
  };

  return {
    get live() {
      return live;
    },
    get answered() {
      return answered;
    },
    adopt(adopted) {
      failure = null;
      replace(adopted);
      for (const { resolve } of waiting) resolve(adopted);
      waiting.clear();
    },
    drop() {
      replace(null);
    },
    fail(error) {
      failure = error;
      replace(null);
      for (const { reject } of waiting) reject(error);
      waiting.clear();
    },
    expect() {
      failure = null;
    },
    next,
    async submit(call) {
      const run = async (): ReturnType<typeof call> => {
        for (;;) {
          const on = failure === null && live !== null ? live : await next();
          try {
            const result = await whileBusy(on, async () => call(on));
            answered += 1;
            return result;
          } catch (thrown) {
            const error = asPlaygroundError(thrown);
            // A loss for good has been announced before its calls fail: the next backend is awaited.
            if (error.code !== 'device-lost' || on === live) throw error;
          }
        }
      };
      lastAsked = now();
      // Where nobody waits the call is made at once, not in a later microtask.
      const result = unanswered === 0 ? run() : last.then(run);
      unanswered += 1;
      const settle = (): void => {
        unanswered -= 1;
      };
      last = result.then(settle, settle);
      return result;
    },
    async whenQuiet(signal, mostMs = Infinity) {
      const end = now() + mostMs;
      // Whoever changes the engine must not wait for calls: they may be waiting for the change.
      const stopped = new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => {
          resolve();
        });
      });
      while (!signal.aborted) {
        // A call under way may take longer than a limited wait.
        if (mostMs === Infinity) await Promise.race([last, stopped]);
        const rest = Math.min(quietMs - (now() - lastAsked), end - now());
        if (rest <= 0) return;
        const rested = new Promise<void>((resolve) => {
          setTimeout(resolve, rest);
        });
        await Promise.race([rested, stopped]);
      }
    },
  };
}
