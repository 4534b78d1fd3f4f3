/** How far the outputs of a network may be from exact ones when it computes in some precision. */
import type { FoldedBlock } from '../executor.ts';
import { runReference } from '../reference.ts';
import type { Precision } from './variant.ts';

/** Roundings of a product and its place in a sum of four, in units of 2⁻¹¹; see `Precision`. */
const halfRoundings: Readonly<Record<Precision, number>> = {
  float32: 0,
  'half-storage': 2.1,
  half: 7.1,
};

/**
 * For each block the error that each output may have: the error of its inputs and the roundings of
 * its own arithmetic, carried through |weights|, which is a network of its own.
 * @param outputs of every block, exact and scaled
 */
export function errorBounds(
  blocks: readonly FoldedBlock[],
  input: Float32Array,
  n: number,
  scales: readonly (Float32Array | null)[],
  outputs: ReadonlyMap<number, Float32Array>,
  precision: Precision,
): Float64Array[] {
  const size = (value: number): number => (Number.isFinite(value) ? Math.abs(value) : 0);
  let before: Float32Array = input;
  let error = new Float64Array(input.length);
  return blocks.map((block, index) => {
    const terms = block.in * block.kernel * block.kernel;
    const relative = halfRoundings[precision] * 2 ** -11 + (terms + 8) * 2 ** -24;
    const weights = block.weights.map(Math.abs);
    const plain = {
      ...block,
      weights,
      bias: block.bias.map(Math.abs),
      activation: 'none' as const,
    };
    const doubtful = before.map(
      (value, i) => relative * size(value) + (error[i] ?? 0) * (1 + relative),
    );
    // A bias is float32 in every precision.
    plain.bias = plain.bias.map((bias) => bias * 2 ** -22);
    const sums = runReference([plain], doubtful, n).output;
    const output = outputs.get(index) as Float32Array;
    const scale = scales[index] ?? null;
    const isLast = index === blocks.length - 1;
    const stored = precision === 'float32' || isLast ? 2 ** -22 : 2 ** -11;
    error = Float64Array.from(sums, (sum, i) => {
      const factor = scale === null ? 1 : Math.abs(scale[i % block.out] ?? 1);
      // tanh and sigmoid rest on the exp of the device, which may be off by some 10⁻⁶.
      return (sum + 1e-5) * factor + stored * size(output[i] ?? 0);
    });
    before = output;
    return error;
  });
}
