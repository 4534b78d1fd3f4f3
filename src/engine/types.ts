/** What the engine promises to the page: plain arrays in, promises of plain arrays out. */
import type { PlainError } from '../errors.ts';
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

/** Every backend, in the order of the ladder. */
export const backendNames = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

/** What the visitor chose: a backend by name, or the fastest one that passes its self-test. */
export type BackendChoice = BackendName | 'auto';

/** Live tensors and the bytes they hold, as counted by the backend. */
export interface MemoryUse {
  readonly tensors: number;
  readonly bytes: number;
}

/**
 * Whose kernels compute on a backend: our own (`engine/kernels`), our own with G in half precision,
 * or TensorFlow.js's.
 */
export const kernelKinds = ['own', 'ownHalf', 'tensorflow'] as const;
export type KernelKind = (typeof kernelKinds)[number];

/** What the start-up check of one backend found. A backend that failed has no time. */
export interface BackendReport {
  readonly backend: BackendName;
  /** Adapter or renderer in words, e.g. "google swiftshader (software)"; null where there is none. */
  readonly adapter: string | null;
  /** Median milliseconds for one face, latent in to pixels out; null when it was not reached. */
  readonly millisecondsPerFace: number | null;
  /** Largest difference to the golden outputs (−1 … 1 scale); null when not reached or no golden file. */
  readonly selfTestError: number | null;
  /** Largest difference that this backend may have. */
  readonly tolerance: number;
  /** Whose kernels draw; null when it was not reached. */
  readonly kernels: KernelKind | null;
  /**
   * Why own kernels are not used there, or not for D or the judge of attributes; null where they are
   * used for everything, or where there are none.
   */
  readonly kernelFailure: PlainError | null;
  /** Why it cannot be used; null when it can. */
  readonly failure: PlainError | null;
}

/** Where the engine stands. Replaced as a whole on every change; compare by identity. */
export interface EngineStatus {
  /** `failed` means that no face can be drawn now; `error` says why and `retry` may help. */
  readonly phase: 'starting' | 'loading' | 'ready' | 'recovering' | 'failed';
  /** Bytes of weights received so far and expected; null when nothing is being downloaded. */
  readonly download: { readonly receivedBytes: number; readonly totalBytes: number } | null;
  readonly model: ModelConfig | null;
  readonly layers: readonly LayerInfo[];
  readonly choice: BackendChoice;
  /** The backend that draws now. */
  readonly active: BackendReport | null;
  /** Everything measured so far on this machine, one line a backend. */
  readonly reports: readonly BackendReport[];
  /** True while other backends are still being timed behind the one that draws. */
  readonly choosing: boolean;
  /** True until the backend that draws a new model has been timed warm, face by face. */
  readonly timing: boolean;
  readonly error: PlainError | null;
}

/** Something that happened and that the visitor should hear of once. */
export type EngineNotice =
  | { readonly kind: 'device-lost' }
  | { readonly kind: 'device-restored'; readonly milliseconds: number }
  | { readonly kind: 'backend-changed'; readonly report: BackendReport }
  | { readonly kind: 'backend-failed'; readonly report: BackendReport }
  | { readonly kind: 'worker-restarted' }
  | { readonly kind: 'not-kept-offline'; readonly error: PlainError };

/** How a call that drew spent its time; on the clock of `performance.now()` of whoever is told. */
export interface DrawingTimes {
  /** The worker heard of the call. */
  readonly heardMs: number;
  /** Its turn came. */
  readonly startedMs: number;
  /** The network had run and its output was back from the device. */
  readonly computedMs: number;
  /** The pixels were packed, ready to be sent. */
  readonly packedMs: number;
}

/** How a long run over many latents is followed and stopped. */
export interface MapRun {
  /** Stops it before its next call; it rejects with `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** Told after every call how many latents have been read. */
  onProgress?(done: number): void;
}

/**
 * The page's side of the engine. One call at a time is in flight; calls queue in order.
 * All promises reject with a `PlaygroundError`. `dispose` ends the workers.
 */
export interface Engine {
  getStatus(): EngineStatus;
  /** Calls `listener` after every change of status; returns the way out. */
  subscribe(listener: () => void): () => void;
  onNotice(listener: (notice: EngineNotice) => void): () => void;
  /**
   * Loads a model folder and draws with it from then on. If loading fails the former model stays in
   * use and the promise rejects; on the very first load the phase becomes `failed`.
   */
  use(folderUrl: string): Promise<ModelConfig>;
  /** Repeats what failed last (download, start of a backend). */
  retry(): Promise<void>;
  /** Moves to a backend (or back to measuring); rejects and stays where it was if that one fails. */
  setBackend(choice: BackendChoice): Promise<BackendReport>;
  /**
   * G(z) for each latent, with channels scaled by `mask`. Empty list gives an empty list.
   * @param onTimes told how long each part took, before the pictures come; not for an empty list
   */
  generate(
    latents: readonly Latent[],
    mask?: ChannelMask,
    onTimes?: (times: DrawingTimes) => void,
  ): Promise<PixelImage[]>;
  /** Activations of a layer of G for one latent, or of D (name `D.main.n`) for G(z). */
  featureMaps(latent: Latent, layer: string, mask?: ChannelMask): Promise<FeatureMaps>;
  /**
   * Activations of a layer for many latents. It is done in short calls one after the other, between
   * which pictures have their turn.
   */
  featureMapsOf(
    latents: readonly Latent[],
    layer: string,
    mask?: ChannelMask,
    run?: MapRun,
  ): Promise<FeatureMapBatch>;
  /** The same, of which only what `take` names leaves the worker. */
  featureRows(
    latents: readonly Latent[],
    layer: string,
    take: MapTake,
    mask?: ChannelMask,
    run?: MapRun,
  ): Promise<FeatureRows>;
  /** D's logit for each picture, which must have the model's size. */
  discriminate(images: readonly PixelImage[]): Promise<number[]>;
  /**
   * Logits of the attributes of each picture, which must have the model's size, in the order of
   * `classifier.attributes` of its config; the logistic function makes probabilities of them. The
   * weights are fetched with the first call. Rejects with `missing-network` without a classifier.
   */
  classify(images: readonly PixelImage[]): Promise<Float32Array<ArrayBuffer>[]>;
  /**
   * Downloads a network beside G and puts it on the backend, so that the first call that needs it
   * does not wait for that. Rejects with `missing-network` if the model has none.
   */
  prepare(network: SideNetwork): Promise<void>;
  memory(): Promise<MemoryUse>;
  dispose(): void;
}
