/**
 * What the trainer promises to the page: plain data in, plain data and events out. A run lives in a
 * worker of its own; the page holds a {@link Trainer}. Every random choice comes from the seed and
 * the number of the step, so on one backend a run, a run that was stopped and continued, and a run
 * that was rewound are the same bit for bit.
 */
import type { PlainError } from '../errors.ts';
import type { Latent, PixelImage } from '../model/arrays.ts';
import type { ImageSet } from '../model/imageSet.ts';
import type { RunConfig } from './config.ts';

/** What computes: WGSL kernels, WebAssembly SIMD kernels, or plain loops. */
export const trainingBackends = ['webgpu', 'wasm', 'reference'] as const;
export type TrainingBackend = (typeof trainingBackends)[number];

/** What the trial of one backend found; a backend that cannot be used has a failure and no time. */
export interface TrainingBackendReport {
  readonly backend: TrainingBackend;
  /** Adapter in words, or the build of the kernels. */
  readonly detail: string | null;
  /** Milliseconds of one real step of this run's networks and batch. */
  readonly millisecondsPerStep: number | null;
  readonly failure: PlainError | null;
}

/** Numbers of one whole step: D's steps, then G's. */
export interface StepMetrics {
  /** Steps done, this one included. */
  readonly step: number;
  /** Pictures of the set seen so far, divided by the size of the set. */
  readonly epochs: number;
  readonly lossD: number;
  readonly lossG: number;
  /** Means over the batch of σ(logit), before the step: of real pictures, of generated ones. */
  readonly scoreReal: number;
  readonly scoreFake: number;
  /** Euclidean lengths of all gradients of a network together. */
  readonly gradientD: number;
  readonly gradientG: number;
  /** Milliseconds that the step took. */
  readonly milliseconds: number;
}

/** The half-steps of a step, in order; D's two come `stepsD` times. */
export const halfStepNames = ['discriminatorReal', 'discriminatorFake', 'generator'] as const;
export type HalfStepName = (typeof halfStepNames)[number];

/** What one half-step did; for slow motion. */
export interface HalfStep {
  readonly name: HalfStepName;
  /** The step that it belongs to: steps done, plus one. */
  readonly step: number;
  /** This half's part of the loss: of real pictures, of generated ones, or of G. */
  readonly loss: number;
  /** D's logits for the batch, before anything changed. */
  readonly logits: Float32Array<ArrayBuffer>;
  /** Length of the gradient gathered so far: of D after its two halves, of G after G's. */
  readonly gradient: number;
  /** Whose weights were changed by this half; D's change once, after both of its halves. */
  readonly changed: 'discriminator' | 'generator' | null;
  /** The first pictures of the batch that D looked at. */
  readonly pictures: readonly PixelImage[];
  /** Of the whole step, with its last half; null before. */
  readonly metrics: StepMetrics | null;
}

/** How often D's logits fell into equal bins of σ from 0 to 1, over the batches since the last one. */
export interface ScoreHistogram {
  readonly step: number;
  readonly real: readonly number[];
  readonly fake: readonly number[];
}

/** Slow measures of the moving average of G, taken every `secondsPerMeasures`. */
export interface Measures {
  readonly step: number;
  /**
   * Mean distance of a generated picture to its nearest other one among as many samples, divided by
   * the same number of real pictures: about 1 is as varied as the set, near 0 is collapse. Distances
   * are Euclidean between pictures averaged down to 8×8.
   */
  readonly diversity: number;
  /**
   * Sliced Wasserstein distance (Rabin et al. 2011; patches as Karras et al. 2018, 1710.10196) of
   * generated to real pictures: see `measures.ts`. 0 is equal; its value for two halves of the real
   * set is `floor`.
   */
  readonly distance: number;
  readonly floor: number;
  /** Distance before the first step of the run, for "cut by". */
  readonly distanceAtStart: number;
}

/** Pictures of the fixed z, by the moving average of G. */
export interface SampleSheet {
  readonly step: number;
  /** Seconds of training so far, pauses left out. */
  readonly seconds: number;
  /** Tiles row by row; RGBA of all of them as one picture. */
  readonly columns: number;
  readonly rows: number;
  readonly picture: PixelImage;
  /** Root mean square change of each tile since the last sheet, on the scale −1 … 1; empty at first. */
  readonly moved: readonly number[];
  /** Position of the largest of `moved`; null at first. */
  readonly movedMost: number | null;
}

/** One network as it is kept: flat arrays in the order and layout of `layout.ts`. */
export interface NetworkState {
  readonly weights: Float32Array<ArrayBuffer>;
  /** Adam's first and second moments. */
  readonly moment1: Float32Array<ArrayBuffer>;
  readonly moment2: Float32Array<ArrayBuffer>;
}

/** Everything that a run needs to go on, or to be drawn with. Can be cloned and stored. */
export interface Snapshot {
  readonly version: 1;
  readonly config: RunConfig;
  /** Steps done; with the seed it is the state of every random stream. */
  readonly step: number;
  readonly seconds: number;
  readonly generator: NetworkState;
  readonly discriminator: NetworkState;
  /** Moving average of G's weights. */
  readonly average: Float32Array<ArrayBuffer>;
  /** Mean and variance of every batch norm of `average`, measured over seeded samples. */
  readonly statistics: Float32Array<ArrayBuffer>;
  /** The same for D, running over the last steps. */
  readonly statisticsD: Float32Array<ArrayBuffer>;
  readonly backend: TrainingBackend;
  readonly lastMeasures: Measures | null;
}

/** Why a run stopped by itself. */
export type FailureReason = 'not-finite' | 'out-of-memory' | 'device-lost' | 'crashed';

/** Where numbers stopped being finite, and what most often is behind it. */
export type LikelyCause =
  | 'rate-too-high' // a learning rate above 0.002
  | 'no-batch-norm'
  | 'loss-unbounded' // Wasserstein or least squares, whose logits may grow
  | 'unknown';

/** A run that stopped by itself. */
export interface TrainingFailure {
  readonly reason: FailureReason;
  /** Last step that was whole. */
  readonly step: number;
  readonly likelyCause: LikelyCause | null;
  /** A width that needs about half the memory; for `out-of-memory`. */
  readonly suggestedWidth: number | null;
  /** State to go on from: the last snapshot with finite numbers; null if there was none. */
  readonly lastGood: Snapshot | null;
  readonly error: PlainError;
}

/** Told without being asked. */
export type TrainingEvent =
  | { readonly kind: 'steps'; readonly metrics: readonly StepMetrics[] }
  | { readonly kind: 'scores'; readonly histogram: ScoreHistogram }
  | { readonly kind: 'sheet'; readonly sheet: SampleSheet }
  | { readonly kind: 'measures'; readonly measures: Measures }
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot };

/** Where a trainer stands. Replaced as a whole on every change. */
export interface TrainerStatus {
  /**
   * `idle`: nothing was started. `starting`: backends are being tried. `paused`: waits for `resume` or
   * single steps. `running`. `failed`: stopped by itself. `stopped`: by the caller.
   */
  readonly phase: 'idle' | 'starting' | 'paused' | 'running' | 'failed' | 'stopped';
  readonly config: RunConfig | null;
  readonly step: number;
  /** Seconds of training, pauses left out. */
  readonly seconds: number;
  readonly imagesPerSecond: number | null;
  readonly backend: TrainingBackendReport | null;
  /** All that were tried for this run. */
  readonly reports: readonly TrainingBackendReport[];
  readonly failure: TrainingFailure | null;
}

/** Before anything was started. */
export const idleStatus: TrainerStatus = {
  phase: 'idle',
  config: null,
  step: 0,
  seconds: 0,
  imagesPerSecond: null,
  backend: null,
  reports: [],
  failure: null,
};

/** How a run behaves beside what it computes; changes of these change no number. */
export interface RunOptions {
  /** A backend by name, or the fastest of those that work. */
  readonly backend: TrainingBackend | 'auto';
  /** What happens while the page is not seen. */
  readonly whenHidden: 'pause' | 'slow' | 'run';
  /** Share of the time that is spent computing, above 0 up to 1; less leaves the machine to others. */
  readonly duty: number;
  /**
   * Steps and seconds that have to pass between sheets of a run that goes on; one that waits has shown
   * the sheet of its step. Seconds between snapshots, and measures.
   */
  readonly stepsPerSheet: number;
  readonly secondsPerSheet: number;
  readonly secondsPerSnapshot: number;
  readonly secondsPerMeasures: number;
  /** Stops (as `pause`) after this many steps; null for never. */
  readonly pauseAfterStep: number | null;
}

/** What a run has unless told otherwise. */
export const defaultRunOptions: RunOptions = {
  backend: 'auto',
  whenHidden: 'slow',
  duty: 1,
  stepsPerSheet: 10,
  secondsPerSheet: 2,
  secondsPerSnapshot: 30,
  secondsPerMeasures: 15,
  pauseAfterStep: null,
};

/**
 * The page's side of a training run. Calls are answered in order; all reject with a
 * `PlaygroundError`: `bad-argument`, `aborted` after `dispose`, `worker-crashed`, and what
 * `TrainingFailure.error` says when the run stopped by itself. After a crash the status is `failed`,
 * with the last snapshot to go on from; the next `start` has a new worker.
 */
export interface Trainer {
  getStatus(): TrainerStatus;
  /** Calls `listener` after every change of status; returns the way out. */
  subscribe(listener: () => void): () => void;
  onEvent(listener: (event: TrainingEvent) => void): () => void;
  /**
   * Prepares a run and shows its first sheet, its first measures and its first snapshot; the phase is
   * `paused` then. A run in progress is stopped.
   * @param from go on from here; the configuration may differ from it in rates, decays, losses, noise
   *   and steps, not in the networks
   */
  start(
    config: RunConfig,
    images: ImageSet,
    options?: Partial<RunOptions>,
    from?: Snapshot,
  ): Promise<void>;
  resume(): Promise<void>;
  /** Resolves when the step in progress is whole. */
  pause(): Promise<void>;
  /** One whole step (or what is left of it after half-steps); only while paused. */
  stepOnce(): Promise<StepMetrics>;
  /** One half-step; only while paused. `resume` and `stepOnce` finish the step first. */
  halfStep(): Promise<HalfStep>;
  /** The state after the last whole step; after half-steps the step is finished first, and told. */
  snapshot(): Promise<Snapshot>;
  /**
   * Rewinds or moves the run to a snapshot of the same networks; only while paused. Numbers of the
   * steps that are undone are not told any more. The snapshot is what a failure goes on from then.
   */
  restore(snapshot: Snapshot): Promise<void>;
  /**
   * G(z) with the moving average and the statistics of a snapshot, or of the present state without
   * one: each picture depends on its z alone.
   * @param classes the class of each picture; for conditional networks
   */
  draw(
    latents: readonly Latent[],
    snapshot?: Snapshot,
    classes?: readonly number[],
  ): Promise<PixelImage[]>;
  setOptions(options: Partial<Omit<RunOptions, 'backend'>>): Promise<void>;
  /** The page became hidden or visible again. */
  setHidden(isHidden: boolean): void;
  /**
   * Ends the run with a last snapshot (a step that was begun is finished first); its worker and all
   * memory are gone afterwards, also where it rejects.
   */
  stop(): Promise<Snapshot>;
  /** Ends the worker at once; calls in flight reject with `aborted`. */
  dispose(): void;
}
