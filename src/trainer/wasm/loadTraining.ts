/** Fetches and compiles the training kernels. */
import type { KernelModule } from '../../engine/kernels/wasm/kernelModule.ts';
import { loadBuild } from '../../engine/kernels/wasm/loadKernels.ts';
import relaxedUrl from './training.relaxed.wasm?url';
import simdUrl from './training.simd.wasm?url';

/** The build that this machine can run; see {@link loadBuild} for how it fails. */
export async function loadTraining(): Promise<KernelModule> {
  return loadBuild('training', { relaxed: relaxedUrl, simd: simdUrl });
}
