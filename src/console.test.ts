import { beforeEach, describe, expect, test } from 'vitest';
import { createConsoleApi } from './console.ts';
import type { PlaygroundApi } from './console.ts';
import { createLatencyLog } from './state/latency.ts';
import { createPlaygroundStore } from './state/store.ts';
import type { Playground } from './state/store.ts';
import { fakeConfig, fakeImage, flush } from './state/testing/fakeEngine.ts';
import { createFakeServices } from './state/testing/fakeServices.ts';
import type { FakeServices } from './state/testing/fakeServices.ts';

const network = { file: 'd.safetensors', layers: [] };
const classifier = { ...network, attributes: ['Smiling'], heldOut: null };
const configs = [fakeConfig('faces', { discriminator: network, classifier }), fakeConfig('plain')];
const layers = [
  { network: 'generator', name: 'main.2', height: 4, width: 4, channels: 8 },
  { network: 'discriminator', name: 'D.main.1', height: 4, width: 4, channels: 8 },
] as const;

let services: FakeServices;
let playground: Playground;
let api: PlaygroundApi;

beforeEach(async () => {
  services = createFakeServices(configs);
  playground = createPlaygroundStore(services, {
    language: 'en',
    theme: 'system',
    overruled: new Set(),
  });
  api = createConsoleApi({ ...playground, engine: services.engine, latency: createLatencyLog() });
  await playground.loader.start();
  services.engine.setStatus({ layers });
});

/** Calls with arguments of any type, as a script may. */
function call(name: keyof PlaygroundApi, ...given: unknown[]): Promise<unknown> {
  const verb = api[name] as (...list: unknown[]) => unknown;
  return Promise.resolve().then(() => verb(...given));
}

test('ready tells what draws; before that it waits, and a failure rejects it', async () => {
  await expect(api.ready).resolves.toEqual({
    model: 'faces',
    backend: 'wasm',
    adapter: null,
    millisecondsPerFace: 10,
  });
  services.engine.setStatus({ phase: 'recovering' });
  const waiting = api.ready;
  services.engine.setStatus({ phase: 'ready' });
  await expect(waiting).resolves.toMatchObject({ backend: 'wasm' });
  const error = { code: 'self-test-failed', message: 'wrong faces', details: {} } as const;
  services.engine.setStatus({ phase: 'failed', error });
  await expect(api.ready).rejects.toMatchObject({ code: 'self-test-failed' });
});

test('faces, layers, maps, scores, memory, latency are plain', async () => {
  const drawing = api.generate([[0.5, 0, 0, 0], Float32Array.of(0, 0, 0, 0)], {
    scale: { 'main.2': { 3: 0 } },
  });
  await flush();
  expect(services.engine.calls[0]?.mask).toEqual({ 'main.2': { 3: 0 } });
  await services.engine.calls[0]?.answer();
  const images = await drawing;
  expect(images).toEqual([fakeImage([0.5]), fakeImage([0])]);
  expect(await api.discriminate(images)).toEqual([150, 100]);
  expect(await api.classify(images)).toEqual([{ Smiling: 150 }, { Smiling: 100 }]);
  expect(api.layers()).toEqual(layers);
  expect((await api.featureMaps([0, 0, 0, 0], 'main.2')).layer).toBe('main.2');
  expect(await api.memory()).toEqual({ tensors: 0, bytes: 0 });
  expect(api.latency()).toMatchObject({ count: 0, medianMs: null });
  expect(api.models().map((model) => model.id)).toEqual(['faces', 'plain']);
});

test('another model, another backend', async () => {
  expect(await api.use('plain')).toMatchObject({ model: 'plain' });
  expect(await api.setBackend('cpu')).toMatchObject({ backend: 'cpu' });
  expect(api.backend()).toMatchObject({ backend: 'cpu', choice: 'cpu', choosing: false });
});

test('the state comes out, goes through JSON, and back in', async () => {
  const state = api.state();
  expect(state).toMatchObject({ version: 1, model: 'faces', position: 0, view: 'walk' });
  await api.setState({ position: 1.5, interpolation: 'slerp' });
  expect(services.history.read()).toBe('#/walk?v=1&m=faces&p=1.5&i=slerp');
  await api.setState(JSON.parse(JSON.stringify(state)) as typeof state);
  expect(api.state()).toEqual(state);
  await api.setState({ model: 'plain', mask: { 'main.2': { 1: 0.5 } } });
  expect(api.state()).toMatchObject({ model: 'plain', mask: { 'main.2': { 1: 0.5 } } });
});

describe('wrong arguments say what was expected', () => {
  test.each<[keyof PlaygroundApi, unknown[], RegExp]>([
    ['generate', ['z'], /latents: expected a list of latents; found "z"/],
    ['generate', [[[1, 2]]], /latents\[0\]: expected 4 finite numbers; found 2 numbers/],
    [
      'generate',
      [[[1, 2, 3, Number.NaN]]],
      /latents\[0\]\[3\]: expected a finite number; found NaN/,
    ],
    ['generate', [['abcd']], /latents\[0\]: expected 4 finite numbers/],
    ['generate', [[], 3], /options: expected \{scale\}; found 3/],
    ['generate', [[], { scale: { 'main.9': { 0: 0 } } }], /layers main\.2; found main\.9/],
    ['generate', [[], { scale: { 'D.main.1': { 0: 0 } } }], /layers main\.2/],
    ['generate', [[], { scale: { 'main.2': { 8: 0 } } }], /channels 0 to 7; found 8/],
    ['generate', [[], { scale: { 'main.2': { 1: 'no' } } }], /factor of at least 0; found no/],
    ['featureMaps', [[0, 0, 0, 0], 'main.3'], /one of main\.2, D\.main\.1; found "main\.3"/],
    ['discriminate', [[{ width: 2, height: 1, data: [] }]], /images\[0\]: expected \{width: 1/],
    ['discriminate', [null], /a list of pictures; found null/],
    ['classify', [[1]], /images\[0\]: expected \{width: 1/],
    ['use', [3], /the name of a model; found 3/],
    ['use', ['nobody'], /No model is called nobody; there are faces, plain/],
    ['setBackend', ['gpu'], /one of auto, webgpu, webgl, wasm, cpu; found "gpu"/],
    [
      'setState',
      [{ position: 'far' }],
      /state\.position: expected a number from 0 to 16; found far/,
    ],
    ['setState', [{ position: 4 }], /position: expected a number from 0 to 3; found 4/],
    ['setState', [[]], /an object as playground\.state\(\) gives/],
    ['setState', [{ model: 'nobody' }], /No model is called nobody/],
  ])('%s(%j)', async (name, given, message) => {
    await expect(call(name, ...given)).rejects.toThrow(message);
  });
  test('a model without a discriminator', async () => {
    await api.use('plain');
    await expect(api.discriminate([fakeImage([0])])).rejects.toThrow(
      /a model with a discriminator/,
    );
    await expect(api.classify([fakeImage([0])])).rejects.toThrow(/a model with a classifier/);
  });
});
