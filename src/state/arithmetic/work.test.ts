import { beforeEach, expect, test } from 'vitest';
import type { Exemplars } from '../../formats/exemplars.ts';
import type { Labels } from '../../formats/labels.ts';
import { createSampleFace } from '../../latent/createFace.ts';
import type { Face } from '../../latent/face.ts';
import { drawSample } from '../../latent/prior.ts';
import { createPlaygroundStore } from '../store.ts';
import type { Playground } from '../store.ts';
import { fakeConfig, fakeImage } from '../testing/fakeEngine.ts';
import { createFakeServices } from '../testing/fakeServices.ts';
import type { FakeServices } from '../testing/fakeServices.ts';
import { wallKey } from './work.ts';

const attributes = ['Wanted', 'Other'];
const model = fakeConfig('faces', {
  classifier: { file: 'c.safetensors', layers: [], attributes, heldOut: null },
});
const count = 400;
const probabilities = new Uint8Array(count * 2);
for (let row = 0; row < count; row += 1) {
  const z = drawSample('normal', model.latentDim, 1, row);
  for (let k = 0; k < 2; k += 1) probabilities[row * 2 + k] = (z[k] ?? 0) > 0 ? 255 : 0;
}
const labels: Labels = {
  seed: 1,
  firstIndex: 0,
  count,
  attributes,
  probabilities,
  realness: null,
};
const side = (present: boolean) => ({
  concept: [{ attribute: 'Wanted', present, threshold: 0.5 }],
  satisfying: 3,
  indices: [0, 1, 2],
});
const exemplars: Exemplars = {
  rule: 'any',
  seed: 1,
  firstIndex: 0,
  count,
  presets: [
    {
      id: 'planted',
      a: side(true),
      b: side(false),
      c: side(false),
      expected: [{ attribute: 'Wanted', present: true, threshold: 0.5 }],
    },
  ],
};
let services: FakeServices;
let playground: Playground;
const state = () => playground.store.getState();
const face = (index: number): Face => createSampleFace(model, 7, index);

beforeEach(async () => {
  services = createFakeServices([model], '#/arithmetic');
  Object.assign(services, {
    knowledge: {
      loadExemplars: async () => exemplars,
      loadLabels: async () => labels,
      loadDirections: async () => null,
    },
  });
  services.engine.generate = async (latents) => latents.map(fakeImage);
  services.engine.classify = async (images) => images.map(() => Float32Array.of(5, -5));
  playground = createPlaygroundStore(services, {
    language: 'en',
    theme: 'system',
    overruled: new Set(),
  });
  await playground.loader.start();
});

test('a wall runs for the bench, keeps exact counts, and can be stopped', async () => {
  await state().startWall();
  expect(state().arithmeticWork.wall).toBeNull(); // nothing is known of the model yet
  state().learn('exemplars');
  state().learn('labels');
  await expect.poll(() => state().known['faces']?.labels).toBe(labels);
  state().setBench({ preset: 'planted', wallCount: 5 });
  await state().startWall();
  const wall = state().arithmeticWork.wall;
  expect(wall).toMatchObject({ isRunning: false, requested: 5, failure: null });
  expect(wall?.results).toHaveLength(5);
  expect(wall?.key).toBe(wallKey({ preset: 'planted', wallSeed: 1, wallCount: 5 }, 'faces'));
  const positives = probabilities.filter((value, i) => i % 2 === 0 && value > 0).length;
  expect(wall?.poolSizes).toEqual({ a: positives, b: count - positives, c: count - positives });

  state().setBench({ wallCount: 1000 });
  let calls = 0;
  services.engine.classify = async (images) => {
    calls += 1;
    if (calls === 4) state().stopWall();
    return images.map(() => Float32Array.of(5, -5));
  };
  await state().startWall();
  const stopped = state().arithmeticWork.wall;
  expect(stopped?.isRunning).toBe(false);
  expect(stopped).toMatchObject({ requested: 1000, failure: null });
  expect(stopped?.results).toHaveLength(6); // two at a time, the stopped pair not counted
});

test('a wall that fails says why and keeps what it has', async () => {
  state().learn('exemplars');
  state().learn('labels');
  await expect.poll(() => state().known['faces']?.labels).toBe(labels);
  state().setBench({ preset: 'planted', wallCount: 50 });
  let calls = 0;
  services.engine.classify = async (images) => {
    calls += 1;
    if (calls > 2) throw new Error('no judge');
    return images.map(() => Float32Array.of(5, -5));
  };
  await state().startWall();
  expect(state().arithmeticWork.wall).toMatchObject({
    isRunning: false,
    failure: { code: 'internal', message: 'no judge' },
  });
  expect(state().arithmeticWork.wall?.results.length).toBeGreaterThan(0);
});

test('a direction of one’s own is tested with each face left out', async () => {
  await state().testOwnDirection();
  expect(state().arithmeticWork.ownTest).toBeNull();
  state().setGroup('with', [1, 2, 3].map(face));
  state().setGroup('without', [4, 5, 6].map(face));
  await state().testOwnDirection();
  const { ownTest } = state().arithmeticWork;
  expect(ownTest?.withFaces).toBe(state().arithmetic?.withFaces);
  expect(ownTest?.failure).toBeNull();
  expect(Number(ownTest?.accuracy) * 6).toBeCloseTo(Math.round(Number(ownTest?.accuracy) * 6), 9);
});
