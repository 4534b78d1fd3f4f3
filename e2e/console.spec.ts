/** `window.playground` as the README documents it, on the built page and the trained weights. */
import { expect } from '@playwright/test';
import { PlaygroundPage } from './support/page.ts';
import { test } from './support/test.ts';

const wrong: readonly (readonly [string, string, RegExp])[] = [
  ['a latent that is too short', 'window.playground.generate([[1, 2, 3]])', /100/],
  ['a latent with NaN', 'window.playground.generate([Array(100).fill(NaN)])', /finite/],
  ['no list', 'window.playground.generate("z")', /latents/],
  ['an unknown layer', 'window.playground.featureMaps(Array(100).fill(0), "conv9")', /main\.2/],
  [
    'a channel that is not there',
    'window.playground.generate([Array(100).fill(0)], {scale: {"main.13": {7: 0}}})',
    /channel|3/i,
  ],
  [
    'a picture of another size',
    'window.playground.discriminate([{width: 2, height: 2, data: new Uint8ClampedArray(16)}])',
    /64/,
  ],
  ['an unknown backend', 'window.playground.setBackend("cuda")', /webgpu/],
  ['an unknown model', 'window.playground.use("cats")', /cats/],
  ['a state that is none', 'window.playground.setState({position: "x"})', /position/],
];

test.describe('calls that change nothing', () => {
  test.use({ keepPage: true });
  test.beforeEach(async ({ page }) => {
    await new PlaygroundPage(page).show('#/walk?v=1', { backend: 'wasm' });
  });

  test('ready, models, layers, backend, memory and latency speak plainly', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const { playground } = window;
      return {
        ready: await playground.ready,
        models: playground.models().map(({ id }) => id),
        layers: playground.layers(),
        backend: playground.backend(),
        memory: await playground.memory(),
        latency: playground.latency(),
      };
    });
    expect(seen.ready).toMatchObject({ model: 'faces', backend: 'wasm' });
    expect(seen.ready.millisecondsPerFace).toBeGreaterThan(0);
    expect(seen.models).toEqual([
      'faces',
      'faces-epoch5',
      'faces-epoch1',
      'bedrooms',
      'avatars-64',
      'avatars-32',
    ]);
    expect(
      seen.layers
        .filter(({ network }) => network === 'generator')
        .map(({ name, height, channels }) => [name, height, channels]),
    ).toEqual([
      ['main.2', 4, 512],
      ['main.5', 8, 256],
      ['main.8', 16, 128],
      ['main.11', 32, 64],
      ['main.13', 64, 3],
    ]);
    expect(seen.backend.backend).toBe('wasm');
    expect(seen.backend.reports.find(({ backend }) => backend === 'wasm')?.kernels).toBe('own');
    expect(seen.memory.bytes).toBeGreaterThan(1_000_000);
    expect(seen.latency).toHaveProperty('count');
  });

  test('generate gives the golden pictures of PyTorch, alone and in company', async ({ page }) => {
    const largest = await page.evaluate(async () => {
      const bytes = await (await fetch('models/faces/golden.safetensors')).arrayBuffer();
      const headerSize = Number(new DataView(bytes).getBigUint64(0, true));
      const header = JSON.parse(
        new TextDecoder().decode(new Uint8Array(bytes, 8, headerSize)),
      ) as Record<string, { data_offsets: [number, number] }>;
      const read = (name: string) => {
        const [from, to] = header[name]?.data_offsets ?? [0, 0];
        return new Float32Array(bytes.slice(8 + headerSize + from, 8 + headerSize + to));
      };
      const [z, images] = [read('z'), read('images')];
      const latents = [0, 1, 2, 3].map((i) => Array.from(z.subarray(i * 100, i * 100 + 100)));
      const alone = await Promise.all(
        latents.map(async (latent) => (await window.playground.generate([latent]))[0]),
      );
      const together = await window.playground.generate(latents);
      let most = 0;
      for (const drawn of [alone, together]) {
        drawn.forEach((image, n) => {
          for (let pixel = 0; pixel < 64 * 64; pixel += 1) {
            for (let c = 0; c < 3; c += 1) {
              const expected = ((images[(n * 3 + c) * 4096 + pixel] ?? Number.NaN) + 1) * 127.5;
              most = Math.max(
                most,
                Math.abs((image?.data[pixel * 4 + c] ?? Number.NaN) - expected),
              );
            }
          }
        });
      }
      return most;
    });
    expect(largest).toBeLessThan(0.6); // half a step of rounding, and the arithmetic of the backend
  });

  test('a scale of zero drops a channel, one leaves it, and feature maps show it', async ({
    page,
  }) => {
    const seen = await page.evaluate(async () => {
      const { playground } = window;
      const z = Array.from({ length: 100 }, (_, i) => Math.cos(i));
      const [plain] = await playground.generate([z]);
      const [same] = await playground.generate([z], { scale: { 'main.8': { 5: 1 } } });
      const all = Object.fromEntries(Array.from({ length: 128 }, (_, i) => [i, 0]));
      const [gone] = await playground.generate([z], { scale: { 'main.8': all } });
      const maps = await playground.featureMaps(z, 'main.8');
      const [score] = await playground.discriminate(plain === undefined ? [] : [plain]);
      const differ = (a = plain, b = plain) =>
        Array.from(a?.data ?? []).reduce(
          (most, value, i) => Math.max(most, Math.abs(value - (b?.data[i] ?? 0))),
          0,
        );
      return {
        same: differ(plain, same),
        gone: differ(plain, gone),
        maps: { ...maps, data: maps.data.length },
        least: Math.min(...maps.data),
        score,
      };
    });
    expect(seen.same).toBe(0);
    expect(seen.gone).toBeGreaterThan(30);
    expect(seen.maps).toEqual({
      layer: 'main.8',
      height: 16,
      width: 16,
      channels: 128,
      data: 32768,
    });
    expect(seen.least).toBeGreaterThanOrEqual(0);
    expect(Number.isFinite(seen.score)).toBe(true);
  });

  test('wrong arguments throw an error that says what was expected', async ({ page }) => {
    for (const [what, call, said] of wrong) {
      const message = await page.evaluate<string>(
        `${call}.then(() => 'nothing was thrown', (error) => error.message)`,
      );
      expect(message, what).toMatch(said);
    }
  });
});

/** Drawing is a sixth of the work with this model. */
const small = '#/walk?v=1&m=avatars-32';

test('a thousand faces leave tensors and bytes where they were', async ({ page }) => {
  await new PlaygroundPage(page).openReady(small, { backend: 'wasm' });
  const [before, after] = await page.evaluate(async () => {
    const draw = async (faces: number) => {
      const latents = Array.from({ length: faces }, (_, n) =>
        Array.from({ length: 100 }, (_unused, i) => Math.sin(n * 100 + i)),
      );
      await window.playground.generate(latents);
    };
    await draw(20);
    const first = await window.playground.memory();
    for (let round = 0; round < 50; round += 1) await draw(20);
    return [first, await window.playground.memory()];
  });
  expect(after).toEqual(before);
});

test('setBackend moves to another backend and its pictures agree', async ({ page }) => {
  test.setTimeout(180_000);
  await new PlaygroundPage(page).openReady(small, { backend: 'wasm' });
  const differences = await page.evaluate(async () => {
    const { playground } = window;
    const z = Array.from({ length: 100 }, (_, i) => Math.sin(3 * i));
    const [wasm] = await playground.generate([z]);
    const result: Record<string, number> = {};
    for (const name of ['cpu', 'webgl'] as const) {
      const ready = await playground.setBackend(name);
      const [image] = await playground.generate([z]);
      result[ready.backend] = Array.from(wasm?.data ?? []).reduce(
        (most, value, i) => Math.max(most, Math.abs(value - (image?.data[i] ?? 999))),
        0,
      );
    }
    return result;
  });
  expect(Object.keys(differences)).toEqual(['cpu', 'webgl']);
  for (const difference of Object.values(differences)) expect(difference).toBeLessThanOrEqual(1);
});
