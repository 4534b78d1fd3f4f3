import { expect, test } from 'vitest';
import { recipe } from './config.ts';
import {
  countParameters,
  countProducts,
  discriminatorOf,
  generatorOf,
  spanAlignment,
} from './layers.ts';

const paper = { ...recipe, imageSize: 64, width: 64 } as const;

test('the DCGAN of 64×64 has the layers and the numbers of the paper’s, and a bias at each end', () => {
  const shapes = generatorOf(paper).layers.map(({ output }) => [output.height, output.channels]);
  expect(shapes).toEqual([
    [4, 512],
    [8, 256],
    [16, 128],
    [32, 64],
    [64, 3],
  ]);
  // 3,574,784 weights and 1,920 of batch norm; three biases of the output.
  const g = 3_576_704 + 3;
  // 4·4·(3·64 + 64·128 + 128·256 + 256·512 + 512) weights, 2·(128 + 256 + 512), 64 + 1 biases.
  const d = 16 * (3 * 64 + 64 * 128 + 128 * 256 + 256 * 512 + 512) + 2 * 896 + 65;
  expect(countParameters(paper)).toEqual({ generator: g, discriminator: d });
  // Products of a face, as the engine's kernels count them: about 105 million.
  expect(Math.round(countProducts(generatorOf(paper)) / 1e6)).toBe(105);
});

test('switches change layers: pooling, hidden layers, batch norm, classes, the perceptron', () => {
  const pooling = discriminatorOf({ ...paper, resampling: 'pooling' }).layers;
  expect(pooling.map(({ pools }) => pools)).toEqual([true, true, true, true, false]);
  expect(pooling[0]?.convolved.height).toBe(64);
  const hidden = generatorOf({ ...paper, hiddenLayer: true }).layers;
  expect(hidden[0]?.output).toEqual({ height: 1, width: 1, channels: 512 });
  const everywhere = discriminatorOf({ ...paper, batchNorm: 'everywhere' }).layers;
  expect(everywhere.map(({ gain }) => gain !== null)).toEqual([true, true, true, true, false]);
  const conditional = { ...paper, network: 'conditional', classes: 10 } as const;
  expect(generatorOf(conditional).input.channels).toBe(110);
  expect(discriminatorOf(conditional).output.channels).toBe(10);
  const mlp = generatorOf({ ...paper, network: 'mlp' });
  expect(mlp.layers.map(({ geometry }) => geometry.kernel)).toEqual([1, 1, 64]);
  expect(mlp.output).toEqual({ height: 64, width: 64, channels: 3 });
});

test('spans lie one behind the other, each at a multiple of the alignment', () => {
  const { layers, parameterFloats } = generatorOf({ ...paper, latentDim: 7 });
  let end = 0;
  for (const { weight, bias, gain, shift } of layers) {
    for (const span of [weight, bias, gain, shift]) {
      if (span === null) continue;
      expect(span.offset).toBeGreaterThanOrEqual(end);
      expect(span.offset % spanAlignment).toBe(0);
      end = span.offset + span.length;
    }
  }
  expect(parameterFloats).toBeGreaterThanOrEqual(end);
});
