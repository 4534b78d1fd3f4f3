/**
 * The one door to TensorFlow.js: the rest of the engine imports operations and types from here and
 * nothing else. `tfWasm.ts`, `tfWebgpu.ts`, `tfWebgl.ts` and `tfCpu.ts` are the same door to one
 * backend each, loaded when that backend is wanted.
 *
 * Only named operations in functional form are let through, so that a bundler drops the rest; only
 * the kernels behind them are registered. Whoever adds an operation here adds its kernel there.
 */
export {
  add,
  concat,
  conv2dTranspose,
  engine,
  env,
  fill,
  fused,
  leakyRelu,
  memory,
  mul,
  registerBackend,
  registerKernel,
  relu,
  removeBackend,
  reshape,
  setBackend,
  sigmoid,
  slice,
  tanh,
  tensor1d,
  tensor2d,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
export type { KernelConfig, Tensor, Tensor4D } from '@tensorflow/tfjs-core';
