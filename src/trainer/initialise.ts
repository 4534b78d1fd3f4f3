/** First weights: N(0, 0.02) as in the paper (section 4), gains N(1, 0.02) as in its code. */
import { createRandomStream, drawNormal } from '../maths/random.ts';
import type { Network } from './layers.ts';

/**
 * Streams of a run: the second key, after the seed. The third says which draw of its kind. With
 * another number the same seed is another run; 5 is free.
 */
export const streamOf = {
  firstWeightsG: 1,
  firstWeightsD: 2,
  order: 3,
  latents: 4,
  noise: 6,
  sheet: 7,
  statistics: 8,
  measures: 9,
} as const;

const deviation = 0.02;
/**
 * A perceptron starts wider: with 0.02 and no batch norm three layers would shrink everything to
 * nothing. Weights have the variance 2 / inputs (He et al. 2015, 1502.01852).
 */
function deviationOf(kind: 'paper' | 'inputs', inputs: number): number {
  return kind === 'paper' ? deviation : Math.sqrt(2 / inputs);
}

/**
 * Weights of a network in flat layout, layer after layer from the stream `stream` of `seed`, each
 * layer's in the order of the array; biases and shifts are 0.
 */
export function firstWeights(
  network: Network,
  kind: 'paper' | 'inputs',
  seed: number,
  stream: number,
): Float32Array<ArrayBuffer> {
  const weights = new Float32Array(network.parameterFloats);
  network.layers.forEach(({ weight, gain, geometry, isTransposed }, layer) => {
    const random = createRandomStream(seed, stream, layer);
    const inputs = isTransposed
      ? geometry.small.channels
      : geometry.kernel ** 2 * geometry.big.channels;
    const spread = deviationOf(kind, inputs);
    for (let i = 0; i < weight.length; i += 1) {
      weights[weight.offset + i] = spread * drawNormal(random);
    }
    if (gain === null) return;
    for (let i = 0; i < gain.length; i += 1) {
      weights[gain.offset + i] = 1 + deviation * drawNormal(random);
    }
  });
  return weights;
}

/** Statistics that change nothing: means 0, variances 1. */
export function firstStatistics(network: Network): Float32Array<ArrayBuffer> {
  const statistics = new Float32Array(network.statisticFloats);
  for (const { variance } of network.layers) {
    if (variance !== null) {
      statistics.fill(1, variance.offset, variance.offset + variance.length);
    }
  }
  return statistics;
}
