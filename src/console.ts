/**
 * `window.playground`: the page for scripts, notebooks and tests. Results are plain; wrong arguments
 * throw a PlaygroundError `bad-argument` that says what was expected.
 */
import { fromPlainError } from './errors.ts';
import type { PlaygroundError } from './errors.ts';
import { backendNames } from './engine/types.ts';
import type { BackendChoice, BackendName, BackendReport, MemoryUse } from './engine/types.ts';
import type { FeatureMaps, Latent, PixelImage } from './model/arrays.ts';
import { toLatent } from './model/arrays.ts';
import type { LayerInfo, ModelConfig } from './model/config.ts';
import { isNumberList, refuse } from './state/fields.ts';
import type { LatencyStatistics } from './state/latency.ts';
import { readMask } from './state/maskField.ts';
import { linkableOf } from './state/link.ts';
import { checkPlainState, fromPlainState, toPlainState } from './state/plainState.ts';
import type { PlainState } from './state/plainState.ts';
import type { Services } from './state/services.ts';

/** What draws now. */
export interface ReadyInfo {
  readonly model: string;
  readonly backend: BackendName;
  /** The adapter in words; null where there is none. */
  readonly adapter: string | null;
  /** Median of the start-up timing; null when it has not been taken. */
  readonly millisecondsPerFace: number | null;
}

/** The backend in use, the choice that led to it, and what every backend tried so far has shown. */
export interface BackendInfo extends Omit<ReadyInfo, 'model' | 'backend'> {
  /** Null while none is ready. */
  readonly backend: BackendName | null;
  readonly choice: BackendChoice;
  /** True while other backends are still being timed. */
  readonly choosing: boolean;
  /** True while this one is timed again, now warm; `millisecondsPerFace` is that of the start until then. */
  readonly timing: boolean;
  readonly reports: readonly BackendReport[];
}

/** A model on offer. `url` is the address of its folder. */
export interface PlainModel {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

/** The console API. A latent is a list of `latent_dim` finite numbers, plain or typed. */
export interface PlaygroundApi {
  /** Resolves when faces can be drawn; rejects if that failed. Each reading asks anew. */
  readonly ready: Promise<ReadyInfo>;
  /** The models on offer; empty until the catalogue is there. */
  models(): PlainModel[];
  /** Draws with another model from now on. */
  use(id: string): Promise<ReadyInfo>;
  /** G(z) for each latent; `scale` multiplies channels of layers, e.g. `{'main.2': {3: 0}}`. */
  generate(
    latents: readonly ArrayLike<number>[],
    options?: { readonly scale?: Readonly<Record<string, Readonly<Record<number, number>>>> },
  ): Promise<PixelImage[]>;
  /** Activations of a layer of G for a latent, or of D (name `D.main.n`) for G(z). */
  featureMaps(latent: ArrayLike<number>, layer: string): Promise<FeatureMaps>;
  /** Layers that can be read and scaled. */
  layers(): LayerInfo[];
  /** D's logit for each picture of the model's size. */
  discriminate(images: readonly PixelImage[]): Promise<number[]>;
  /** For each picture of the model's size, the logits of its attributes by name. */
  classify(images: readonly PixelImage[]): Promise<Record<string, number>[]>;
  backend(): BackendInfo;
  /** Moves to a backend by name, or back to the fastest with `auto`. */
  setBackend(name: BackendChoice): Promise<ReadyInfo>;
  /** Live tensors and their bytes. */
  memory(): Promise<MemoryUse>;
  /** Input-to-drawn times of recent pictures. */
  latency(): LatencyStatistics;
  /** Everything that is in a link, as plain data. */
  state(): PlainState;
  /** Shows a state; what is left out stays as it is. */
  setState(state: Partial<PlainState>): Promise<PlainState>;
}

declare global {
  interface Window {
    playground: PlaygroundApi;
  }
}

/** Makes the API on top of the page's services. */
export function createConsoleApi({
  store,
  engine,
  loader,
  latency,
}: Pick<Services, 'store' | 'engine' | 'loader' | 'latency'>): PlaygroundApi {
  const readyNow = (): ReadyInfo | null => {
    const { phase, model, active } = engine.getStatus();
    if (phase !== 'ready' || model === null || active === null) return null;
    if (store.getState().scene === null) return null;
    const { backend, adapter, millisecondsPerFace } = active;
    return { model: model.id, backend, adapter, millisecondsPerFace };
  };
  const untilReady = (): Promise<ReadyInfo> =>
    new Promise((resolve, reject) => {
      const look = (): boolean => {
        const info = readyNow();
        const { phase, error } = engine.getStatus();
        if (info !== null) resolve(info);
        else if (phase === 'failed' && error !== null) reject(fromPlainError(error));
        else return false;
        return true;
      };
      if (look()) return;
      const stop = store.subscribe(() => {
        if (look()) stop();
      });
    });
  const modelNow = (): ModelConfig => {
    const { model } = engine.getStatus();
    if (model === null) throw notReady();
    return model;
  };
  const readLatent = (value: unknown, where: string): Latent => {
    const { latentDim } = modelNow();
    const expected = `${latentDim} finite numbers`;
    if (!isNumberList(value)) throw refuse(where, expected, describe(value));
    if (value.length !== latentDim) throw refuse(where, expected, `${value.length} numbers`);
    const bad = Array.from(value).findIndex((number) => !Number.isFinite(number));
    if (bad !== -1) throw refuse(`${where}[${bad}]`, 'a finite number', String(value[bad]));
    return toLatent(value, latentDim);
  };
  const readList = (value: unknown, where: string, expected: string): unknown[] => {
    if (!Array.isArray(value)) throw refuse(where, expected, describe(value));
    return value as unknown[];
  };
  const readScale = (value: unknown): ReturnType<typeof readMask> => {
    const mask = readMask(value, 'scale');
    const layers = engine.getStatus().layers.filter((layer) => layer.network === 'generator');
    for (const [name, channels] of Object.entries(mask)) {
      const layer = layers.find((candidate) => candidate.name === name);
      if (layer === undefined) {
        throw refuse('scale', `layers ${layers.map((known) => known.name).join(', ')}`, name);
      }
      for (const channel of Object.keys(channels)) {
        if (Number(channel) >= layer.channels) {
          throw refuse(`scale.${name}`, `channels 0 to ${layer.channels - 1}`, channel);
        }
      }
    }
    return mask;
  };
  const readImage = (value: unknown, where: string): PixelImage => {
    const { imageSize } = modelNow();
    const expected = `{width: ${imageSize}, height: ${imageSize}, data: ${imageSize ** 2 * 4} numbers}`;
    if (typeof value !== 'object' || value === null) throw refuse(where, expected, describe(value));
    const { width, height, data } = value as Readonly<Record<string, unknown>>;
    const bytes =
      data instanceof Uint8ClampedArray || data instanceof Uint8Array || isNumberList(data)
        ? Uint8ClampedArray.from(data)
        : null;
    if (width !== imageSize || height !== imageSize || bytes?.length !== imageSize ** 2 * 4) {
      const found = `{width: ${String(width)}, height: ${String(height)}, data: ${bytes?.length ?? describe(data)}}`;
      throw refuse(where, expected, found);
    }
    return { width, height, data: bytes };
  };
  const readImages = (value: unknown): PixelImage[] =>
    readList(value, 'images', 'a list of pictures').map((image, i) =>
      readImage(image, `images[${i}]`),
    );
  const stateNow = (): PlainState => {
    const state = linkableOf(store.getState());
    if (state === null) throw notReady();
    return toPlainState(state);
  };

  return {
    get ready() {
      return untilReady();
    },
    models: () => store.getState().models.map(({ id, title, url }) => ({ id, title, url })),
    use: async (id) => {
      if (typeof id !== 'string') throw refuse('id', 'the name of a model', describe(id));
      await loader.switchModel(id);
      return untilReady();
    },
    generate: async (latents, options = {}) => {
      const checked = readList(latents, 'latents', 'a list of latents').map((latent, i) =>
        readLatent(latent, `latents[${i}]`),
      );
      if (typeof options !== 'object' || options === null) {
        throw refuse('options', '{scale}', describe(options));
      }
      return engine.generate(checked, options.scale === undefined ? {} : readScale(options.scale));
    },
    featureMaps: async (latent, layer) => {
      const checked = readLatent(latent, 'latent');
      const names = engine.getStatus().layers.map((known) => known.name);
      if (!names.includes(layer))
        throw refuse('layer', `one of ${names.join(', ')}`, describe(layer));
      return engine.featureMaps(checked, layer);
    },
    layers: () => engine.getStatus().layers.map((layer) => ({ ...layer })),
    discriminate: async (images) => {
      const checked = readImages(images);
      if (modelNow().discriminator === null) {
        throw refuse('images', 'a model with a discriminator', modelNow().id);
      }
      return engine.discriminate(checked);
    },
    classify: async (images) => {
      const checked = readImages(images);
      const { classifier, id } = modelNow();
      if (classifier === null) throw refuse('images', 'a model with a classifier', id);
      const logits = await engine.classify(checked);
      return logits.map((row) =>
        Object.fromEntries(classifier.attributes.map((name, i) => [name, row[i] ?? Number.NaN])),
      );
    },
    backend: () => {
      const { active, choice, choosing, timing, reports } = engine.getStatus();
      return {
        backend: active?.backend ?? null,
        adapter: active?.adapter ?? null,
        millisecondsPerFace: active?.millisecondsPerFace ?? null,
        choice,
        choosing,
        timing,
        reports: reports.map((report) => ({ ...report })),
      };
    },
    setBackend: async (name) => {
      const choices: readonly string[] = ['auto', ...backendNames];
      if (!choices.includes(name))
        throw refuse('name', `one of ${choices.join(', ')}`, describe(name));
      await loader.setBackend(name);
      return untilReady();
    },
    memory: () => engine.memory(),
    latency: () => latency.statistics(),
    state: stateNow,
    setState: async (state) => {
      const given = checkPlainState(state);
      const current = linkableOf(store.getState());
      const modelId = given['model'] ?? current?.scene.modelId;
      if (modelId === undefined) throw notReady();
      if (typeof modelId !== 'string') {
        throw refuse('state.model', 'the name of a model', describe(modelId));
      }
      await loader.showState((model) => fromPlainState(given, model, current), modelId);
      return stateNow();
    },
  };
}

function notReady(): PlaygroundError {
  return refuse('page', 'await playground.ready first', 'nothing loaded yet');
}

/** A value in a few words, for messages. */
function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
