import { expect, test } from 'vitest';
import { createSampleFace } from '../../latent/createFace.ts';
import type { FeatureMaps, FeatureRows } from '../../model/arrays.ts';
import { createFakeEngine, fakeConfig, flush } from '../testing/fakeEngine.ts';
import { createMapRequests } from './mapRequests.ts';

const model = fakeConfig('faces');
const faceOf = (index: number) => createSampleFace(model, 1, index);

function makeWorld() {
  const engine = createFakeEngine();
  const asked: { z: number; answer(): Promise<void> }[] = [];
  engine.featureMaps = (latent, layer) =>
    new Promise<FeatureMaps>((resolve) => {
      const data = Float32Array.of(latent[0] ?? 0);
      asked.push({
        z: latent[0] ?? 0,
        answer: async () => {
          resolve({ layer, height: 1, width: 1, channels: 1, data });
          await flush();
        },
      });
    });
  const errors: unknown[] = [];
  const maps = createMapRequests(engine, (error) => errors.push(error));
  return { engine, asked, errors, maps };
}

test('one request is under way, and of those that come meanwhile the latest goes next', async () => {
  const { engine, asked, maps } = makeWorld();
  const got: number[] = [];
  const listen = ({ data }: FeatureMaps): void => {
    got.push(data[0] ?? 0);
  };
  maps.hold({ face: faceOf(0), layer: 'main.2' }, listen);
  await flush();
  expect(asked).toHaveLength(0);
  engine.setStatus({ phase: 'ready', model });
  await flush();
  for (const index of [1, 2, 3]) maps.hold({ face: faceOf(index), layer: 'main.2' }, listen);
  expect(asked).toHaveLength(1);
  await asked[0]?.answer();
  expect(asked.map(({ z }) => z)).toEqual([faceOf(0).z[0], faceOf(3).z[0]]);
  await asked[1]?.answer();
  expect(got).toEqual([faceOf(0).z[0], faceOf(3).z[0]]);
  expect(asked).toHaveLength(2);
});

test('a released wish hears nothing, and another layer never gets the maps of the first', async () => {
  const { engine, asked, maps } = makeWorld();
  engine.setStatus({ phase: 'ready', model });
  const got: string[] = [];
  const listen = ({ layer }: FeatureMaps): void => {
    got.push(layer);
  };
  const release = maps.hold({ face: faceOf(0), layer: 'main.2' }, listen);
  release();
  maps.hold({ face: faceOf(0), layer: 'main.5' }, listen);
  await asked[0]?.answer();
  await asked[1]?.answer();
  expect(got).toEqual(['main.5']);
});

test('a sheet is read once, and another one stops the run before', async () => {
  const { engine, maps } = makeWorld();
  const runs: { kind: string; signal: AbortSignal | undefined }[] = [];
  engine.featureRows = async (latents, layer, take, _mask, run): Promise<FeatureRows> => {
    runs.push({ kind: take.kind, signal: run?.signal });
    await flush();
    const data = Float32Array.from(latents.flatMap((_, i) => [i, 2, i + 10, 12]));
    return { layer, channels: 2, rows: 2 * latents.length, data };
  };
  const sheet = { seed: 1, firstIndex: 0, count: 3 };
  const first = maps.readSheet(model, sheet, 'main.2');
  expect(maps.readSheet(model, sheet, 'main.2')).toBe(first);
  const peaks = Float32Array.of(10, 12, 11, 12, 12, 12);
  expect(await first).toEqual({ strengths: Float64Array.of(1, 2), peaks });
  expect(runs.map(({ kind }) => kind)).toEqual(['mean-and-peak']);
  void maps.readSheet(model, { ...sheet, seed: 2 }, 'main.2');
  void maps.readSheet(model, { ...sheet, seed: 3 }, 'main.2');
  expect(runs[1]?.signal?.aborted).toBe(true);
  await flush();
});
