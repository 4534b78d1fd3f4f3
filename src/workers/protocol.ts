/** The messages between the page and a service in a worker: calls with numbers, answers, events. */
import type { PlainError } from '../errors.ts';

/** What a service is: methods whose arguments and results can be cloned. */
export type Service<S> = { [M in keyof S]: (...args: never[]) => Promise<unknown> };

/** A call from the page. */
export interface CallMessage {
  readonly id: number;
  readonly method: PropertyKey;
  readonly args: readonly unknown[];
}

/** What comes back: one answer for each call, and events at any time. */
export type WorkerMessage =
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: PlainError }
  | { readonly kind: 'event'; readonly event: unknown };
