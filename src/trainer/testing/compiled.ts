/** The compiled training kernels, read from the disk. */
import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import type { KernelBuild, KernelModule } from '../../engine/kernels/wasm/kernelModule.ts';

/** Compiles a build as it is committed. */
export async function readTrainingModule(build: KernelBuild): Promise<KernelModule> {
  // Node 20 has relaxed SIMD, but behind a flag.
  if (build === 'relaxed') setFlagsFromString('--experimental-wasm-relaxed-simd');
  const bytes = await readFile(new URL(`../wasm/training.${build}.wasm`, import.meta.url));
  return { build, module: await WebAssembly.compile(bytes) };
}
