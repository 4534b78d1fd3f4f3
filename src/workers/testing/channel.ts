/** A service behind a real message channel in one thread: what a worker is, without one. */
import { MessageChannel } from 'node:worker_threads';
import type { WorkerLike } from '../connection.ts';
import type { Service, WorkerMessage } from '../protocol.ts';
import type { ServerPort } from '../serve.ts';
import { serve } from '../serve.ts';

/** Serves what `create` makes, and gives the end that `connectWorker` takes. */
export function openChannel<S extends Service<S>>(
  create: (onEvent: (event: unknown) => void) => S,
): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  const serverPort: ServerPort = {
    postMessage: (message, transfer) => {
      port2.postMessage(message, transfer as ArrayBuffer[]);
    },
    addEventListener: (_, listener) => {
      port2.on('message', (data: unknown) => {
        listener({ data });
      });
    },
  };
  serve(serverPort, create);
  const worker: WorkerLike = {
    postMessage: (message, transfer) => {
      port1.postMessage(message, transfer as ArrayBuffer[]);
    },
    terminate: () => {
      port1.close();
    },
    onmessage: null,
    onmessageerror: null,
    onerror: null,
  };
  port1.on('message', (data: WorkerMessage) => worker.onmessage?.({ data } as MessageEvent));
  return worker;
}
