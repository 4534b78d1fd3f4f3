/** Fetches and compiles the build of the kernels that this machine can run. */
import { PlaygroundError } from '../../../errors.ts';
import type { KernelBuild, KernelModule } from './kernelModule.ts';
import { supportedBuild } from './kernelModule.ts';
import relaxedUrl from './kernels.relaxed.wasm?url';
import simdUrl from './kernels.simd.wasm?url';

/** Addresses of the two builds of a module. */
export type BuildUrls = Readonly<Record<KernelBuild, string>>;

/** Loads the kernels that draw; see {@link loadBuild}. */
export async function loadKernels(): Promise<KernelModule> {
  return loadBuild('kernels', { relaxed: relaxedUrl, simd: simdUrl });
}

/**
 * Loads the build of a module that this machine can run, compiling while the bytes arrive where the
 * server names the type of the file.
 * @throws PlaygroundError `backend-unavailable` without SIMD, `download-failed` (file, status).
 */
export async function loadBuild(name: string, urls: BuildUrls): Promise<KernelModule> {
  const build = supportedBuild();
  if (build === null) {
    throw new PlaygroundError('backend-unavailable', 'This browser has no WebAssembly SIMD.', {
      backend: 'wasm',
    });
  }
  const url = urls[build];
  const file = `${name}.${build}.wasm`;
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
