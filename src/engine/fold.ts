/**
 * Folds the batch norm of a block into its convolution. With the frozen statistics of a trained
 * network, γ·(conv(x) + b − μ)/√(σ² + ε) + β is a convolution again, with weights w·s and bias
 * (b − μ)·s + β, where s = γ/√(σ² + ε) per output channel.
 */
import { PlaygroundError } from '../errors.ts';
import type { Weights } from '../model/arrays.ts';
import type { Block } from '../model/architecture.ts';

/** A convolution with nothing but weights and a bias. */
export interface FoldedConvolution {
  /** PyTorch's axis order: [in, out, k, k] if transposed, else [out, in, k, k]. */
  readonly weight: Float32Array;
  /** [out] */
  readonly bias: Float32Array;
}

/**
 * The folded weights of a block; computed in float64, rounded once. They are scaled where they lie:
 * a second array of millions would be felt at the start of a page.
 * @param weights checked against the block by `checkWeights`; used up
 * @throws PlaygroundError `bad-file` if a variance plus epsilon is not positive.
 */
export function foldBlock(block: Block, weights: Weights): FoldedConvolution {
  const { convolution, batchNorm } = block;
  const valuesOf = (name: string): Float32Array => {
    const array = weights.get(name);
    if (array === undefined) throw new PlaygroundError('internal', `Tensor ${name} is missing.`);
    return array.values;
  };
  const weight = valuesOf(`main.${convolution.index}.weight`);
  const bias = convolution.bias
    ? valuesOf(`main.${convolution.index}.bias`)
    : new Float32Array(convolution.out);
  if (batchNorm === null) return { weight, bias };

  const prefix = `main.${batchNorm.index}`;
  const gamma = valuesOf(`${prefix}.weight`);
  const beta = valuesOf(`${prefix}.bias`);
  const mean = valuesOf(`${prefix}.running_mean`);
  const variance = valuesOf(`${prefix}.running_var`);
  const scale = Float64Array.from(gamma, (g, channel) => {
    const spread = (variance[channel] ?? 0) + batchNorm.epsilon;
    if (!(spread > 0)) {
      const where = `${prefix}.running_var[${channel}]`;
      throw new PlaygroundError('bad-file', `${where} is not positive: ${spread}.`, {
        where,
        expected: 'a positive variance',
        found: spread,
      });
    }
    return g / Math.sqrt(spread);
  });

  const area = convolution.kernel ** 2;
  const isTransposed = convolution.kind === 'conv_transpose';
  // Values before the output channel changes: a filter of one channel pair, or of all inputs.
  const run = isTransposed ? area : area * convolution.in;
  // Millions of weights, at the start of a page: plain loops without a division.
  for (let start = 0; start < weight.length;) {
    for (let channel = 0; channel < convolution.out; channel += 1) {
      const factor = scale[channel] ?? Number.NaN;
      const end = start + run;
      for (let i = start; i < end; i += 1) weight[i] = (weight[i] ?? Number.NaN) * factor;
      start = end;
    }
  }
  return {
    weight,
    bias: Float32Array.from(
      bias,
      (b, channel) => (b - (mean[channel] ?? 0)) * (scale[channel] ?? 0) + (beta[channel] ?? 0),
    ),
  };
}
