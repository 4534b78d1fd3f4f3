/** Model folders from disk, for tests that run sessions in Node. */
import { readFileSync } from 'node:fs';
import { readModelConfig } from '../../formats/config.ts';
import { readSafetensors } from '../../formats/safetensors.ts';
import type { Latent, WeightArray, Weights } from '../../model/arrays.ts';
import { toLatent } from '../../model/arrays.ts';
import type { ModelFiles } from '../files.ts';
import type { KernelModule } from '../kernels/wasm/kernelModule.ts';
import { supportedBuild } from '../kernels/wasm/kernelModule.ts';

const wasmFolder = new URL(
  '../../../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/',
  import.meta.url,
).pathname;
/** TensorFlow.js's WebAssembly, as a session wants its addresses. */
export const wasmUrls = {
  simd: `${wasmFolder}tfjs-backend-wasm-simd.wasm`,
  plain: `${wasmFolder}tfjs-backend-wasm.wasm`,
};

/** A model folder in memory. */
export interface Folder {
  readonly files: ModelFiles;
  readonly discriminator: ArrayBuffer | null;
  readonly classifier: ArrayBuffer | null;
  readonly golden: Weights;
  /** Only in fixtures. */
  readonly expected: Weights | null;
}

function readFolder(path: string, hasExpected: boolean): Folder {
  const url = new URL(`${path}/`, import.meta.url);
  const bytesOf = (file: string): ArrayBuffer => {
    const bytes = readFileSync(new URL(file, url));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  };
  const config = readModelConfig(
    JSON.parse(readFileSync(new URL('config.json', url), 'utf8')),
    'config.json',
  );
  const golden = bytesOf('golden.safetensors');
  return {
    files: { folderUrl: url.href, config, generator: bytesOf(config.generator.file), golden },
    discriminator: config.discriminator === null ? null : bytesOf(config.discriminator.file),
    classifier: config.classifier === null ? null : bytesOf(config.classifier.file),
    golden: readSafetensors(golden, 'golden'),
    expected: hasExpected ? readSafetensors(bytesOf('expected.safetensors'), 'expected') : null,
  };
}

/** A small model of `fixtures/`, with what PyTorch computed for it. */
export const fixture = (name: string): Folder => readFolder(`../fixtures/${name}`, true);
/** A model that ships with the page. */
export const shipped = (id: string): Folder => readFolder(`../../../public/models/${id}`, false);

/** Our own kernels, read from disk; Node 20 runs the build with plain SIMD. */
export async function loadKernels(): Promise<KernelModule> {
  const build = supportedBuild() ?? 'simd';
  const bytes = readFileSync(new URL(`../kernels/wasm/kernels.${build}.wasm`, import.meta.url));
  return { build, module: await WebAssembly.compile(bytes) };
}

/** A tensor that must be there. */
export function array(weights: Weights | null, name: string): WeightArray {
  const found = weights?.get(name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

/** The golden latents. */
export function latentsOf({ golden, files }: Folder): Latent[] {
  const { latentDim } = files.config;
  const { shape, values } = array(golden, 'z');
  return Array.from({ length: shape[0] ?? 0 }, (_, i) =>
    toLatent(values.subarray(i * latentDim, (i + 1) * latentDim), latentDim),
  );
}

/** The first of the golden latents. */
export function firstLatent(folder: Folder): Latent {
  const [latent] = latentsOf(folder);
  if (latent === undefined) throw new Error('no latent');
  return latent;
}
