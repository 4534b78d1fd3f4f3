/** The door to the WebGL backend of TensorFlow.js: the backend and the kernels behind `tf.ts`. */
import {
  GPGPUContext,
  MathBackendWebGL,
  setWebGLContext,
} from '@tensorflow/tfjs-backend-webgl/dist/webgl';
import { addConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Add';
import { concatConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Concat';
import { conv2DBackpropInputConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Conv2DBackpropInput';
import { fillConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Fill';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedConv2D';
import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/_FusedMatMul';
import { identityConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Identity';
import { leakyReluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/LeakyRelu';
import { multiplyConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Multiply';
import { reluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Relu';
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Reshape';
import { sigmoidConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sigmoid';
import { sliceConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Slice';
import { tanhConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Tanh';
import type { KernelConfig } from './tf.ts';
import { env, registerBackend, registerKernel } from './tf.ts';

const kernels: readonly KernelConfig[] = [
  addConfig,
  concatConfig,
  conv2DBackpropInputConfig,
  fillConfig,
  fusedConv2DConfig,
  _fusedMatMulConfig,
  identityConfig,
  leakyReluConfig,
  multiplyConfig,
  reluConfig,
  reshapeConfig,
  sigmoidConfig,
  sliceConfig,
  tanhConfig,
];
for (const kernel of kernels) registerKernel(kernel);

/** Registers the backend under the name `webgl`, on a WebGL 2 context that the caller owns. */
export function registerWebgl(gl: WebGL2RenderingContext): void {
  // Without this TensorFlow.js asks for a canvas element, which a worker has not got.
  env().set('IS_SAFARI', false);
  // The flags of the backend are found out on this context.
  setWebGLContext(2, gl as WebGLRenderingContext);
  registerBackend(
    'webgl',
    () => new MathBackendWebGL(new GPGPUContext(gl as WebGLRenderingContext)),
  );
}
