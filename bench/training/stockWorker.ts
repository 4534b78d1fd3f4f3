/**
 * Peer: the same networks and recipe on TensorFlow.js, its operations, gradients and optimiser as
 * they come; tf.layers trains with the same ones.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { startStockBackend } from '../stockBackend.ts';
import { createRandomStream, drawNormal } from '../../src/maths/random.ts';
import { recipe } from '../../src/trainer/config.ts';
import type { Layer, Network } from '../../src/trainer/layers.ts';
import {
  batchNormEpsilon,
  discriminatorOf,
  generatorOf,
  leakySlope,
} from '../../src/trainer/layers.ts';
import { blobs } from './pictures.ts';
import { serveTraining } from './protocol.ts';

interface StockLayer {
  readonly layer: Layer;
  readonly weight: tf.Variable;
  readonly bias: tf.Variable | null;
  readonly gain: tf.Variable | null;
  readonly shift: tf.Variable | null;
}

function createLayers({ layers }: Network, seed: number): StockLayer[] {
  const random = createRandomStream(seed);
  return layers.map((layer) => {
    const { kernel, big, small } = layer.geometry;
    const shape = [kernel, kernel, big.channels, small.channels];
    const values = Float32Array.from({ length: layer.weight.length }, () => {
      return 0.02 * drawNormal(random);
    });
    const vector = (span: { length: number } | null, value: number): tf.Variable | null =>
      span === null ? null : tf.variable(tf.fill([span.length], value));
    return {
      layer,
      weight: tf.variable(tf.tensor(values, shape)),
      bias: vector(layer.bias, 0),
      gain: vector(layer.gain, 1),
      shift: vector(layer.shift, 0),
    };
  });
}

function forward(layers: readonly StockLayer[], input: tf.Tensor4D): tf.Tensor4D {
  let x = input;
  for (const { layer, weight, bias, gain, shift } of layers) {
    const { stride, padding } = layer.geometry;
    const filter = weight as unknown as tf.Tensor4D;
    const { height, width, channels } = layer.convolved;
    const pad = padding === 0 ? 'valid' : 'same';
    x = layer.isTransposed
      ? tf.conv2dTranspose(x, filter, [x.shape[0], height, width, channels], stride, pad)
      : tf.conv2d(x, filter, stride, pad);
    if (bias !== null) x = tf.add(x, bias);
    if (gain !== null && shift !== null) {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      x = tf.batchNorm4d(
        x,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        shift as unknown as tf.Tensor1D,
        gain as unknown as tf.Tensor1D,
        batchNormEpsilon,
      );
    }
    if (layer.activation === 'relu') x = tf.relu(x);
    else if (layer.activation === 'leakyRelu') x = tf.leakyRelu(x, leakySlope);
    else if (layer.activation === 'tanh') x = tf.tanh(x);
  }
  return x;
}

const variablesOf = (layers: readonly StockLayer[]): tf.Variable[] =>
  layers.flatMap(({ weight, bias, gain, shift }) =>
    [weight, bias, gain, shift].filter((one) => one !== null),
  );

const named = (grads: tf.NamedTensorMap): { name: string; tensor: tf.Tensor }[] =>
  Object.entries(grads).map(([name, tensor]) => ({ name, tensor }));

serveTraining(async ({ backend, run }) => {
  await startStockBackend(backend === 'plain' ? 'cpu' : backend);
  const { imageSize, width, batchSize } = run;
  const config = { ...recipe, imageSize, width, batchSize };
  const g = createLayers(generatorOf(config), 1);
  const d = createLayers(discriminatorOf(config), 2);
  const images = blobs(run);
  const shape: [number, number, number, number] = [batchSize, imageSize, imageSize, 3];
  const each = batchSize * imageSize * imageSize * 3;
  // Epsilon by name: the default is another one on each backend.
  const adam = (rate: number) => tf.train.adam(rate, config.beta1G, config.beta2G, 1e-8);
  const [adamG, adamD] = [adam(config.rateG), adam(config.rateD)];
  const random = createRandomStream(3);
  const ones = tf.ones([batchSize]);
  const zeros = tf.zeros([batchSize]);
  const entropy = (logits: tf.Tensor4D, targets: tf.Tensor): tf.Scalar =>
    tf.losses.sigmoidCrossEntropy(targets, tf.reshape(logits, [batchSize])) as tf.Scalar;
  let batch = 0;
  return async () => {
    const [lossD, lossG] = tf.tidy(() => {
      const first = (batch % 4) * each;
      batch += 1;
      const pixels = images.pixels.subarray(first, first + each);
      const real = tf.tensor4d(
        Float32Array.from(pixels, (byte) => byte / 127.5 - 1),
        shape,
      );
      const z = tf.tensor4d(
        Float32Array.from({ length: batchSize * config.latentDim }, () => 2 * random() - 1),
        [batchSize, 1, 1, config.latentDim],
      );
      const fake = forward(g, z);
      const ofD = tf.variableGrads(
        () => tf.add(entropy(forward(d, real), ones), entropy(forward(d, fake), zeros)),
        variablesOf(d),
      );
      adamD.applyGradients(named(ofD.grads));
      const ofG = tf.variableGrads(() => entropy(forward(d, forward(g, z)), ones), variablesOf(g));
      adamG.applyGradients(named(ofG.grads));
      return [ofD.value, ofG.value] as const;
    });
    const values = [(await lossD.data())[0], (await lossG.data())[0]];
    tf.dispose([lossD, lossG]);
    return { lossD: values[0] ?? Number.NaN, lossG: values[1] ?? Number.NaN };
  };
});
