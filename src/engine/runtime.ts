/**
 * Owns the backend and, where there is one, the device: the only file that asks for an adapter, a
 * device or a WebGL context. One backend runs in a thread at a time.
 */
import { PlaygroundError } from '../errors.ts';
import type { MakeExecutor } from './kernelNetwork.ts';
import type { KernelModule } from './kernels/wasm/kernelModule.ts';
import { describeDevice } from './softwareDevice.ts';
import { engine, removeBackend, setBackend } from './tf.ts';
import type { WasmUrls } from './tfWasm.ts';
import type { BackendName } from './types.ts';

/** A backend that runs. */
export interface Runtime {
  readonly backend: BackendName;
  /** Adapter or renderer in words, e.g. "google swiftshader (software)"; null where there is none. */
  readonly adapter: string | null;
  /** Puts a network on kernels of our own; null on a backend that has none. */
  readonly makeExecutor: MakeExecutor | null;
  /** Resolves with the reason when the device is lost; never rejects, never resolves after `stop`. */
  readonly lost: Promise<string>;
  /**
   * The first error the device reported since the last call, else null. A GPU program that fails
   * does not throw: it leaves zeros behind and says so here only.
   */
  takeError(): string | null;
  /** Ends the backend, frees the device, and forgets every tensor of this thread. */
  stop(): void;
}

/** What the backends need from their surroundings. */
export interface RuntimeOptions {
  readonly wasmUrls: WasmUrls;
  /** Compiles our own kernels for WebAssembly; without it TensorFlow.js computes there. */
  readonly loadKernels?: () => Promise<KernelModule>;
}

/** A backend's device, before TensorFlow.js runs on it. */
interface Device {
  readonly adapter: string | null;
  readonly lost: Promise<string>;
  takeError(): string | null;
  free(): void;
}

const noDevice: Device = {
  adapter: null,
  lost: new Promise(() => undefined),
  takeError: () => null,
  free: () => undefined,
};

/**
 * Starts a backend, on a new device where it needs one.
 * @throws PlaygroundError `backend-unavailable` with details backend and found.
 */
export async function startRuntime(
  backend: BackendName,
  options: RuntimeOptions,
): Promise<Runtime> {
  const device = await openDevice(backend, options);
  if (!(await setBackend(backend))) {
    device.free();
    throw unavailable(backend, 'the backend did not start');
  }
  return {
    backend,
    adapter: device.adapter,
    makeExecutor: executorsOf(backend, options),
    lost: device.lost,
    takeError: () => device.takeError(),
    stop() {
      // Kernels stay registered; backends, tensors and their counts go.
      engine().reset();
      removeBackend(backend);
      device.free();
    },
  };
}

/** How own kernels are put on a backend; the code of kernels that are not used is not loaded. */
function executorsOf(backend: BackendName, { loadKernels }: RuntimeOptions): MakeExecutor | null {
  if (backend !== 'wasm' || loadKernels === undefined) return null;
  const compiled = loadKernels();
  // Whoever makes an executor hears of a failure then.
  compiled.catch(() => undefined);
  return async (blocks) => {
    const { createWasmExecutor } = await import('./kernels/wasm/wasmExecutor.ts');
    return createWasmExecutor(await compiled, blocks);
  };
}

function unavailable(backend: BackendName, found: string, cause?: unknown): PlaygroundError {
  return new PlaygroundError(
    'backend-unavailable',
    `${backend} cannot be used: ${found}.`,
    { backend, found },
    cause,
  );
}

async function openDevice(backend: BackendName, options: RuntimeOptions): Promise<Device> {
  switch (backend) {
    case 'webgpu':
      return openWebgpu();
    case 'webgl':
      return openWebgl();
    case 'wasm': {
      const { registerWasm } = await import('./tfWasm.ts');
      registerWasm(options.wasmUrls);
      return noDevice;
    }
    case 'cpu': {
      const { registerCpu } = await import('./tfCpu.ts');
      registerCpu();
      return noDevice;
    }
  }
}

async function requestAdapter(): Promise<GPUAdapter | null> {
  // Absent outside secure contexts and in older browsers, whatever the types say.
  const gpu = (navigator as { gpu?: GPU }).gpu;
  return (await gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
}

function describeAdapter({ info }: GPUAdapter): string {
  const words = [info.vendor, info.architecture, info.description].filter((word) => word !== '');
  const name = words.length === 0 ? 'unnamed adapter' : words.join(' ');
  return describeDevice(name, info.isFallbackAdapter);
}

/** The WebGPU adapter of this machine in words, or null; to notice that the machine has changed. */
export async function describeGpu(): Promise<string | null> {
  const adapter = await requestAdapter();
  return adapter === null ? null : describeAdapter(adapter);
}

/** Taken where the adapter has them; own kernels may ask for them. */
const wantedFeatures: readonly GPUFeatureName[] = ['shader-f16', 'subgroups'];
const wantedLimits = [
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

async function openWebgpu(): Promise<Device> {
  const tfWebgpu = import('./tfWebgpu.ts');
  const adapter = await requestAdapter();
  if (adapter === null) throw unavailable('webgpu', 'no adapter');
  let device: GPUDevice;
  try {
    device = await adapter.requestDevice({
      requiredFeatures: wantedFeatures.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(wantedLimits.map((name) => [name, adapter.limits[name]])),
    });
  } catch (cause) {
    throw unavailable('webgpu', String(cause), cause);
  }
  let error: string | null = null;
  device.addEventListener('uncapturederror', (event) => {
    error ??= event.error.message;
  });
  let isFreed = false;
  const lost = new Promise<string>((resolve) => {
    // Resolves for our own `destroy` too, so that the reason it gives decides nothing.
    void device.lost.then((info) => {
      if (!isFreed) resolve(info.message || info.reason);
    });
  });
  (await tfWebgpu).registerWebgpu(device, adapter.info);
  return {
    adapter: describeAdapter(adapter),
    lost,
    takeError() {
      const taken = error;
      error = null;
      return taken;
    },
    free() {
      isFreed = true;
      device.destroy();
    },
  };
}

async function openWebgl(): Promise<Device> {
  if (typeof OffscreenCanvas === 'undefined') throw unavailable('webgl', 'no OffscreenCanvas');
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    premultipliedAlpha: false,
    depth: false,
    stencil: false,
    powerPreference: 'high-performance',
  });
  if (gl === null) throw unavailable('webgl', 'no WebGL 2 context');
  const extension = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(
    gl.getParameter(extension === null ? gl.RENDERER : extension.UNMASKED_RENDERER_WEBGL),
  );
  const isEmulated = /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
  let isFreed = false;
  const lost = new Promise<string>((resolve) => {
    canvas.addEventListener('webglcontextlost', () => {
      if (!isFreed) resolve('WebGL context lost');
    });
  });
  const { registerWebgl } = await import('./tfWebgl.ts');
  registerWebgl(gl);
  return {
    adapter: describeDevice(renderer, isEmulated),
    lost,
    takeError: () => null,
    free() {
      isFreed = true;
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}
