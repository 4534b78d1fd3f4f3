/** Fetches and compiles the build of the kernels that this machine can run. */
import { PlaygroundError } from '../../../errors.ts';
import type { KernelModule } from './kernelModule.ts';
import { supportedBuild } from './kernelModule.ts';
import relaxedUrl from './kernels.relaxed.wasm?url';
import simdUrl from './kernels.simd.wasm?url';

/**
 * Compiles while the bytes arrive, where the server names the type of the file.
 * @throws PlaygroundError `backend-unavailable` without SIMD, `download-failed` (file, status).
 */
export async function loadKernels(): Promise<KernelModule> {
  const build = supportedBuild();
  if (build === null) {
    throw new PlaygroundError('backend-unavailable', 'This browser has no WebAssembly SIMD.', {
      backend: 'wasm',
    });
  }
  const url = build === 'relaxed' ? relaxedUrl : simdUrl;
  const file = `kernels.${build}.wasm`;
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new PlaygroundError('download-failed', `${file} cannot be fetched.`, { file }, cause);
  }
  if (!response.ok) {
    throw new PlaygroundError('download-failed', `${file}: status ${response.status}.`, {
      file,
      status: response.status,
    });
  }
  const typed = response.headers.get('Content-Type')?.startsWith('application/wasm') === true;
  const module = typed
    ? await WebAssembly.compileStreaming(response)
    : await WebAssembly.compile(await response.arrayBuffer());
  return { build, module };
}
