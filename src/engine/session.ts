/**
 * The engine of one thread: plain arrays in, promises of plain arrays out. It runs in a worker
 * behind `worker.ts`, and in Node as it is. TensorFlow.js keeps its state per thread, so there is one
 * session to a thread. Calls are answered one after the other, in order.
 *
 * The bytes of the weights stay here on the CPU's side as the truth; what lies on the GPU is a copy.
 * When the device is lost, everything is built again from them and the call that failed is repeated.
 */
import { PlaygroundError, toPlainError } from '../errors.ts';
import type { PlainError } from '../errors.ts';
import { drawSample } from '../latent/prior.ts';
import type {
  ChannelMask,
  FeatureMapBatch,
  FeatureMaps,
  FeatureRows,
  Latent,
  MapTake,
  PixelImage,
} from '../model/arrays.ts';
import type { LayerInfo, ModelConfig, SideNetwork } from '../model/config.ts';
import type { CacheEnvironment } from '../storage/modelCache.ts';
import { browserEnvironment } from '../storage/modelCache.ts';
import { buildChecked } from './checkedModel.ts';
import type { FolderHooks, ModelFiles } from './files.ts';
import { fetchModelFiles, fetchSideNetwork } from './files.ts';
import { describeGpu } from './kernels/webgpu/gpuDevice.ts';
import { instantNow } from './instant.ts';
import { reach } from './milestones.ts';
import type { Model } from './model.ts';
import type { KernelTuning, TuningMemory } from './kernels/webgpu/kernelTuning.ts';
import type { Runtime, RuntimeOptions } from './runtime.ts';
import { startRuntime } from './runtime.ts';
import type { CheckResult } from './selfTest.ts';
import { takeRows } from './takeRows.ts';
import type { BackendName, DrawingTimes, KernelKind, MemoryUse } from './types.ts';

/** What a session tells without being asked. */
export type SessionEvent =
  | { readonly kind: 'progress'; readonly receivedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'not-kept-offline'; readonly error: PlainError }
  /** Kernels were timed; worth remembering for the next visit. */
  | { readonly kind: 'tuned'; readonly tuning: KernelTuning }
  /** Own kernels that draw rightly judge wrongly; TensorFlow.js judges in their place. */
  | { readonly kind: 'kernels-refused'; readonly error: PlainError }
  | { readonly kind: 'device-lost' }
  | { readonly kind: 'device-restored'; readonly milliseconds: number }
  /** The device is lost for good; every call now rejects with this error. */
  | { readonly kind: 'device-gone'; readonly error: PlainError };

/** What `install` found. */
export interface InstallResult extends CheckResult {
  readonly layers: readonly LayerInfo[];
  readonly kernels: KernelKind;
  /** Why own kernels are not used; null where they are, or where there are none. */
  readonly kernelFailure: PlainError | null;
}

/** Pictures, and how long they took; times are instants (`instant.ts`). */
export interface Drawing {
  readonly images: PixelImage[];
  readonly times: DrawingTimes;
}

/** The calls of a session. Everything in and out can be cloned; all reject with a `PlaygroundError`. */
export interface Session {
  /**
   * Starts the backend; resolves with its adapter in words. Once a session.
   * @param tunings what earlier sessions have told in `tuned`
   */
  start(backend: BackendName, tunings?: readonly KernelTuning[]): Promise<string | null>;
  /**
   * Downloads what drawing needs; copies go to the caller. Works without a backend and does not change
   * what is drawn with. Where a backend draws nothing yet the model is installed from now on, before
   * anybody has asked for that.
   */
  fetchModel(folderUrl: string): Promise<ModelFiles>;
  /** Downloads the weights of a network beside G. */
  fetchSideNetwork(
    network: SideNetwork,
    folderUrl: string,
    config: ModelConfig,
  ): Promise<ArrayBuffer>;
  /**
   * Makes sure that the cache has the weights of every network beside G, for a visit without a
   * connection. Does nothing where there is no cache. A failure changes nothing: whoever needs one of
   * them asks again and is told.
   */
  prefetchSideNetworks(folderUrl: string, config: ModelConfig): Promise<void>;
  /** Stops the downloads in progress; they reject with `aborted`. */
  cancelDownloads(): Promise<void>;
  /**
   * Builds a model, checks it against its golden outputs and times it; draws with it from then on.
   * If anything fails the former model stays.
   * @param giveUpAboveMs ends the timing after the first face that took longer
   * @throws PlaygroundError `aborted` if a face would surely take longer than that
   */
  install(files: ModelFiles, giveUpAboveMs: number): Promise<InstallResult>;
  /** `install`, whatever it takes, of what `fetchModel` has brought last. */
  installFetched(): Promise<InstallResult>;
  /**
   * Keeps what `fetchModel` has brought last for a visit without a connection. Copying millions of
   * bytes is felt, so it is left to a quiet moment. Resolves when the attempts have ended; that it
   * cannot be kept is told as an event.
   */
  keepFetched(): Promise<void>;
  /** Adds a network beside G to the installed model. */
  installSideNetwork(network: SideNetwork, bytes: ArrayBuffer): Promise<void>;
  /** Draws one face and resolves with the milliseconds it took, latent in to pixels out. */
  timeFace(): Promise<number>;
  generate(latents: readonly Latent[], mask: ChannelMask): Promise<Drawing>;
  featureMaps(latent: Latent, layer: string, mask: ChannelMask): Promise<FeatureMaps>;
  featureMapsOf(
    latents: readonly Latent[],
    layer: string,
    mask: ChannelMask,
  ): Promise<FeatureMapBatch>;
  featureRows(
    latents: readonly Latent[],
    layer: string,
    take: MapTake,
    mask: ChannelMask,
  ): Promise<FeatureRows>;
  discriminate(images: readonly PixelImage[]): Promise<number[]>;
  classify(images: readonly PixelImage[]): Promise<Float32Array<ArrayBuffer>[]>;
  memory(): Promise<MemoryUse>;
  /** The WebGPU adapter of this machine in words, or null. */
  describeGpu(): Promise<string | null>;
  /** Frees the model and ends the backend. */
  dispose(): Promise<void>;
}

/** What a session needs from its surroundings. */
export interface SessionOptions extends RuntimeOptions {
  onEvent?(event: SessionEvent): void;
  readonly environment?: CacheEnvironment;
  /** Milliseconds from any origin; for timings. */
  readonly now?: () => number;
}

/** Attempts to bring back a lost device before the backend is given up. */
const rebuildAttempts = 2;
/** Pause before the second one: the browser may still be restarting its GPU process. */
const rebuildPauseMs = 1000;
/** Losses under one and the same call before the backend is given up: the call may be the cause. */
const lossesPerCall = 2;
/** Least time between two events that tell how much has arrived. */
const progressEveryMs = 100;
/** Failures that have nothing to do with the device. */
const innocentCodes: ReadonlySet<string> = new Set(['bad-argument', 'bad-file', 'shape-mismatch']);

/** Thrown inside a session when the device goes away under a call. */
class DeviceLost extends Error {}

/** Creates the session of this thread. */
export function createSession(options: SessionOptions): Session {
  const now = options.now ?? (() => performance.now());
  const environment = options.environment ?? browserEnvironment();
  let runtime: Runtime | null = null;
  let model: Model | null = null;
  /** What the model was built from; built again from here when the device is lost. */
  let installed: { files: ModelFiles; side: Map<SideNetwork, ArrayBuffer> } | null = null;
  let lostRuntime: Runtime | null = null;
  let starting: Promise<Runtime> | null = null;
  /** What was fetched last, and its installation if that has begun. */
  let fetched: { files: ModelFiles; installing: Promise<InstallResult> | null } | null = null;
  /** Lets what is being fetched, or was fetched last, be kept. */
  let keepNow = (): void => undefined;
  /** Attempts to keep what was fetched last. */
  let storing: Promise<void>[] = [];
  let goneForGood: PlaygroundError | null = null;
  /** Ends the call in progress; a read on a lost device may never settle by itself. */
  let abandonCall: ((reason: DeviceLost) => void) | null = null;
  let downloads = new AbortController();
  let queue: Promise<unknown> = Promise.resolve();
  /** When it was last told how much has arrived. */
  let toldMs = -Infinity;

  const tellRefused = (error: PlainError): void => {
    options.onEvent?.({ kind: 'kernels-refused', error });
  };
  const tunings: KernelTuning[] = [];
  const tuningMemory: TuningMemory = {
    recall: (adapter) => tunings.filter((tuning) => tuning.adapter === adapter),
    remember(tuning) {
      tunings.unshift(tuning);
      options.onEvent?.({ kind: 'tuned', tuning });
    },
  };
  const needRuntime = (): Runtime => {
    if (runtime !== null) return runtime;
    if (goneForGood !== null) throw goneForGood;
    throw new PlaygroundError('internal', 'The session has no backend.');
  };
  const needModel = (): Model => {
    if (model !== null) return model;
    throw new PlaygroundError('internal', 'The session has no model.');
  };

  const run = async (backend: BackendName): Promise<Runtime> => {
    const started = await startRuntime(backend, options, tuningMemory);
    void started.lost.then((reason) => {
      lostRuntime = started;
      abandonCall?.(new DeviceLost(reason));
      // Nobody may be calling; what is on screen has to be drawable again all the same. If that
      // fails, `giveUp` has told so.
      return enqueue(async () => undefined).catch(() => undefined);
    });
    return started;
  };

  /** Leaves the session without a backend, and says so. */
  const giveUp = (backend: BackendName, cause: unknown): PlaygroundError => {
    runtime?.stop();
    runtime = null;
    model = null;
    const found = toPlainError(cause).message;
    goneForGood = new PlaygroundError(
      'device-lost',
      `The device of ${backend} was lost and could not be brought back: ${found}`,
      { backend, found },
      cause,
    );
    options.onEvent?.({ kind: 'device-gone', error: toPlainError(goneForGood) });
    return goneForGood;
  };

  const rebuild = async (backend: BackendName): Promise<void> => {
    options.onEvent?.({ kind: 'device-lost' });
    const start = now();
    let failure: unknown;
    for (let attempt = 0; attempt < rebuildAttempts; attempt += 1) {
      runtime?.stop();
      runtime = null;
      model = null;
      if (attempt > 0) await pause(rebuildPauseMs);
      try {
        const started = await run(backend);
        runtime = started;
        if (installed !== null) {
          const { files, side } = installed;
          const rebuilt = await withDevice(started, () =>
            buildChecked(files, started, Infinity, now, tellRefused),
          );
          for (const [network, bytes] of side) await rebuilt.model.addSideNetwork(network, bytes);
          model = rebuilt.model;
        }
        options.onEvent?.({ kind: 'device-restored', milliseconds: now() - start });
        return;
      } catch (thrown) {
        failure = thrown;
      }
    }
    throw giveUp(backend, failure);
  };

  /** Runs a task that ends when the device does. */
  const withDevice = async <T>(on: Runtime, task: () => Promise<T>): Promise<T> => {
    on.takeError();
    const abandoned = new Promise<never>((_, reject) => {
      abandonCall = reject;
    });
    try {
      const result = await Promise.race([task(), abandoned]);
      const error = on.takeError();
      if (error === null) return result;
      throw new PlaygroundError('internal', `The device reported: ${error}`, { found: error });
    } finally {
      abandonCall = null;
    }
  };

  /** Runs a task on the backend after those before it; on a new device if this one is lost. */
  const enqueue = async <T>(task: () => Promise<T>): Promise<T> => {
    const attempt = async (): Promise<T> => {
      for (let losses = 0; ; losses += 1) {
        const on = needRuntime();
        if (lostRuntime === on) await rebuild(on.backend);
        const current = needRuntime();
        try {
          return await withDevice(current, task);
        } catch (thrown) {
          if (!(await isLossOf(current, thrown))) throw thrown;
          lostRuntime = current;
          if (losses === lossesPerCall) throw giveUp(current.backend, thrown);
        }
      }
    };
    const result = queue.then(attempt);
    queue = result.catch(() => undefined);
    return result;
  };

  const draw = async (
    latents: readonly Latent[],
    mask: ChannelMask,
    heardMs: number,
  ): Promise<Drawing> => {
    const startedMs = instantNow();
    const { images, computedMs } = await needModel().draw(latents, mask);
    return { images, times: { heardMs, startedMs, computedMs, packedMs: instantNow() } };
  };

  const hooks = (): FolderHooks => ({
    signal: downloads.signal,
    // Chunks come by the hundred, and the page draws its progress line for each event.
    onProgress: (receivedBytes, totalBytes) => {
      if (receivedBytes < totalBytes && now() - toldMs < progressEveryMs) return;
      toldMs = now();
      options.onEvent?.({ kind: 'progress', receivedBytes, totalBytes });
    },
    onNotKept: (error) =>
      options.onEvent?.({ kind: 'not-kept-offline', error: toPlainError(error) }),
  });

  const install = async (files: ModelFiles, giveUpAboveMs: number): Promise<InstallResult> =>
    enqueue(async () => {
      reach('engine:installing');
      const built = await buildChecked(files, needRuntime(), giveUpAboveMs, now, tellRefused);
      reach('engine:checked');
      model?.dispose();
      ({ model } = built);
      installed = { files, side: new Map() };
      const { result, kernels, kernelFailure } = built;
      return { ...result, kernels, kernelFailure, layers: built.model.layers };
    });

  const installOnceStarted = async (files: ModelFiles): Promise<InstallResult> => {
    await starting;
    return install(files, Infinity);
  };

  return {
    async start(backend, known = []) {
      tunings.push(...known);
      starting = run(backend);
      runtime = await starting;
      return runtime.adapter;
    },
    async fetchModel(folderUrl) {
      keepNow();
      const keepAfter = new Promise<void>((resolve) => {
        keepNow = resolve;
      });
      const attempts: Promise<void>[] = [];
      storing = attempts;
      const files = await fetchModelFiles(
        folderUrl,
        { ...hooks(), keepAfter, onStoring: (stored) => attempts.push(stored) },
        environment,
      );
      reach('engine:fetched');
      const isFirst = starting !== null && model === null;
      const installing = isFirst ? installOnceStarted(files) : null;
      fetched = { files, installing };
      // Whoever asks for the installation hears of its failure then.
      installing?.catch(() => undefined);
      const { generator, golden } = files;
      return { ...files, generator: generator.slice(0), golden: golden?.slice(0) ?? null };
    },
    async keepFetched() {
      keepNow();
      await Promise.all(storing);
    },
    async installFetched() {
      if (fetched === null) throw new PlaygroundError('internal', 'No model was fetched.');
      fetched.installing ??= install(fetched.files, Infinity);
      return fetched.installing;
    },
    fetchSideNetwork: async (network, folderUrl, config) =>
      fetchSideNetwork(network, folderUrl, config, hooks(), environment),
    async prefetchSideNetworks(folderUrl, config) {
      if (environment.caches === undefined) return;
      const quiet = { ...hooks(), onProgress: () => undefined };
      for (const network of ['discriminator', 'classifier'] as const) {
        if (config[network] === null) continue;
        await fetchSideNetwork(network, folderUrl, config, quiet, environment);
      }
    },
    async cancelDownloads() {
      downloads.abort();
      downloads = new AbortController();
    },
    install,
    installSideNetwork: async (network, bytes) =>
      enqueue(async () => {
        await needModel().addSideNetwork(network, bytes);
        installed?.side.set(network, bytes);
      }),
    timeFace: async () =>
      enqueue(async () => {
        const { prior, latentDim } = needModel().config;
        const latent = drawSample(prior, latentDim, 0, 0);
        const start = now();
        await draw([latent], {}, start);
        return now() - start;
      }),
    async generate(latents, mask) {
      const heardMs = instantNow();
      return enqueue(async () => draw(latents, mask, heardMs));
    },
    featureMaps: async (latent, layer, mask) =>
      enqueue(async () => {
        const { count: _, ...maps } = await needModel().featureMaps([latent], layer, mask);
        return maps;
      }),
    featureMapsOf: async (latents, layer, mask) =>
      enqueue(async () => needModel().featureMaps(latents, layer, mask)),
    featureRows: async (latents, layer, take, mask) =>
      enqueue(async () => takeRows(await needModel().featureMaps(latents, layer, mask), take)),
    discriminate: async (images) => enqueue(async () => needModel().discriminate(images)),
    classify: async (images) => enqueue(async () => needModel().classify(images)),
    memory: async () =>
      enqueue(async () => {
        const { tensors, bytes } = needRuntime().memory();
        return { tensors, bytes: bytes + (model?.bytes ?? 0) };
      }),
    describeGpu,
    async dispose() {
      await queue;
      model?.dispose();
      model = null;
      installed = null;
      runtime?.stop();
      runtime = null;
    },
  };
}

/** Whether a call failed because the device is gone. */
async function isLossOf(runtime: Runtime, thrown: unknown): Promise<boolean> {
  if (thrown instanceof DeviceLost) return true;
  const isInnocent = thrown instanceof PlaygroundError && innocentCodes.has(thrown.code);
  if (isInnocent || runtime.adapter === null) return false;
  // A read on a lost device fails a moment before the loss itself is announced.
  return Promise.race([runtime.lost.then(() => true), pause(50).then(() => false)]);
}

async function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
