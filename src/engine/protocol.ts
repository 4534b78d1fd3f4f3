/** The messages between the page and a session in a worker: calls with numbers, answers, events. */
import type { PlainError } from '../errors.ts';
import type { Session, SessionEvent } from './session.ts';

/** A call from the page. */
export interface CallMessage {
  readonly id: number;
  readonly method: keyof Session;
  readonly args: readonly unknown[];
}

/** What comes back: one answer for each call, and events at any time. */
export type WorkerMessage =
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: PlainError }
  | { readonly kind: 'event'; readonly event: SessionEvent };
