/** Every fast path against its slow twin, on random shapes. */
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { createRandomStream, drawNormal } from '../../maths/random.ts';
import type { Activation, Block } from '../../model/architecture.ts';
import type { FoldedConvolution } from '../fold.ts';
import type { Runtime } from '../runtime.ts';
import { startRuntime } from '../runtime.ts';
import { memory, tensor4d, tidy } from '../tf.ts';
import type { BackendName } from '../types.ts';
import { createLatentProjection } from './latentProjection.ts';
import { createPhaseSplit } from './phaseSplit.ts';
import { planPhases } from './phases.ts';
import type { Stage } from './stage.ts';
import { createTransposedConvolution } from './transposedConvolution.ts';

const folder = new URL(
  '../../../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/',
  import.meta.url,
).pathname;
const wasmUrls = {
  simd: `${folder}tfjs-backend-wasm-simd.wasm`,
  plain: `${folder}tfjs-backend-wasm.wasm`,
};
const backends: readonly BackendName[] = ['cpu', 'wasm'];

interface Shape {
  readonly height: number;
  readonly width: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly channels: number;
  readonly out: number;
  readonly count: number;
  readonly activation: Activation;
}

const sizeOf = (size: number, { kernel, stride, padding }: Shape): number =>
  (size - 1) * stride - 2 * padding + kernel;

const activations: Activation[] = [
  { kind: 'linear' },
  { kind: 'relu' },
  { kind: 'tanh' },
  { kind: 'sigmoid' },
  { kind: 'leaky_relu', slope: 0.2 },
];

const shapes = fc
  .record<Shape>({
    height: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 1, max: 6 }),
    kernel: fc.integer({ min: 1, max: 7 }),
    stride: fc.integer({ min: 1, max: 4 }),
    padding: fc.integer({ min: 0, max: 4 }),
    channels: fc.integer({ min: 1, max: 5 }),
    out: fc.integer({ min: 1, max: 5 }),
    count: fc.integer({ min: 1, max: 3 }),
    activation: fc.constantFrom(...activations),
  })
  .filter((shape) => sizeOf(shape.height, shape) >= 1 && sizeOf(shape.width, shape) >= 1);

function blockOf(shape: Shape): Block {
  const { height, width, kernel, stride, padding, channels, out, activation } = shape;
  return {
    name: 'main.0',
    convolution: {
      kind: 'conv_transpose',
      index: 0,
      in: channels,
      out,
      kernel,
      stride,
      padding,
      bias: true,
    },
    batchNorm: null,
    activation,
    input: { height, width, channels },
    output: { height: sizeOf(height, shape), width: sizeOf(width, shape), channels: out },
  };
}

function normals(count: number, seed: number): Float32Array {
  const stream = createRandomStream(seed, count);
  return Float32Array.from({ length: count }, () => drawNormal(stream));
}

function foldedOf({ channels, out, kernel }: Shape): FoldedConvolution {
  return { weight: normals(channels * out * kernel * kernel, 1), bias: normals(out, 2) };
}

/** The transposed convolution by its definition: every input spreads its kernel over the output. */
function byDefinition(shape: Shape, x: Float32Array): Float64Array {
  const { height, width, kernel, stride, padding, channels, out, count } = shape;
  const { weight, bias } = foldedOf(shape);
  const [rows, columns] = [sizeOf(height, shape), sizeOf(width, shape)];
  const y = new Float64Array(count * rows * columns * out).map((_, i) => bias[i % out] ?? 0);
  for (const [position, value] of x.entries()) {
    const c = position % channels;
    const j = Math.floor(position / channels) % width;
    const i = Math.floor(position / channels / width) % height;
    const n = Math.floor(position / channels / width / height);
    for (let o = 0; o < out; o += 1) {
      for (let tap = 0; tap < kernel * kernel; tap += 1) {
        const row = i * stride - padding + Math.floor(tap / kernel);
        const column = j * stride - padding + (tap % kernel);
        if (row < 0 || row >= rows || column < 0 || column >= columns) continue;
        const place = ((n * rows + row) * columns + column) * out + o;
        y[place] = (y[place] ?? 0) + value * (weight[(c * out + o) * kernel ** 2 + tap] ?? 0);
      }
    }
  }
  const { activation } = shape;
  const apply = {
    linear: (v: number) => v,
    relu: (v: number) => Math.max(v, 0),
    tanh: Math.tanh,
    sigmoid: (v: number) => 1 / (1 + Math.exp(-v)),
    leaky_relu: (v: number) => (v < 0 ? 0.2 * v : v),
  }[activation.kind];
  return y.map(apply);
}

function runOn(stage: Stage, shape: Shape, x: Float32Array): Float32Array {
  const { count, height, width, channels } = shape;
  const y = tidy(() => stage.run(tensor4d(x, [count, height, width, channels])));
  expect(y.shape).toEqual([count, sizeOf(height, shape), sizeOf(width, shape), shape.out]);
  const values = y.dataSync<'float32'>().slice();
  y.dispose();
  stage.dispose();
  return values;
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i += 1) {
    const difference = Math.abs((found[i] ?? NaN) - (expected[i] ?? NaN));
    if (!(difference < 1e-4)) throw new Error(`value ${i}: ${found[i]} is not ${expected[i]}`);
  }
}

let runtime: Runtime | null = null;
afterEach(() => {
  runtime?.stop();
  runtime = null;
});

for (const backend of backends) {
  test(`phase split equals the definition and the stock operation on ${backend}`, async () => {
    runtime = await startRuntime(backend, { wasmUrls });
    const { numTensors } = memory();
    fc.assert(
      fc.property(shapes, (shape) => {
        const x = normals(shape.count * shape.height * shape.width * shape.channels, 3);
        const block = blockOf(shape);
        const expected = byDefinition(shape, x);
        expectClose(runOn(createPhaseSplit(block, foldedOf(shape)), shape, x), expected);
        // The stock operation refuses what cuts more than the kernel reaches.
        if (shape.padding < shape.kernel) {
          const stock = createTransposedConvolution(block, foldedOf(shape));
          expectClose(runOn(stock, shape, x), expected);
        }
        expect(memory().numTensors).toBe(numTensors);
      }),
      { numRuns: 150, seed: 2015 },
    );
    fc.assert(
      fc.property(shapes, (drawn) => {
        const shape = { ...drawn, height: 1, width: 1 };
        fc.pre(sizeOf(1, shape) >= 1);
        const x = normals(shape.count * shape.channels, 4);
        const stage = createLatentProjection(blockOf(shape), foldedOf(shape));
        expectClose(runOn(stage, shape, x), byDefinition(shape, x));
        expect(memory().numTensors).toBe(numTensors);
      }),
      { numRuns: 60, seed: 2016 },
    );
  });
}

test('kernel 4, stride 2, padding 1 has the phases of the docstring', () => {
  expect(planPhases(8, 4, 2, 1)).toEqual({
    count: 8,
    phases: [
      { taps: [3, 1], start: 0, length: 8, before: 1, after: 0 },
      { taps: [2, 0], start: 0, length: 8, before: 0, after: 1 },
    ],
  });
});

test('a stride above the kernel leaves phases without taps', () => {
  const { phases } = planPhases(3, 1, 3, 0);
  expect(phases.map((phase) => phase.taps)).toEqual([[0], [], []]);
});
