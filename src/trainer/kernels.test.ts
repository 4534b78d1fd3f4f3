/** Every kernel equals its slow twin, on shapes that the networks never have too. */
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { createRandomStream, drawNormal } from '../maths/random.ts';
import { recipe } from './config.ts';
import type { Device, Place } from './device.ts';
import { createGan } from './gan.ts';
import type { ActivationKind, Geometry, Shape } from './layers.ts';
import { floatsOf } from './layers.ts';
import { createReferenceDevice } from './reference/referenceDevice.ts';
import { readTrainingModule } from './testing/compiled.ts';
import { goldenPictures } from './testing/golden.ts';
import { createWasmDevice } from './wasm/wasmDevice.ts';

const builds = ['simd', 'relaxed'] as const;
const makeDevice = async (build: (typeof builds)[number]): Promise<Device> =>
  createWasmDevice(await readTrainingModule(build));

/** Runs the same work on a device and on its slow twin, with the same numbers in every place. */
async function compare(
  device: Device,
  seed: number,
  lengths: readonly number[],
  work: (device: Device, places: readonly Place[]) => void,
): Promise<void> {
  const outputs: Float32Array[][] = [];
  for (const one of [device, createReferenceDevice()]) {
    const random = createRandomStream(seed);
    const places = lengths.map((length) => {
      const place = one.allocate(length);
      one.write(
        place,
        Float32Array.from({ length }, () => drawNormal(random)),
      );
      return place;
    });
    work(one, places);
    const read: Float32Array[] = [];
    for (const place of places) read.push(await one.read(place));
    outputs.push(read);
  }
  const [found = [], expected = []] = outputs;
  found.forEach((values, which) => {
    const right = expected[which] ?? new Float32Array();
    const largest = right.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const worst = values.reduce((most, value, i) => {
      const difference = Math.abs(value - (right[i] ?? Number.NaN));
      return difference <= most ? most : difference;
    }, 0);
    expect(worst / largest).toBeLessThan(1e-4);
  });
}

const channels = fc.constantFrom(1, 2, 3, 4, 5, 8, 12, 13, 16, 20);
/** Strided, same-sized, covering and odd convolutions, whose transposes give the big side back. */
const geometries: fc.Arbitrary<Geometry> = fc
  .record({
    kind: fc.constantFrom([4, 2, 1], [3, 1, 1], [4, 1, 0], [1, 1, 0], [5, 1, 2], [2, 2, 0]),
    height: fc.integer({ min: 1, max: 4 }),
    width: fc.integer({ min: 1, max: 4 }),
    big: channels,
    small: channels,
  })
  .map(({ kind: [kernel = 1, stride = 1, padding = 0], height, width, big, small }) => {
    const along = (side: number): number => (side - 1) * stride - 2 * padding + kernel;
    return {
      big: { height: along(height), width: along(width), channels: big },
      small: { height, width, channels: small },
      kernel,
      stride,
      padding,
    };
  });
const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const counts = fc.integer({ min: 1, max: 7 });

describe.each(builds)('%s', (build) => {
  test('convolutions, transposed ones, and the gradient of their weights', async () => {
    const device = await makeDevice(build);
    await fc.assert(
      fc.asyncProperty(geometries, counts, seeds, fc.boolean(), async (g, n, seed, hasBias) => {
        const weight = g.kernel ** 2 * g.big.channels * g.small.channels;
        const lengths = [
          n * floatsOf(g.big),
          n * floatsOf(g.small),
          weight,
          g.small.channels,
          g.big.channels,
        ];
        const biased = (place: Place | undefined): Place | null =>
          hasBias && place !== undefined ? place : null;
        for (const which of ['down', 'up', 'filter'] as const) {
          await compare(device, seed, lengths, (one, [big, small, w, biasS, biasB]) => {
            if (big === undefined || small === undefined || w === undefined) return;
            if (which === 'down') one.convolve(g, n, big, w, biased(biasS), small);
            else if (which === 'up') one.convolveTransposed(g, n, small, w, biased(biasB), big);
            else one.filterGradient(g, n, big, small, w);
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  test('sums of columns, batch norm both ways, frozen and tracked', async () => {
    const device = await makeDevice(build);
    await fc.assert(
      // Two rows that are nearly alike divide rounding by almost nothing, on any device.
      fc.asyncProperty(fc.integer({ min: 6, max: 90 }), channels, seeds, async (rows, c, seed) => {
        const lengths = [rows * c, rows * c, c, c, 2 * c, c, c];
        await compare(device, seed, lengths, (one, [x, y, gain, shift, saved, dGain, dShift]) => {
          if (!x || !y || !gain || !shift || !saved || !dGain || !dShift) return;
          one.normalise(rows, c, x, { gain, shift, saved }, y);
          one.trackStatistics(rows, c, saved, dGain, dShift, 0.1);
          one.normaliseGradient(rows, c, x, { gain, saved }, y, { gain: dGain, shift: dShift });
          one.biasGradient(rows, c, y, dShift);
        });
        await compare(device, seed, lengths, (one, [x, y, gain, shift, saved, mean, variance]) => {
          if (!x || !y || !gain || !shift || !saved || !mean || !variance) return;
          // A variance is not negative: one of the rows' own.
          one.normalise(rows, c, x, { gain, shift, saved }, y);
          one.trackStatistics(rows, c, saved, mean, variance, 1);
          one.normaliseFrozen(rows, c, y, { gain, shift, mean, variance }, x);
        });
      }),
      { numRuns: 30 },
    );
  });

  test('activations and their gradients, noise, repeated and pooled pixels', async () => {
    const device = await makeDevice(build);
    const kinds: readonly ActivationKind[] = ['linear', 'relu', 'leakyRelu', 'tanh'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        counts,
        channels,
        seeds,
        async (kind, n, c, seed) => {
          const shape: Shape = { height: 2, width: 4, channels: c };
          const x = n * floatsOf(shape);
          await compare(device, seed, [x, x, 4 * x, x / 4, 23], (one, [a, b, big, few, noise]) => {
            if (!a || !b || !big || !few || !noise) return;
            one.activate(kind, a);
            one.activateGradient(kind, a, b);
            one.addNoise(a, noise, seed % 1000, 0.3, a);
            one.repeatPixels(n, shape, a, big);
            one.repeatGradient(n, shape, big, a);
            one.pool(n, shape, a, few);
            one.poolGradient(n, shape, a, few, b);
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  test('Adam, moving average, clipping, lengths', async () => {
    const device = await makeDevice(build);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3000 }), seeds, async (length, seed) => {
        const settings = { rate: 0.01, beta1: 0.5, beta2: 0.9, update: 1 + (seed % 9) };
        await compare(device, seed, [length, length, length, length, 4], (one, places) => {
          const [w, g, m, v, result] = places;
          if (!w || !g || !m || !v || !result) return;
          one.clear(v);
          one.adam(w, g, m, v, settings);
          one.moveAverage(m, w, 0.9);
          one.clip(w, 0.5);
          one.sumOfSquares(m, result);
        });
      }),
      { numRuns: 20 },
    );
  });
});

test('memory is flat over five thousand steps', async () => {
  const device = await makeDevice('simd');
  const config = { ...recipe, imageSize: 16, width: 4, latentDim: 4, batchSize: 2 } as const;
  const gan = createGan(device, config, goldenPictures(config, 32));
  for (let step = 0; step < 5; step += 1) await gan.runStep();
  const { bytes } = device;
  let last = await gan.runStep();
  while (gan.step < 5000) last = await gan.runStep();
  expect(device.bytes).toBe(bytes);
  expect(last.step).toBe(5000);
  expect(Number.isFinite(last.lossD)).toBe(true);
});
