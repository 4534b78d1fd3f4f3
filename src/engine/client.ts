/** The page's end of a session in a worker. */
import type { Connection, EventHandlers } from '../workers/connection.ts';
import { connectWorker } from '../workers/connection.ts';
import type { Session, SessionEvent } from './sessionTypes.ts';

/** A session in another thread. */
export type SessionConnection = Pick<Connection<Session>, 'call' | 'close'>;
/** What it tells without being asked. */
export type ConnectionHandlers = EventHandlers<SessionEvent>;

/** Starts a worker with a session of its own. The caller closes the connection. */
export function startWorker(handlers: ConnectionHandlers): SessionConnection {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  });
  return connectWorker(worker, 'The drawing worker', handlers);
}
