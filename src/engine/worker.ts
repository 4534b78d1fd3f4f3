/** The entry of the engine's worker. */
import plainUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import { serve } from '../workers/serve.ts';
import { loadKernels } from './kernels/wasm/loadKernels.ts';
import { createSession } from './session.ts';

const absolute = (url: string): string => new URL(url, import.meta.url).href;
const wasmUrls = { simd: absolute(simdUrl), plain: absolute(plainUrl) };

serve(self as DedicatedWorkerGlobalScope, (onEvent) =>
  createSession({ wasmUrls, loadKernels, onEvent }),
);
