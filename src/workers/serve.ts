/** Puts a service behind a message port; the other end is `connection.ts`. */
import { toPlainError } from '../errors.ts';
import type { CallMessage, Service, WorkerMessage } from './protocol.ts';

/** The part of a worker's global scope that is used. */
export interface ServerPort {
  postMessage(message: WorkerMessage, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}

/** Answers the calls that arrive at `port`. Arrays in results are moved, not copied. */
export function serve<S extends Service<S>>(
  port: ServerPort,
  create: (onEvent: (event: unknown) => void) => S,
): void {
  const service = create((event) => {
    port.postMessage({ kind: 'event', event }, []);
  });
  const answer = async ({ id, method, args }: CallMessage): Promise<void> => {
    try {
      const value = await service[method as keyof S](...(args as never[]));
      port.postMessage({ kind: 'result', id, value }, [...buffersOf(value)]);
    } catch (thrown) {
      port.postMessage({ kind: 'failure', id, error: toPlainError(thrown) }, []);
    }
  };
  port.addEventListener('message', ({ data }) => {
    // The page is the only one that holds the other end.
    void answer(data as CallMessage);
  });
}

/** Every buffer inside a plain value. */
function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (value instanceof ArrayBuffer) found.add(value);
  else if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) buffersOf(part, found);
  }
  return found;
}
