/** Peer: TensorFlow.js as its documentation would have one write it, on the backend asked for. */
import * as tf from '@tensorflow/tfjs-core';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import type { Block } from '../../src/model/architecture.ts';
import type { ModelFiles } from '../modelFiles.ts';
import { readModelFiles, weightNamed } from '../modelFiles.ts';
import { packRgba } from '../pixels.ts';
import type { BenchBackend } from '../protocol.ts';
import { serveContender } from '../protocol.ts';

async function startBackend(backend: BenchBackend): Promise<void> {
  if (backend === 'wasm') {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    const absolute = (url: string): string => new URL(url, import.meta.url).href;
    setWasmPaths({
      'tfjs-backend-wasm.wasm': absolute(wasmUrl),
      'tfjs-backend-wasm-simd.wasm': absolute(simdUrl),
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(threadedUrl),
    });
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  } else if (backend === 'webgl') {
    await import('@tensorflow/tfjs-backend-webgl');
  } else {
    await import('@tensorflow/tfjs-backend-webgpu');
  }
  if (!(await tf.setBackend(backend))) throw new Error(`${backend} is not available here`);
  await tf.ready();
}

type Step = (x: tf.Tensor4D) => tf.Tensor4D;

/** The layers of one block as stock operations, weights in TensorFlow.js' axis order. */
function createStep(model: ModelFiles, block: Block): Step {
  const { convolution, batchNorm, activation, output } = block;
  const read = (index: number, part: string): tf.Tensor1D =>
    tf.tensor1d(weightNamed(model.weights, `main.${index}.${part}`).values);
  const { shape, values } = weightNamed(model.weights, `main.${convolution.index}.weight`);
  const [inputs = 0, outputs = 0, kernel = 0] = shape;
  const filter = tf.tidy(() =>
    // [in, out, kh, kw] → [kh, kw, out, in]
    tf.transpose(tf.tensor4d(values, [inputs, outputs, kernel, kernel]), [2, 3, 1, 0]),
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
  const padding = convolution.padding === 0 ? 'valid' : 'same';
  return (x) => {
    const size: [number, number, number, number] = [
      x.shape[0],
      output.height,
      output.width,
      output.channels,
    ];
    let y: tf.Tensor4D = tf.conv2dTranspose(x, filter, size, convolution.stride, padding);
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

serveContender(async (model, backend) => {
  await startBackend(backend);
  const steps = model.blocks.map((block) => createStep(model, block));
  const { latentDim, imageSize, channels } = model.config;
  return {
    async generate(latents, count) {
      const images = tf.tidy(() =>
        steps.reduce((x, step) => step(x), tf.tensor4d(latents, [count, 1, 1, latentDim])),
      );
      const values = await images.data<'float32'>();
      images.dispose();
      return [packRgba(values, count, imageSize ** 2, channels, 'channels-last')];
    },
  };
}, readModelFiles);
