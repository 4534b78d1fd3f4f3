/** What a session promises: its calls, what they answer, and what it tells without being asked. */
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
import type { ModelFiles } from './files.ts';
import type { KernelTuning } from './kernels/webgpu/kernelTuning.ts';
import type { CheckResult } from './selfTest.ts';
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
