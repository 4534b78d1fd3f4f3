/** The page's end of a session in a worker. */
import { PlaygroundError, fromPlainError, toPlainError } from '../errors.ts';
import type { CallMessage, WorkerMessage } from './protocol.ts';
import type { Session, SessionEvent } from './session.ts';

/** The part of `Worker` that is used. */
export interface WorkerLike {
  postMessage(message: CallMessage): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** What a connection tells without being asked. */
export interface ConnectionHandlers {
  onEvent(event: SessionEvent): void;
  /** The worker died by itself; every call in flight has been rejected with this error. */
  onCrash(error: PlaygroundError): void;
}

/** A session in another thread. */
export interface SessionConnection {
  /** Calls a method of the session; rejects with `worker-crashed` or `aborted` if the worker ends. */
  call<M extends keyof Session>(method: M, ...args: Parameters<Session[M]>): ReturnType<Session[M]>;
  /** Ends the worker; calls in flight reject with `aborted`. */
  close(): void;
}

/** Speaks to a session behind `worker`. */
export function connectWorker(worker: WorkerLike, handlers: ConnectionHandlers): SessionConnection {
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
    const message = `The drawing worker stopped: ${found}`;
    const error = new PlaygroundError('worker-crashed', message, { found });
    end(error);
    handlers.onCrash(error);
  };

  worker.onmessage = ({ data }) => {
    const message = data as WorkerMessage;
    if (message.kind === 'event') {
      if (ended === null) handlers.onEvent(message.event);
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

  return {
    call(method, ...args) {
      const answer = new Promise<unknown>((resolve, reject) => {
        if (ended !== null) {
          reject(ended);
          return;
        }
        const id = (nextId += 1);
        waiting.set(id, { resolve, reject });
        try {
          worker.postMessage({ id, method, args });
        } catch (thrown) {
          waiting.delete(id);
          const { message } = toPlainError(thrown);
          const where = `arguments of ${method}`;
          const details = { where, expected: 'values that can be copied', found: message };
          reject(new PlaygroundError('bad-argument', message, details, thrown));
        }
      });
      return answer as ReturnType<Session[typeof method]>;
    },
    close() {
      end(new PlaygroundError('aborted', 'The drawing worker was ended.'));
    },
  };
}

/** Starts a worker with a session of its own. The caller closes the connection. */
export function startWorker(handlers: ConnectionHandlers): SessionConnection {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  });
  return connectWorker(worker, handlers);
}
