/**
 * Half precision without a device that has it: the programs say what they should, and arithmetic
 * rounded on the processor as they round it stays within what is promised.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundToFloat16 } from '../../../maths/float16.ts';
import { createRandomStream } from '../../../maths/random.ts';
import { describeArchitecture } from '../../../model/architecture.ts';
import { array, loadKernels, shipped } from '../../testing/folders.ts';
import { halfTolerance, tolerances } from '../../tolerances.ts';
import { readSafetensors } from '../../../formats/safetensors.ts';
import type { FoldedBlock } from '../executor.ts';
import { foldNetwork } from '../executor.ts';
import { runReference } from '../reference.ts';
import { createWasmExecutor } from '../wasm/wasmExecutor.ts';
import { representative } from './candidates.ts';
import { errorBounds } from './errorBounds.ts';
import { kernelSource } from './pipelines.ts';
import type { Precision, VariantFamily } from './variant.ts';

const families: readonly VariantFamily[] = ['plain', 'quad', 'tile', 'split'];

test.each(families)('programs of family %s name their precision', (family) => {
  const variant = representative(family);
  const source = (precision: Precision): string =>
    kernelSource({ variant, precision, activation: 'relu', output: 'activations' });
  expect(source('float32')).not.toContain('f16');
  expect(source('float32')).toContain('alias V = vec4<f32>;');
  for (const half of ['half-storage', 'half'] as const) {
    expect(source(half)).toMatch(/^\s*enable f16;/);
    expect(source(half)).toContain('alias V = vec4<f16>;');
    expect(source(half)).toContain('result : array<V>');
  }
  // Sums are float32 always; products only where storage alone is half.
  expect(source('half-storage')).toContain('dot(vec4f(');
  expect(source('half')).toContain('f32(dot(x');
  expect(source('half')).not.toContain('dot(vec4f(');
  const last = kernelSource({ variant, precision: 'half', activation: 'tanh', output: 'pixels' });
  expect(last).toContain('result : array<u32>');
});

const round = (values: Float32Array): Float32Array => values.map(roundToFloat16);

/** Four products and their sum in half precision, added to a float32 sum, as `dot` may do it. */
function halfDots(block: FoldedBlock, input: Float32Array): Float32Array {
  const { out } = block;
  const channels = block.in;
  return Float32Array.from({ length: out }, (_, o) => {
    let sum = 0;
    for (let first = 0; first < channels; first += 4) {
      let four = 0;
      for (let c = first; c < Math.min(first + 4, channels); c += 1) {
        const product = roundToFloat16((input[c] ?? 0) * (block.weights[o * channels + c] ?? 0));
        four = roundToFloat16(four + product);
      }
      sum = Math.fround(sum + four);
    }
    return sum + (block.bias[o] ?? 0);
  });
}

/** A block of one pixel, so that four channels are one product of the kernels. */
function blockOf(channels: number, out: number, seed: number): FoldedBlock {
  const random = createRandomStream(seed);
  return {
    kind: 'conv',
    in: channels,
    out,
    kernel: 1,
    stride: 1,
    padding: 0,
    inHeight: 1,
    inWidth: 1,
    outHeight: 1,
    outWidth: 1,
    weights: Float32Array.from({ length: channels * out }, () => 2 * random() - 1),
    bias: Float32Array.from({ length: out }, () => random() - 0.5),
    activation: 'none',
    slope: 0,
  };
}

test('rounded arithmetic stays within the bounds of its precision, and not within narrower ones', () => {
  let beyondSingle = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(),
      (channels, out, seed) => {
        const block = blockOf(channels, out, seed);
        const random = createRandomStream(seed, 1);
        const input = Float32Array.from({ length: channels }, () => 2 * random() - 1);
        const exact = runReference([block], input, 1).output;
        const outputs = new Map([[0, exact]]);
        const rounded = { ...block, weights: round(block.weights) };
        const found = {
          'half-storage': runReference([rounded], round(input), 1).output,
          half: halfDots(rounded, round(input)),
        };
        const single = errorBounds([block], input, 1, [], outputs, 'float32')[0] ?? [];
        for (const precision of ['half-storage', 'half'] as const) {
          const bounds = errorBounds([block], input, 1, [], outputs, precision)[0] ?? [];
          exact.forEach((value, i) => {
            const error = Math.abs(value - (found[precision][i] ?? Number.NaN));
            expect(error).toBeLessThanOrEqual(bounds[i] ?? Number.NaN);
            if (error > (single[i] ?? Number.NaN)) beyondSingle += 1;
          });
        }
      },
    ),
    { numRuns: 200, seed: 2015 },
  );
  expect(beyondSingle).toBeGreaterThan(100);
});

test('the shipped faces with weights and activations in half precision are within its tolerance', async () => {
  const { files, golden } = shipped('faces');
  const { generator } = describeArchitecture(files.config);
  const blocks = foldNetwork(generator, readSafetensors(files.generator, 'generator'));
  const z = array(golden, 'z').values;
  const n = z.length / files.config.latentDim;
  const kernels = await loadKernels();
  let values: Float32Array = round(z);
  for (const [index, block] of blocks.entries()) {
    const rounded = { ...block, weights: round(block.weights) };
    const executor = await createWasmExecutor(kernels, [rounded]);
    const { output } = await executor.run(values, n);
    values = index === blocks.length - 1 ? output : round(output);
    executor.dispose();
  }
  const images = array(golden, 'images').values;
  const area = files.config.imageSize ** 2;
  let worst = 0;
  values.forEach((value, at) => {
    const face = Math.floor(at / (area * 3));
    const expected = images[(face * 3 + (at % 3)) * area + (Math.floor(at / 3) % area)];
    const error = Math.abs(value - (expected ?? Number.NaN));
    expect(error).not.toBeNaN();
    worst = Math.max(worst, error);
  });
  // 0.0019 when this was written, four pictures of 12,288 numbers.
  expect(worst).toBeLessThan(halfTolerance);
  // Rounding is seen: within the tolerance of float32 it would not have taken place.
  expect(worst).toBeGreaterThan(tolerances.wasm);
});
