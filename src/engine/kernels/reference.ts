/**
 * The slow twin of every kernel: plain loops from the definition of a convolution, sums in
 * float64, one rounding to float32 a block.
 */
import type { FoldedBlock, RunOptions, RunResult } from './executor.ts';
import { blocksNeeded } from './executor.ts';

/** Runs a network on `n` NHWC inputs, in the words of `KernelExecutor.run`. */
export function runReference(
  blocks: readonly FoldedBlock[],
  input: Float32Array,
  n: number,
  options: RunOptions = {},
): RunResult {
  let value = Float32Array.from(input);
  const taps = new Map<number, Float32Array<ArrayBuffer>>();
  blocks.slice(0, blocksNeeded(options, blocks.length)).forEach((block, index) => {
    value = runBlock(block, value, n, options.scales?.[index] ?? null);
    if (options.taps?.includes(index) === true) taps.set(index, value.slice());
  });
  return { output: options.tapsOnly === true ? new Float32Array(0) : value, taps };
}

/** One block on `n` NHWC inputs. Taps that fall on the padding are left out, not multiplied by 0. */
function runBlock(
  block: FoldedBlock,
  input: Float32Array,
  n: number,
  scale: Float32Array | null,
): Float32Array<ArrayBuffer> {
  const { outHeight, outWidth, out } = block;
  const output = new Float32Array(n * outHeight * outWidth * out);
  let at = 0;
  for (let face = 0; face < n; face += 1) {
    for (let row = 0; row < outHeight; row += 1) {
      for (let column = 0; column < outWidth; column += 1) {
        for (let channel = 0; channel < out; channel += 1) {
          const sum = sumOver(block, input, face, row, column, channel);
          const active = activate(block, sum + (block.bias[channel] ?? Number.NaN));
          output[at] = scale === null ? active : active * (scale[channel] ?? Number.NaN);
          at += 1;
        }
      }
    }
  }
  return output;
}

function sumOver(
  block: FoldedBlock,
  input: Float32Array,
  face: number,
  row: number,
  column: number,
  channel: number,
): number {
  const { kernel, inHeight, inWidth } = block;
  const channels = block.in;
  let sum = 0;
  for (let u = 0; u < kernel; u += 1) {
    const inRow = sourceOf(block, row, u);
    if (!Number.isInteger(inRow) || inRow < 0 || inRow >= inHeight) continue;
    for (let v = 0; v < kernel; v += 1) {
      const inColumn = sourceOf(block, column, v);
      if (!Number.isInteger(inColumn) || inColumn < 0 || inColumn >= inWidth) continue;
      const pixel = ((face * inHeight + inRow) * inWidth + inColumn) * channels;
      for (let c = 0; c < channels; c += 1) {
        const first = block.kind === 'conv' ? channel * channels + c : c * block.out + channel;
        const weight = block.weights[(first * kernel + u) * kernel + v] ?? Number.NaN;
        sum += (input[pixel + c] ?? Number.NaN) * weight;
      }
    }
  }
  return sum;
}

/** The input row (or column) that kernel row `u` meets for an output row; a fraction is no row. */
function sourceOf(block: FoldedBlock, row: number, u: number): number {
  const { stride, padding } = block;
  return block.kind === 'conv' ? row * stride - padding + u : (row + padding - u) / stride;
}

function activate(block: FoldedBlock, value: number): number {
  switch (block.activation) {
    case 'none':
      return value;
    case 'relu':
      return value < 0 ? 0 : value;
    case 'leaky_relu':
      return value < 0 ? value * block.slope : value;
    case 'tanh':
      return Math.tanh(value);
    case 'sigmoid':
      return 1 / (1 + Math.exp(-value));
  }
}
