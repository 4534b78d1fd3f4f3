/** An engine for tests of the state: it draws a grey of z's first component when it is told to. */
import { fromPlainError } from '../../errors.ts';
import type { PlainError } from '../../errors.ts';
import type { BackendReport, Engine, EngineNotice, EngineStatus } from '../../engine/types.ts';
import type { ChannelMask, Latent, PixelImage } from '../../model/arrays.ts';
import type { ModelConfig, SideNetwork } from '../../model/config.ts';

/** What was asked of the engine and not yet answered. */
export interface FakeCall {
  readonly latents: readonly Latent[];
  readonly mask: ChannelMask;
  answer(): Promise<void>;
  fail(error: PlainError): Promise<void>;
}

/** An {@link Engine} with levers. */
export interface FakeEngine extends Engine {
  /** Calls of `generate` that wait for an answer, oldest first. */
  readonly calls: FakeCall[];
  readonly used: string[];
  /** Networks beside G that were asked for beforehand. */
  readonly prepared: SideNetwork[];
  /** Makes the next `use` fail. */
  failUse(error: PlainError): void;
  setStatus(change: Partial<EngineStatus>): void;
  say(notice: EngineNotice): void;
}

/** A description of a tiny model. */
export function fakeConfig(id: string, change: Partial<ModelConfig> = {}): ModelConfig {
  const network = { file: 'g.safetensors', layers: [] };
  return {
    id,
    title: `Title of ${id}`,
    licence: 'MIT',
    data: 'none',
    subject: 'sample',
    prior: 'normal',
    latentDim: 4,
    imageSize: 1,
    channels: 1,
    generator: network,
    discriminator: null,
    samples: null,
    classifier: null,
    labels: null,
    directions: null,
    exemplars: null,
    concepts: null,
    golden: null,
    files: {},
    ...change,
  };
}

/** A report of a backend that works. */
export const fakeReport: BackendReport = {
  backend: 'wasm',
  adapter: null,
  millisecondsPerFace: 10,
  selfTestError: 0,
  tolerance: 0.01,
  kernels: 'own',
  kernelFailure: null,
  failure: null,
};

/** The picture that the fake draws for a latent. */
export function fakeImage(z: ArrayLike<number>): PixelImage {
  const grey = Math.round(((z[0] as number) + 1) * 100);
  return { width: 1, height: 1, data: Uint8ClampedArray.of(grey, grey, grey, 255) };
}

/** Makes a fake; `configs` are the models it can `use`, by the address of their folder. */
export function createFakeEngine(configs: Readonly<Record<string, ModelConfig>> = {}): FakeEngine {
  const listeners = new Set<() => void>();
  const noticeListeners = new Set<(notice: EngineNotice) => void>();
  let useError: PlainError | null = null;
  let status: EngineStatus = {
    phase: 'starting',
    download: null,
    model: null,
    layers: [],
    choice: 'auto',
    active: null,
    reports: [],
    choosing: false,
    timing: false,
    error: null,
  };
  const engine: FakeEngine = {
    calls: [],
    used: [],
    prepared: [],
    failUse: (error) => {
      useError = error;
    },
    setStatus: (change) => {
      status = { ...status, ...change };
      for (const listener of listeners) listener();
    },
    say: (notice) => {
      for (const listener of noticeListeners) listener(notice);
    },
    getStatus: () => status,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onNotice: (listener) => {
      noticeListeners.add(listener);
      return () => noticeListeners.delete(listener);
    },
    use: async (url) => {
      engine.used.push(url);
      await Promise.resolve();
      if (useError !== null) {
        const error = useError;
        useError = null;
        throw fromPlainError(error);
      }
      const model = configs[url];
      if (model === undefined) throw new Error(`no fake model at ${url}`);
      engine.setStatus({ phase: 'ready', model, active: fakeReport });
      return model;
    },
    retry: async () => engine.setStatus({ phase: 'ready', error: null }),
    setBackend: async (choice) => {
      const report = { ...fakeReport, backend: choice === 'auto' ? 'wasm' : choice } as const;
      engine.setStatus({ choice, active: report });
      return report;
    },
    generate: (latents, mask = {}, onTimes) =>
      new Promise((resolve, reject) => {
        // The worker hears of the call at once and needs all of the time until the answer to compute.
        const heardMs = Date.now();
        const settle = async (finish: () => void): Promise<void> => {
          engine.calls.splice(engine.calls.indexOf(call), 1);
          finish();
          await flush();
        };
        const call: FakeCall = {
          latents,
          mask,
          answer: async () =>
            settle(() => {
              const computedMs = Date.now();
              onTimes?.({ heardMs, startedMs: heardMs, computedMs, packedMs: computedMs });
              resolve(latents.map((z) => fakeImage(z)));
            }),
          fail: async (error) => settle(() => reject(fromPlainError(error))),
        };
        engine.calls.push(call);
      }),
    featureMaps: async (_latent, layer) => ({
      layer,
      height: 1,
      width: 1,
      channels: 1,
      data: Float32Array.of(0.5),
    }),
    featureMapsOf: async (latents, layer) => ({
      layer,
      count: latents.length,
      height: 1,
      width: 1,
      channels: 1,
      data: new Float32Array(latents.length).fill(0.5),
    }),
    featureRows: async (latents, layer) => ({
      layer,
      channels: 1,
      rows: latents.length,
      data: new Float32Array(latents.length).fill(0.5),
    }),
    discriminate: async (images) => images.map((image) => image.data[0] ?? 0),
    classify: async (images) => images.map((image) => Float32Array.of(image.data[0] ?? 0)),
    prepare: async (network) => {
      engine.prepared.push(network);
    },
    memory: async () => ({ tensors: 0, bytes: 0 }),
    dispose: () => listeners.clear(),
  };
  return engine;
}

/** Lets everything that is already settled run. */
export async function flush(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
