/** The door to the WebAssembly backend of TensorFlow.js: the backend and the kernels behind `tf.ts`. */
import { BackendWasm, init, setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm';
import { addConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Add';
import { concatConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Concat';
import { conv2DBackpropInputConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Conv2DBackpropInput';
import { fillConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Fill';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedConv2D';
import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul';
import { identityConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Identity';
import { leakyReluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/LeakyRelu';
import { multiplyConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Multiply';
import { reluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu';
import { reshapeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape';
import { sigmoidConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sigmoid';
import { sliceConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Slice';
import { tanhConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Tanh';
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

/** Addresses of the two WebAssembly modules: with SIMD, and for machines without it. */
export interface WasmUrls {
  readonly simd: string;
  readonly plain: string;
}

/**
 * Registers the backend under the name `wasm`. One thread: threads need a cross-origin isolated
 * page, and the stock build of TensorFlow.js does not survive minification with them.
 */
export function registerWasm(urls: WasmUrls): void {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': urls.plain,
    'tfjs-backend-wasm-simd.wasm': urls.simd,
    // TensorFlow.js wants all three; this one is never asked for.
    'tfjs-backend-wasm-threaded-simd.wasm': urls.simd,
  });
  registerBackend('wasm', async () => {
    const { wasm } = await init();
    return new BackendWasm(wasm);
  });
}
