/** The page's end of a service in a worker. */
import { PlaygroundError, fromPlainError, toPlainError } from '../errors.ts';
import type { CallMessage, Service, WorkerMessage } from './protocol.ts';

/** The part of `Worker` that is used. */
export interface WorkerLike {
  postMessage(message: CallMessage, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** What a connection tells without being asked. */
export interface EventHandlers<Event> {
  onEvent(event: Event): void;
  /** The worker died by itself; every call in flight has been rejected with this error. */
  onCrash(error: PlaygroundError): void;
}

/** A service in another thread. */
export interface Connection<S extends Service<S>> {
  /** Calls a method of the service; rejects with `worker-crashed` or `aborted` if the worker ends. */
  call<M extends keyof S>(method: M, ...args: Parameters<S[M]>): ReturnType<S[M]>;
  /** The same, moving buffers among the arguments instead of copying them; they are empty here then. */
  callMoving<M extends keyof S>(
    moved: Transferable[],
    method: M,
    ...args: Parameters<S[M]>
  ): ReturnType<S[M]>;
  /** Ends the worker; calls in flight reject with `aborted`. */
  close(): void;
}

/**
 * Speaks to a service behind `worker`.
 * @param name what the worker is, for messages, as in "The drawing worker"
 */
export function connectWorker<S extends Service<S>, Event>(
  worker: WorkerLike,
  name: string,
  handlers: EventHandlers<Event>,
): Connection<S> {
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: PlaygroundError) => void }
  >();
  let nextId = 0;
  let ended: PlaygroundError | null = null;

  const end = (error: PlaygroundError): void => {
    if (ended !== null) return;
    ended = error;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const crash = (found: string): void => {
    if (ended !== null) return;
    const message = `${name} stopped: ${found}`;
    const error = new PlaygroundError('worker-crashed', message, { found });
    end(error);
    handlers.onCrash(error);
  };

  worker.onmessage = ({ data }) => {
    const message = data as WorkerMessage;
    if (message.kind === 'event') {
      if (ended === null) handlers.onEvent(message.event as Event);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'result') call?.resolve(message.value);
    else call?.reject(fromPlainError(message.error));
  };
  worker.onmessageerror = () => {
    crash('a message could not be read');
  };
  worker.onerror = (event) => {
    event.preventDefault();
    crash(event.message === '' ? 'its script could not be loaded' : event.message);
  };

  const send = async (
    method: PropertyKey,
    args: readonly unknown[],
    moved: Transferable[],
  ): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (ended !== null) {
        reject(ended);
        return;
      }
      const id = (nextId += 1);
      waiting.set(id, { resolve, reject });
      try {
        worker.postMessage({ id, method, args }, moved);
      } catch (thrown) {
        waiting.delete(id);
        const { message } = toPlainError(thrown);
        const where = `arguments of ${String(method)}`;
        const details = { where, expected: 'values that can be copied', found: message };
        reject(new PlaygroundError('bad-argument', message, details, thrown));
      }
    });

  return {
    call: (method, ...args) => send(method, args, []) as ReturnType<S[typeof method]>,
    callMoving: (moved, method, ...args) =>
      send(method, args, moved) as ReturnType<S[typeof method]>,
    close() {
      end(new PlaygroundError('aborted', `${name} was ended.`));
    },
  };
}
