/**
 * The engine of one thread: plain arrays in, promises of plain arrays out. It runs in a worker
 * behind `worker.ts`, and in Node as it is. TensorFlow.js keeps its state per thread, so there is one
 * session to a thread. Calls are answered one after the other, in order.
 *
 * The bytes of the weights stay here on the CPU's side as the truth; what lies on the GPU is a copy.
 * When the device is lost (`deviceKeeper.ts`), everything is built again from them and the call that
 * failed is repeated.
 */
import type { PlainError } from '../errors.ts';
import { PlaygroundError } from '../errors.ts';
import { drawSample } from '../latent/prior.ts';
import type { ChannelMask, Latent } from '../model/arrays.ts';
import type { SideNetwork } from '../model/config.ts';
import type { CacheEnvironment } from '../storage/modelCache.ts';
import { browserEnvironment } from '../storage/modelCache.ts';
import { buildChecked } from './checkedModel.ts';
import { createDeviceKeeper } from './deviceKeeper.ts';
import type { ModelFiles } from './files.ts';
import { instantNow } from './instant.ts';
import { describeGpu } from './kernels/webgpu/gpuDevice.ts';
import type { KernelTuning, TuningMemory } from './kernels/webgpu/kernelTuning.ts';
import { reach } from './milestones.ts';
import type { Model } from './model.ts';
import { createModelDownloads } from './modelDownloads.ts';
import type { RuntimeOptions } from './runtime.ts';
import { startRuntime } from './runtime.ts';
import type { Drawing, InstallResult, Session, SessionEvent } from './sessionTypes.ts';
import { takeRows } from './takeRows.ts';

/** What a session needs from its surroundings. */
export interface SessionOptions extends RuntimeOptions {
  onEvent?(event: SessionEvent): void;
  readonly environment?: CacheEnvironment;
  /** Milliseconds from any origin; for timings. */
  readonly now?: () => number;
}

/** Creates the session of this thread. */
export function createSession(options: SessionOptions): Session {
  const now = options.now ?? (() => performance.now());
  const environment = options.environment ?? browserEnvironment();
  let model: Model | null = null;
  /** What the model was built from; built again from here when the device is lost. */
  let installed: { files: ModelFiles; side: Map<SideNetwork, ArrayBuffer> } | null = null;
  /** What was fetched last, and its installation if that has begun. */
  let fetched: { files: ModelFiles; installing: Promise<InstallResult> | null } | null = null;
  const tell = (event: SessionEvent): void => options.onEvent?.(event);
  const tellRefused = (error: PlainError): void => {
    tell({ kind: 'kernels-refused', error });
  };
  const tunings: KernelTuning[] = [];
  const tuningMemory: TuningMemory = {
    recall: (adapter) => tunings.filter((tuning) => tuning.adapter === adapter),
    remember(tuning) {
      tunings.unshift(tuning);
      tell({ kind: 'tuned', tuning });
    },
  };
  const needModel = (): Model => {
    if (model !== null) return model;
    throw new PlaygroundError('internal', 'The session has no model.');
  };

  const device = createDeviceKeeper({
    open: async (backend) => startRuntime(backend, options, tuningMemory),
    forget() {
      model = null;
    },
    async restore(on, whileAlive) {
      if (installed === null) return;
      const { files, side } = installed;
      const rebuilt = await whileAlive(() => buildChecked(files, on, Infinity, now, tellRefused));
      for (const [network, bytes] of side) await rebuilt.model.addSideNetwork(network, bytes);
      ({ model } = rebuilt);
    },
    onEvent: tell,
    now,
  });
  const { enqueue } = device;
  const downloads = createModelDownloads(environment, tell, now);

  const draw = async (
    latents: readonly Latent[],
    mask: ChannelMask,
    heardMs: number,
  ): Promise<Drawing> => {
    const startedMs = instantNow();
    const { images, computedMs } = await needModel().draw(latents, mask);
    return { images, times: { heardMs, startedMs, computedMs, packedMs: instantNow() } };
  };

  const install = async (files: ModelFiles, giveUpAboveMs: number): Promise<InstallResult> =>
    enqueue(async () => {
      reach('engine:installing');
      const built = await buildChecked(files, device.need(), giveUpAboveMs, now, tellRefused);
      reach('engine:checked');
      model?.dispose();
      ({ model } = built);
      installed = { files, side: new Map() };
      const { result, kernels, kernelFailure } = built;
      return { ...result, kernels, kernelFailure, layers: built.model.layers };
    });

  const installOnceStarted = async (files: ModelFiles): Promise<InstallResult> => {
    await device.starting;
    return install(files, Infinity);
  };

  return {
    async start(backend, known = []) {
      tunings.push(...known);
      const { adapter } = await device.start(backend);
      return adapter;
    },
    async fetchModel(folderUrl) {
      const files = await downloads.fetchModel(folderUrl);
      reach('engine:fetched');
      const isFirst = device.starting !== null && model === null;
      const installing = isFirst ? installOnceStarted(files) : null;
      fetched = { files, installing };
      // Whoever asks for the installation hears of its failure then.
      installing?.catch(() => undefined);
      const { generator, golden } = files;
      return { ...files, generator: generator.slice(0), golden: golden?.slice(0) ?? null };
    },
    async installFetched() {
      if (fetched === null) throw new PlaygroundError('internal', 'No model was fetched.');
      fetched.installing ??= install(fetched.files, Infinity);
      return fetched.installing;
    },
    keepFetched: downloads.keepFetched,
    fetchSideNetwork: downloads.fetchSideNetwork,
    prefetchSideNetworks: downloads.prefetchSideNetworks,
    cancelDownloads: downloads.cancelDownloads,
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
        const { tensors, bytes } = device.need().memory();
        return { tensors, bytes: bytes + (model?.bytes ?? 0) };
      }),
    describeGpu,
    async dispose() {
      await device.whenIdle();
      model?.dispose();
      model = null;
      installed = null;
      device.stop();
    },
  };
}
