/**
 * Owns the backend that draws and, where there is one, its device or WebGL context. One backend runs
 * in a thread at a time. Where there are kernels of our
 * own the backend starts without TensorFlow.js, which is loaded when somebody asks for it.
 */
import {
  describeAdapter,
  requestAdapter,
  requestKernelDevice,
} from './kernels/webgpu/gpuDevice.ts';
import type { KernelModule } from './kernels/wasm/kernelModule.ts';
import type { TuningMemory } from './kernels/webgpu/kernelTuning.ts';
import type { OwnKernels } from './ownKernels.ts';
import { createWasmKernels } from './ownKernels.ts';
import { describeDevice } from './kernels/webgpu/softwareDevice.ts';
import type { TensorBackend } from './tensorBackend.ts';
import type { WasmUrls } from './tfWasm.ts';
import type { BackendName, MemoryUse } from './types.ts';
import { unavailable } from './unavailable.ts';

/** A backend that runs. */
export interface Runtime {
  readonly backend: BackendName;
  /** Adapter or renderer in words, e.g. "google swiftshader (software)"; null where there is none. */
  readonly adapter: string | null;
  /** Kernels of our own; null on a backend that has none. */
  readonly ownKernels: OwnKernels | null;
  /**
   * TensorFlow.js on this backend, loaded and started at the first call.
   * @throws PlaygroundError `backend-unavailable` with details backend and found.
   */
  tensors(): Promise<TensorBackend>;
  /** What TensorFlow.js holds; nothing where it was not needed. */
  memory(): MemoryUse;
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
  readonly ownKernels: OwnKernels | null;
  readonly lost: Promise<string>;
  /** Loads TensorFlow.js's backend and registers it under its name, on this device. */
  register(): Promise<void>;
  takeError(): string | null;
  free(): void;
}

const noDevice = {
  adapter: null,
  ownKernels: null,
  lost: new Promise<string>(() => undefined),
  takeError: () => null,
  free: () => undefined,
};

/** Nothing is known, and nothing will be. */
const noTunings: TuningMemory = { recall: () => [], remember: () => undefined };

const nothingHeld: MemoryUse = { tensors: 0, bytes: 0 };

/**
 * Starts a backend, on a new device where it needs one; with TensorFlow.js only where there are no
 * kernels of our own.
 * @param tunings what is known of its kernels, and what is found out
 * @throws PlaygroundError `backend-unavailable` with details backend and found.
 */
export async function startRuntime(
  backend: BackendName,
  options: RuntimeOptions,
  tunings: TuningMemory = noTunings,
): Promise<Runtime> {
  const device = await openDevice(backend, options, tunings);
  let isStopped = false;
  let running: TensorBackend | null = null;
  let starting: Promise<TensorBackend> | null = null;
  const startTensors = async (): Promise<TensorBackend> => {
    const [{ startTensorBackend }] = await Promise.all([
      import('./tensorBackend.ts'),
      device.register(),
    ]);
    const started = await startTensorBackend(backend);
    if (isStopped) {
      started.stop();
      throw unavailable(backend, 'it was stopped while it started');
    }
    running = started;
    return started;
  };
  const tensors = async (): Promise<TensorBackend> => (starting ??= startTensors());
  if (device.ownKernels === null) {
    try {
      await tensors();
    } catch (thrown) {
      device.free();
      throw thrown;
    }
  }
  return {
    backend,
    adapter: device.adapter,
    ownKernels: device.ownKernels,
    tensors,
    memory: () => running?.memory() ?? nothingHeld,
    lost: device.lost,
    takeError: () => device.takeError(),
    stop() {
      isStopped = true;
      running?.stop();
      device.free();
    },
  };
}

async function openDevice(
  backend: BackendName,
  options: RuntimeOptions,
  tunings: TuningMemory,
): Promise<Device> {
  switch (backend) {
    case 'webgpu':
      return openWebgpu(tunings);
    case 'webgl':
      return openWebgl();
    case 'wasm': {
      const { loadKernels } = options;
      return {
        ...noDevice,
        ownKernels: loadKernels === undefined ? null : createWasmKernels(loadKernels),
        async register() {
          const { registerWasm } = await import('./tfWasm.ts');
          registerWasm(options.wasmUrls);
        },
      };
    }
    case 'cpu':
      return {
        ...noDevice,
        async register() {
          const { registerCpu } = await import('./tfCpu.ts');
          registerCpu();
        },
      };
  }
}

async function openWebgpu(tunings: TuningMemory): Promise<Device> {
  const tunedKernels = import('./kernels/webgpu/tunedKernels.ts');
  const adapter = await requestAdapter();
  if (adapter === null) throw unavailable('webgpu', 'no adapter');
  let device: GPUDevice;
  try {
    device = await requestKernelDevice(adapter);
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
  const { createTunedKernels } = await tunedKernels;
  const name = describeAdapter(adapter);
  return {
    adapter: name,
    ownKernels: createTunedKernels(device, name, tunings),
    lost,
    async register() {
      const { registerWebgpu } = await import('./tfWebgpu.ts');
      registerWebgpu(device, adapter.info);
    },
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
  return {
    adapter: describeDevice(renderer, isEmulated),
    ownKernels: null,
    lost,
    async register() {
      const { registerWebgl } = await import('./tfWebgl.ts');
      registerWebgl(gl);
    },
    takeError: () => null,
    free() {
      isFreed = true;
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}
