/** Peer: onnxruntime-web on one WebAssembly thread. */
import * as ort from 'onnxruntime-web/wasm';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { readModelFiles } from '../modelFiles.ts';
import { serveContender } from '../protocol.ts';
import { openOnnx } from './openOnnx.ts';

ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { wasm: new URL(wasmUrl, import.meta.url).href };
serveContender(openOnnx(ort, 'wasm'), readModelFiles);
