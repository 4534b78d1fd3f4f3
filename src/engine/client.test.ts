/** Both ends of the protocol over a real message channel, with a session that is made up. */
import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { toLatent } from '../model/arrays.ts';
import type { WorkerLike } from './client.ts';
import { connectWorker } from './client.ts';
import type { WorkerMessage } from './protocol.ts';
import type { ServerPort } from './serve.ts';
import { serveSession } from './serve.ts';
import type { Session, SessionEvent } from './session.ts';

function connect(methods: Partial<Session>) {
  const { port1, port2 } = new MessageChannel();
  let emit: (event: SessionEvent) => void = () => undefined;
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
  serveSession(serverPort, (onEvent) => {
    emit = onEvent;
    return methods as Session;
  });
  const worker: WorkerLike = {
    postMessage: (message) => {
      port1.postMessage(message);
    },
    terminate: () => {
      port1.close();
    },
    onmessage: null,
    onmessageerror: null,
    onerror: null,
  };
  const events: SessionEvent[] = [];
  const crashes: PlaygroundError[] = [];
  const connection = connectWorker(worker, {
    onEvent: (event) => events.push(event),
    onCrash: (error) => crashes.push(error),
  });
  port1.on('message', (data: WorkerMessage) => worker.onmessage?.({ data } as MessageEvent));
  return {
    connection,
    worker,
    events,
    crashes,
    emit: (event: SessionEvent) => {
      emit(event);
    },
  };
}

const never = async (): Promise<never> => new Promise(() => undefined);

test('calls are answered in any order, arrays arrive whole and are moved, not copied', async () => {
  const picture = { width: 1, height: 1, data: new Uint8ClampedArray([1, 2, 3, 255]) };
  let finishFirst = (): void => undefined;
  const { connection } = connect({
    memory: async () => {
      await new Promise<void>((resolve) => {
        finishFirst = resolve;
      });
      return { tensors: 1, bytes: 4 };
    },
    generate: async (latents) => {
      expect(latents[0]).toEqual(Float32Array.of(1, 2));
      finishFirst();
      return [picture];
    },
  });
  const first = connection.call('memory');
  const second = connection.call('generate', [toLatent([1, 2], 2)], {});
  expect(await first).toEqual({ tensors: 1, bytes: 4 });
  expect(await second).toEqual([
    { width: 1, height: 1, data: new Uint8ClampedArray([1, 2, 3, 255]) },
  ]);
  expect(picture.data.byteLength).toBe(0);
  connection.close();
});

test('errors keep their code and details on the way; unknown ones become internal', async () => {
  const { connection } = connect({
    memory: async () => {
      throw new PlaygroundError('bad-argument', 'No.', { where: 'z', expected: 100 });
    },
    timeFace: async () => {
      throw new TypeError('broken');
    },
  });
  await expect(connection.call('memory')).rejects.toMatchObject({
    code: 'bad-argument',
    details: { where: 'z', expected: 100 },
  });
  await expect(connection.call('timeFace')).rejects.toMatchObject({
    code: 'internal',
    message: 'broken',
  });
  connection.close();
});

test('events come through until the connection is closed', async () => {
  const { connection, events, emit } = connect({ memory: async () => ({ tensors: 0, bytes: 0 }) });
  emit({ kind: 'device-lost' });
  await connection.call('memory');
  expect(events).toEqual([{ kind: 'device-lost' }]);
  connection.close();
  emit({ kind: 'device-lost' });
  expect(events).toHaveLength(1);
});

test('a crash rejects everything in flight and is told once; later calls reject at once', async () => {
  const { connection, worker, crashes } = connect({ memory: never, timeFace: never });
  const inFlight = [connection.call('memory'), connection.call('timeFace')];
  const event = { message: 'out of memory', preventDefault: () => undefined };
  worker.onerror?.(event as ErrorEvent);
  worker.onerror?.(event as ErrorEvent);
  for (const call of inFlight) {
    await expect(call).rejects.toMatchObject({
      code: 'worker-crashed',
      details: { found: 'out of memory' },
    });
  }
  expect(crashes).toHaveLength(1);
  await expect(connection.call('memory')).rejects.toMatchObject({ code: 'worker-crashed' });
});

test('closing rejects what is in flight with "aborted" and is no crash', async () => {
  const { connection, crashes } = connect({ memory: never });
  const call = connection.call('memory');
  connection.close();
  await expect(call).rejects.toMatchObject({ code: 'aborted' });
  expect(crashes).toEqual([]);
});

test('an argument that cannot be copied is the fault of the caller', async () => {
  const { connection } = connect({ memory: never });
  const mask = { layer: { 0: (() => 1) as unknown as number } };
  await expect(connection.call('generate', [], mask)).rejects.toMatchObject({
    code: 'bad-argument',
  });
  connection.close();
});
