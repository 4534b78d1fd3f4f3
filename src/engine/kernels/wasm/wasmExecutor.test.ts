/** The WebAssembly kernels against their slow twin, and against what PyTorch drew. */
import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { readModelConfig } from '../../../formats/config.ts';
import { readSafetensors } from '../../../formats/safetensors.ts';
import { createRandomStream, drawNormal } from '../../../maths/random.ts';
import { describeArchitecture } from '../../../model/architecture.ts';
import type { FoldedActivation, FoldedBlock } from '../executor.ts';
import { foldNetwork } from '../executor.ts';
import { runReference } from '../reference.ts';
import type { KernelBuild, KernelModule } from './kernelModule.ts';
import { startKernels, supportedBuild } from './kernelModule.ts';
import type { WasmExecutorOptions } from './wasmExecutor.ts';
import { createWasmExecutor } from './wasmExecutor.ts';
import { fitsWinograd } from './winogradStage.ts';

let modules: KernelModule[] = [];

beforeAll(async () => {
  // Node 20 has relaxed SIMD, but behind a flag.
  if (supportedBuild() !== 'relaxed') setFlagsFromString('--experimental-wasm-relaxed-simd');
  expect(supportedBuild()).toBe('relaxed');
  const builds: KernelBuild[] = ['simd', 'relaxed'];
  modules = await Promise.all(
    builds.map(async (build) => {
      const bytes = await readFile(new URL(`kernels.${build}.wasm`, import.meta.url));
      return { build, module: await WebAssembly.compile(bytes) };
    }),
  );
});

const activations: FoldedActivation[] = ['none', 'relu', 'leaky_relu', 'tanh', 'sigmoid'];

interface Shape {
  readonly kind: FoldedBlock['kind'];
  readonly out: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly activation: FoldedActivation;
}

interface Case {
  readonly seed: number;
  readonly n: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly shapes: readonly Shape[];
  readonly masked: boolean;
  readonly winograd: NonNullable<WasmExecutorOptions['winograd']>;
  readonly faces: number;
}

/** Blocks with random weights; null when a shape leaves no output. */
function buildBlocks(given: Case): FoldedBlock[] | null {
  const stream = createRandomStream(given.seed, 1);
  let { height, width, channels } = given;
  const blocks: FoldedBlock[] = [];
  for (const shape of given.shapes) {
    const { kind, kernel, stride, padding, out } = shape;
    const along = (size: number): number =>
      kind === 'conv'
        ? Math.floor((size + 2 * padding - kernel) / stride) + 1
        : (size - 1) * stride - 2 * padding + kernel;
    const outHeight = along(height);
    const outWidth = along(width);
    if (outHeight < 1 || outWidth < 1 || outHeight * outWidth > 900) return null;
    const spread = 1 / Math.sqrt(channels * kernel * kernel);
    blocks.push({
      kind,
      in: channels,
      out,
      kernel,
      stride,
      padding,
      inHeight: height,
      inWidth: width,
      outHeight,
      outWidth,
      weights: Float32Array.from(
        { length: channels * out * kernel * kernel },
        () => drawNormal(stream) * spread * 2,
      ),
      bias: Float32Array.from({ length: out }, () => drawNormal(stream)),
      activation: shape.activation,
      slope: 0.2,
    });
    height = outHeight;
    width = outWidth;
    channels = out;
  }
  return blocks;
}

const shapes = fc.record<Shape>({
  kind: fc.constantFrom('conv', 'conv_transpose'),
  out: fc.constantFrom(1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 19, 32),
  kernel: fc.integer({ min: 1, max: 5 }),
  stride: fc.integer({ min: 1, max: 3 }),
  padding: fc.integer({ min: 0, max: 2 }),
  activation: fc.constantFrom(...activations),
});
const anyCases = fc.record<Case>({
  seed: fc.nat(),
  n: fc.integer({ min: 1, max: 17 }),
  height: fc.integer({ min: 1, max: 8 }),
  width: fc.integer({ min: 1, max: 8 }),
  channels: fc.constantFrom(1, 2, 3, 4, 5, 8, 11, 12),
  shapes: fc.array(shapes, { minLength: 1, maxLength: 3 }),
  masked: fc.boolean(),
  winograd: fc.constantFrom('auto', 'never', 'always'),
  faces: fc.integer({ min: 1, max: 17 }),
});

/** Blocks as in DCGAN, most of which Winograd's way takes. */
const dcganCases = fc.record<Case>({
  seed: fc.nat(),
  n: fc.integer({ min: 1, max: 17 }),
  height: fc.constantFrom(2, 4, 8),
  width: fc.constantFrom(2, 4, 8, 12),
  channels: fc.constantFrom(4, 8, 12, 20),
  shapes: fc.array(
    fc
      .record({
        kind: fc.constantFrom<FoldedBlock['kind']>('conv', 'conv_transpose'),
        out: fc.constantFrom(4, 5, 7, 8, 12, 16, 19),
        activation: fc.constantFrom(...activations),
      })
      .map((shape): Shape => ({ ...shape, kernel: 4, stride: 2, padding: 1 })),
    { minLength: 1, maxLength: 2 },
  ),
  masked: fc.boolean(),
  winograd: fc.constantFrom('auto', 'always'),
  faces: fc.integer({ min: 1, max: 17 }),
});

const cases = fc.oneof(anyCases, dcganCases);

/** Largest difference, in units of what rounding allows at the size of the values. */
function difference(found: Float32Array, expected: Float32Array): number {
  expect(found.length).toBe(expected.length);
  let worst = 0;
  expected.forEach((value, index) => {
    const other = found[index] ?? 0;
    if (Number.isNaN(value) || Number.isNaN(other)) {
      if (!(Number.isNaN(value) && Number.isNaN(other))) worst = Infinity;
    } else if (value !== other) {
      worst = Math.max(worst, Math.abs(value - other) / (1 + Math.abs(value)));
    }
  });
  return worst;
}

/** Sums of at most a few hundred products of unit size in float32, over three blocks. */
const tolerance = 2e-5;

test('any network equals the plain loops: outputs, taps, masks, slices, both ways', async () => {
  let byWinograd = 0;
  await fc.assert(
    fc.asyncProperty(cases, async (given) => {
      const blocks = buildBlocks(given);
      fc.pre(blocks !== null);
      const stream = createRandomStream(given.seed, 2);
      const { n, height, width, channels, winograd, faces } = given;
      const input = Float32Array.from({ length: n * height * width * channels }, () =>
        drawNormal(stream),
      );
      const scales = blocks.map((block) =>
        given.masked && stream() < 0.7
          ? Float32Array.from({ length: block.out }, () => Math.floor(stream() * 3))
          : null,
      );
      const taps = blocks.map((_, index) => index);
      if (winograd === 'always' && blocks.some(fitsWinograd)) byWinograd += 1;
      const expected = runReference(blocks, input, n, { scales, taps });
      for (const compiled of modules) {
        const executor = await createWasmExecutor(compiled, blocks, { winograd, faces });
        // Three times: a run must find borders, tables and masks as the first one did.
        const before = await executor.run(input, n);
        const found = await executor.run(input, n, { scales, taps });
        expect(difference(found.output, expected.output)).toBeLessThan(tolerance);
        for (const index of taps) {
          const tap = found.taps.get(index) ?? new Float32Array();
          const twin = expected.taps.get(index) ?? new Float32Array();
          expect(difference(tap, twin)).toBeLessThan(tolerance);
        }
        const only = taps.length - 1 - (given.seed % taps.length);
        const early = await executor.run(input, n, { scales, taps: [only], tapsOnly: true });
        expect(early.output).toHaveLength(0);
        const twin = expected.taps.get(only) ?? new Float32Array();
        expect(difference(early.taps.get(only) ?? new Float32Array(), twin)).toBeLessThan(
          tolerance,
        );
        const after = await executor.run(input, n);
        expect(difference(after.output, before.output)).toBe(0);
        executor.dispose();
      }
    }),
    { numRuns: 400, seed: 2015 },
  );
  expect(byWinograd).toBeGreaterThan(20);
});

test('NaN and infinity reach exactly the outputs that they reach in plain ops', async () => {
  await fc.assert(
    fc.asyncProperty(
      cases,
      fc.constantFrom(Number.NaN, Infinity, -Infinity),
      async (given, poison) => {
        const blocks = buildBlocks(given);
        fc.pre(blocks !== null);
        const stream = createRandomStream(given.seed, 3);
        const { n, height, width, channels, winograd } = given;
        const input = Float32Array.from({ length: n * height * width * channels }, () =>
          drawNormal(stream),
        );
        input[Math.floor(stream() * input.length)] = poison;
        const expected = runReference(blocks, input, n);
        for (const compiled of modules) {
          const executor = await createWasmExecutor(compiled, blocks, { winograd });
          const found = await executor.run(input, n);
          expect(difference(found.output, expected.output)).toBeLessThan(tolerance);
          // Nothing of it stays behind.
          const clean = input.map((value) => (Number.isFinite(value) ? value : 0));
          const again = await executor.run(clean, n);
          const twin = runReference(blocks, clean, n);
          expect(difference(again.output, twin.output)).toBeLessThan(tolerance);
        }
      },
    ),
    { numRuns: 150, seed: 511 },
  );
});

describe('trained faces', () => {
  const folder = new URL('../../../../public/models/faces/', import.meta.url);
  const bytesOf = async (file: string): Promise<ArrayBuffer> => {
    const bytes = await readFile(new URL(file, folder));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  };

  test.each(['never', 'auto', 'always'] as const)(
    'golden outputs, Winograd %s',
    async (winograd) => {
      const text = new TextDecoder().decode(await bytesOf('config.json'));
      const config = readModelConfig(JSON.parse(text), 'config.json');
      const { generator, discriminator } = describeArchitecture(config);
      const golden = readSafetensors(await bytesOf('golden.safetensors'), 'golden.safetensors');
      const z = golden.get('z')?.values ?? new Float32Array();
      const images = golden.get('images')?.values ?? new Float32Array();
      const logits = golden.get('logits')?.values ?? new Float32Array();
      const n = z.length / config.latentDim;
      const area = config.imageSize ** 2;
      const nhwc = Float32Array.from(images, (_, at) => {
        const face = Math.floor(at / (area * 3));
        const pixel = Math.floor(at / 3) % area;
        return images[(face * 3 + (at % 3)) * area + pixel] ?? Number.NaN;
      });
      const weights = readSafetensors(await bytesOf(config.generator.file), 'generator');
      const blocks = foldNetwork(generator, weights);
      const critic = readSafetensors(
        await bytesOf(config.discriminator?.file ?? ''),
        'discriminator',
      );
      const criticBlocks = foldNetwork(discriminator ?? [], critic);
      for (const compiled of modules) {
        const executor = await createWasmExecutor(compiled, blocks, { winograd });
        const found = await executor.run(z, n);
        expect(difference(found.output, nhwc)).toBeLessThan(1e-5);
        const { bytes } = executor;
        for (let repeat = 0; repeat < 30; repeat += 1) await executor.run(z, n);
        expect(executor.bytes).toBe(bytes);

        const judge = await createWasmExecutor(compiled, criticBlocks, { winograd });
        const judged = await judge.run(nhwc, n);
        expect(difference(judged.output, logits)).toBeLessThan(1e-4);
      }
    },
  );
});

test('what the compiled files export is what the types say', async () => {
  for (const compiled of modules) {
    const kernels = await startKernels(compiled, new WebAssembly.Memory({ initial: 1 }));
    expect(Object.keys(kernels).toSorted()).toEqual([
      'convolve',
      'convolveFew',
      'convolveOne',
      'multiplyTiles',
      'spreadDown',
      'spreadUp',
      'widest',
    ]);
  }
});

test('wrong lengths and a disposed executor are refused', async () => {
  const [compiled] = modules;
  const blocks = buildBlocks({
    seed: 1,
    n: 1,
    height: 2,
    width: 2,
    channels: 3,
    shapes: [{ kind: 'conv', out: 2, kernel: 1, stride: 1, padding: 0, activation: 'none' }],
    masked: false,
    winograd: 'auto',
    faces: 1,
  });
  if (compiled === undefined || blocks === null) throw new Error('Nothing to test.');
  const executor = await createWasmExecutor(compiled, blocks);
  const input = new Float32Array(12);
  await expect(executor.run(input, 2)).rejects.toMatchObject({ code: 'bad-argument' });
  await expect(executor.run(input, 1, { scales: [new Float32Array(3)] })).rejects.toMatchObject({
    code: 'bad-argument',
  });
  await expect(executor.run(input, 1, { taps: [1] })).rejects.toMatchObject({
    code: 'bad-argument',
  });
  executor.dispose();
  expect(executor.bytes).toBe(0);
  await expect(executor.run(input, 1)).rejects.toMatchObject({ code: 'internal' });
});
