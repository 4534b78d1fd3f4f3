import { expect, test } from 'vitest';
import type { PlaygroundError } from '../errors.ts';
import type { FeatureMapBatch, Latent, MapTake } from '../model/arrays.ts';
import { toLatent } from '../model/arrays.ts';
import { createCallQueue } from './callQueue.ts';
import type { Live } from './candidate.ts';
import type { ModelFiles } from './files.ts';
import { createMapReader } from './mapReader.ts';
import { takeRows } from './takeRows.ts';

/** Two cells of three maps, told apart by z's first component. */
function mapsOf(latents: readonly Latent[]): FeatureMapBatch {
  const rows = latents.flatMap((z) => [0, 1, 2, 3, 4, 5].map((i) => (z[0] ?? NaN) * 10 + i));
  const data = Float32Array.from(rows);
  return { layer: 'main.2', count: latents.length, height: 1, width: 2, channels: 3, data };
}

function createWorld() {
  const log: string[] = [];
  const world = { log, present: {} as ModelFiles, onCall: (): void => undefined };
  const call = async (method: string, ...args: unknown[]): Promise<unknown> => {
    const latents = args[0] as Latent[];
    log.push(`${method} ${latents.length}`);
    world.onCall();
    const maps = mapsOf(latents);
    return method === 'featureMapsOf' ? maps : takeRows(maps, args[2] as MapTake);
  };
  const queue = createCallQueue(() => 0);
  queue.adopt({ connection: { call, close: () => undefined } } as unknown as Live);
  const reader = createMapReader(
    () => queue,
    () => world.present,
  );
  return { world, queue, reader };
}

const latents = Array.from({ length: 10 }, (_, i) => toLatent([i], 1));

test('a long run is cut into short calls, and what is drawn meanwhile goes in between', async () => {
  const { world, queue, reader } = createWorld();
  const told: number[] = [];
  const run = reader.readMaps(latents, 'main.2', {}, { onProgress: (done) => told.push(done) });
  const drawn = queue.submit(async () => world.log.push('draw'));
  expect(await run).toEqual(mapsOf(latents));
  await drawn;
  expect(told).toEqual([4, 8, 10]);
  expect(world.log).toEqual(['featureMapsOf 4', 'draw', 'featureMapsOf 4', 'featureMapsOf 2']);
});

test('rows of many latents are those of each', async () => {
  const { reader } = createWorld();
  const means = await reader.readRows(latents, 'main.2', { kind: 'mean' }, {}, {});
  expect(means).toMatchObject({ layer: 'main.2', channels: 3, rows: 10 });
  expect([...means.data.subarray(27)]).toEqual([91.5, 92.5, 93.5]);
  const both = await reader.readRows(latents, 'main.2', { kind: 'mean-and-peak' }, {}, {});
  expect(both.rows).toBe(20);
  expect([...both.data.subarray(6, 12)]).toEqual([11.5, 12.5, 13.5, 13, 14, 15]);
  const cells = latents.map((_, i) => (i === 7 ? [1, 0] : []));
  const chosen = await reader.readRows(latents, 'main.2', { kind: 'cells', cells }, {}, {});
  expect(chosen).toMatchObject({ rows: 2, data: Float32Array.of(73, 74, 75, 70, 71, 72) });
  expect(await reader.readRows([], 'main.2', { kind: 'mean' }, {}, {})).toMatchObject({ rows: 0 });
});

test('a run ends when it is stopped and when the model changes', async () => {
  const { world, reader } = createWorld();
  const stop = new AbortController();
  world.onCall = () => stop.abort();
  await expect(
    reader.readMaps(latents, 'main.2', {}, { signal: stop.signal }),
  ).rejects.toMatchObject({
    code: 'aborted',
  } satisfies Partial<PlaygroundError>);
  expect(world.log).toEqual(['featureMapsOf 4']);

  let calls = 0;
  world.onCall = () => {
    calls += 1;
    if (calls === 2) world.present = { ...world.present };
  };
  await expect(reader.readRows(latents, 'main.2', { kind: 'mean' }, {}, {})).rejects.toMatchObject({
    code: 'aborted',
  });
  expect(calls).toBe(2);
});

test.each([
  [[[0]], 'cells'],
  [latents.map(() => [2]), 'cells[0]'],
  [latents.map(() => [0.5]), 'cells[0]'],
  [[...latents.map(() => [0]), [0]], 'cells'],
])('cells that are not there are refused: %#', async (cells, where) => {
  const { reader } = createWorld();
  const run = reader.readRows(latents, 'main.2', { kind: 'cells', cells }, {}, {});
  await expect(run).rejects.toMatchObject({ code: 'bad-argument', details: { where } });
});
