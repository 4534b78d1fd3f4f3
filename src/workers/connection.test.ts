/** Both ends of the protocol over a real message channel, with a service that is made up. */
import { expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { connectWorker } from './connection.ts';
import { openChannel } from './testing/channel.ts';

interface Picture {
  readonly width: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** A service that is made up. */
interface Studio {
  count(): Promise<number>;
  wait(): Promise<void>;
  paint(
    colours: readonly Float32Array[],
    names: Readonly<Record<string, number>>,
  ): Promise<Picture[]>;
}

type StudioEvent = 'lamp-out';

function connect(methods: Partial<Studio>) {
  let emit: (event: StudioEvent) => void = () => undefined;
  const worker = openChannel((onEvent) => {
    emit = onEvent;
    return methods as Studio;
  });
  const events: StudioEvent[] = [];
  const crashes: PlaygroundError[] = [];
  const connection = connectWorker<Studio, StudioEvent>(worker, 'The studio', {
    onEvent: (event) => events.push(event),
    onCrash: (error) => crashes.push(error),
  });
  return {
    connection,
    worker,
    events,
    crashes,
    emit: (event: StudioEvent) => {
      emit(event);
    },
  };
}

const never = async (): Promise<never> => new Promise(() => undefined);

test('calls are answered in any order, arrays arrive whole and are moved, not copied', async () => {
  const picture = { width: 1, data: new Uint8ClampedArray([1, 2, 3, 255]) };
  let finishFirst = (): void => undefined;
  const { connection } = connect({
    count: async () => {
      await new Promise<void>((resolve) => {
        finishFirst = resolve;
      });
      return 7;
    },
    paint: async (colours) => {
      expect(colours[0]).toEqual(Float32Array.of(1, 2));
      finishFirst();
      return [picture];
    },
  });
  const first = connection.call('count');
  const second = connection.call('paint', [Float32Array.of(1, 2)], {});
  expect(await first).toBe(7);
  expect(await second).toEqual([{ width: 1, data: new Uint8ClampedArray([1, 2, 3, 255]) }]);
  expect(picture.data.byteLength).toBe(0);
  connection.close();
});

test('errors keep their code and details on the way; unknown ones become internal', async () => {
  const { connection } = connect({
    count: async () => {
      throw new PlaygroundError('bad-argument', 'No.', { where: 'z', expected: 100 });
    },
    wait: async () => {
      throw new TypeError('broken');
    },
  });
  await expect(connection.call('count')).rejects.toMatchObject({
    code: 'bad-argument',
    details: { where: 'z', expected: 100 },
  });
  await expect(connection.call('wait')).rejects.toMatchObject({
    code: 'internal',
    message: 'broken',
  });
  connection.close();
});

test('events come through until the connection is closed', async () => {
  const { connection, events, emit } = connect({ count: async () => 0 });
  emit('lamp-out');
  await connection.call('count');
  expect(events).toEqual(['lamp-out']);
  connection.close();
  emit('lamp-out');
  expect(events).toHaveLength(1);
});

test('a crash rejects everything in flight and is told once; later calls reject at once', async () => {
  const { connection, worker, crashes } = connect({ count: never, wait: never });
  const inFlight = [connection.call('count'), connection.call('wait')];
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
  await expect(connection.call('count')).rejects.toMatchObject({ code: 'worker-crashed' });
});

test('closing rejects what is in flight with "aborted" and is no crash', async () => {
  const { connection, crashes } = connect({ count: never });
  const call = connection.call('count');
  connection.close();
  await expect(call).rejects.toMatchObject({ code: 'aborted' });
  expect(crashes).toEqual([]);
});

test('an argument that cannot be copied is the fault of the caller', async () => {
  const { connection } = connect({ count: never });
  const names = { red: (() => 1) as unknown as number };
  await expect(connection.call('paint', [], names)).rejects.toMatchObject({
    code: 'bad-argument',
  });
  connection.close();
});

test('an argument is copied, or moved when that is asked for', async () => {
  const { connection } = connect({ paint: async () => [] });
  const colours = Float32Array.of(1, 2);
  await connection.call('paint', [colours], {});
  expect(colours.length).toBe(2);
  await connection.callMoving([colours.buffer], 'paint', [colours], {});
  expect(colours.length).toBe(0);
  connection.close();
});
