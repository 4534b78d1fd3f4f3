/** Peer: TensorFlow.js as its documentation would have one write it, on the backend asked for. */
import * as tf from '@tensorflow/tfjs-core';
import type { Block } from '../../src/model/architecture.ts';
import type { Weights } from '../../src/model/arrays.ts';
import type { NetworkFiles } from '../modelFiles.ts';
import { readModelFiles, weightNamed } from '../modelFiles.ts';
import { packRgba, unpackRgba } from '../pixels.ts';
import { serveContender } from '../protocol.ts';
import { startStockBackend } from '../stockBackend.ts';

type Step = (x: tf.Tensor4D) => tf.Tensor4D;

/** The layers of one block as stock operations, weights in TensorFlow.js' axis order. */
function createStep(weights: Weights, block: Block): Step {
  const { convolution, batchNorm, activation, output } = block;
  const read = (index: number, part: string): tf.Tensor1D =>
    tf.tensor1d(weightNamed(weights, `main.${index}.${part}`).values);
  const { shape, values } = weightNamed(weights, `main.${convolution.index}.weight`);
  const [first = 0, second = 0, kernel = 0] = shape;
  const filter = tf.tidy(() =>
    // [in, out, kh, kw] → [kh, kw, out, in]; without transposition [out, in, …] → [kh, kw, in, out]
    tf.transpose(tf.tensor4d(values, [first, second, kernel, kernel]), [2, 3, 1, 0]),
  );
  const bias = convolution.bias ? read(convolution.index, 'bias') : null;
  const norm =
    batchNorm === null
      ? null
      : {
          mean: read(batchNorm.index, 'running_mean'),
          variance: read(batchNorm.index, 'running_var'),
          scale: read(batchNorm.index, 'weight'),
          offset: read(batchNorm.index, 'bias'),
          epsilon: batchNorm.epsilon,
        };
  const { stride, padding } = convolution;
  const convolve = (x: tf.Tensor4D): tf.Tensor4D =>
    convolution.kind === 'conv'
      ? tf.conv2d(x, filter, stride, padding, 'NHWC', 1, 'floor')
      : tf.conv2dTranspose(
          x,
          filter,
          [x.shape[0], output.height, output.width, output.channels],
          stride,
          padding === 0 ? 'valid' : 'same',
        );
  return (x) => {
    let y = convolve(x);
    if (bias !== null) y = tf.add(y, bias);
    if (norm !== null) {
      y = tf.batchNorm4d(y, norm.mean, norm.variance, norm.offset, norm.scale, norm.epsilon);
    }
    switch (activation.kind) {
      case 'relu':
        return tf.relu(y);
      case 'leaky_relu':
        return tf.leakyRelu(y, activation.slope);
      case 'tanh':
        return tf.tanh(y);
      case 'sigmoid':
        return tf.sigmoid(y);
      case 'linear':
        return y;
    }
  };
}

serveContender(async ({ config, generator, discriminator }, backend) => {
  await startStockBackend(backend);
  const stepsOf = ({ blocks, weights }: NetworkFiles): Step[] =>
    blocks.map((block) => createStep(weights, block));
  const [drawing, judging] = [stepsOf(generator), stepsOf(discriminator)];
  const { latentDim, imageSize, channels } = config;
  const run = async (steps: readonly Step[], makeInput: () => tf.Tensor4D) => {
    const output = tf.tidy(() => steps.reduce((x, step) => step(x), makeInput()));
    const values = await output.data<'float32'>();
    output.dispose();
    return values;
  };
  return {
    async generate(latents, count) {
      const values = await run(drawing, () => tf.tensor4d(latents, [count, 1, 1, latentDim]));
      return [packRgba(values, count, imageSize ** 2, channels, 'channels-last')];
    },
    async discriminate(rgba, count) {
      const values = unpackRgba(rgba, count, imageSize ** 2, channels, 'channels-last');
      const shape: [number, number, number, number] = [count, imageSize, imageSize, channels];
      return [...(await run(judging, () => tf.tensor4d(values, shape)))];
    },
  };
}, readModelFiles);
