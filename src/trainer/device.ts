/**
 * The small set of kernels that training is made of, over flat buffers of float32 on one device.
 * `reference/` is the slow twin of the others. Calls are queued in order; only `read` waits. Pictures
 * and maps are [n, height, width, channels], rows of a matrix are pixels of all n.
 */
import type { TrainingBackend } from './types.ts';
import type { ActivationKind, Geometry, Shape } from './layers.ts';

/** A run of floats on a device. Only the device that gave it can look inside. */
export interface Place {
  readonly length: number;
}

/** What a loss is for each logit a, with its sign w and target t; the mean over the batch is taken. */
export interface LossForm {
  /**
   * `logistic`: w · (log(1 + eᵃ) − t·a). `square`: ½(a − t)². `linear`: w·a. `hinge`: max(0, 1 + w·a).
   */
  readonly kind: 'logistic' | 'square' | 'linear' | 'hinge';
  readonly sign: 1 | -1;
  readonly target: number;
}

/** Parameters of a batch norm and what one pass of it leaves for the way back. */
export interface NormPlaces {
  readonly gain: Place;
  readonly shift: Place;
  /** Mean, then 1 / √(variance + ε), [2 · channels]. */
  readonly saved: Place;
}

/** Adam (Kingma and Ba 2015, 1412.6980, algorithm 1; ε 1e-8 outside the root). */
export interface AdamSettings {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** Updates done, this one included. */
  readonly update: number;
}

/** Kernels and memory of one backend. Whoever makes it disposes it. */
export interface Device {
  readonly backend: TrainingBackend;
  /** The adapter, or the build of the kernels, in words. */
  readonly detail: string | null;
  /** Bytes held now. */
  readonly bytes: number;
  /** A new run of zeros; lives until the device is disposed. */
  allocate(length: number): Place;
  /** A part of a place; `offset` is a multiple of 64, or the device may refuse it. */
  part(place: Place, offset: number, length: number): Place;
  /** Copies values to the start of a place. */
  write(place: Place, values: Float32Array): void;
  /** A copy of the values, when everything queued so far is done. */
  read(place: Place): Promise<Float32Array<ArrayBuffer>>;
  copy(from: Place, to: Place): void;
  /** Writes zeros. */
  clear(place: Place): void;

  /** small = convolution of big (+ bias a channel). */
  convolve(
    g: Geometry,
    n: number,
    big: Place,
    weight: Place,
    bias: Place | null,
    small: Place,
  ): void;
  /** big = transposed convolution of small (+ bias): the adjoint of `convolve`. */
  convolveTransposed(
    g: Geometry,
    n: number,
    small: Place,
    weight: Place,
    bias: Place | null,
    big: Place,
  ): void;
  /** Adds the gradient of the weights of either to `gradient`. */
  filterGradient(g: Geometry, n: number, big: Place, small: Place, gradient: Place): void;
  /** Adds the sum over all rows of [rows, channels] to `gradient` [channels]. */
  biasGradient(rows: number, channels: number, dy: Place, gradient: Place): void;

  /** Batch norm with the statistics of the rows (biased variance, as PyTorch trains). */
  normalise(rows: number, channels: number, x: Place, norm: NormPlaces, y: Place): void;
  /** Batch norm with given means and variances. */
  normaliseFrozen(
    rows: number,
    channels: number,
    x: Place,
    norm: Omit<NormPlaces, 'saved'> & { readonly mean: Place; readonly variance: Place },
    y: Place,
  ): void;
  /** Turns dy into dx in place; adds to the gradients of gain and shift unless they are null. */
  normaliseGradient(
    rows: number,
    channels: number,
    x: Place,
    norm: Pick<NormPlaces, 'gain' | 'saved'>,
    dy: Place,
    gradients: { readonly gain: Place; readonly shift: Place } | null,
  ): void;
  /**
   * Moves running statistics towards those of `saved`: the share `weight` of the new ones, variances
   * unbiased (× rows / (rows − 1)), as PyTorch keeps them.
   */
  trackStatistics(
    rows: number,
    channels: number,
    saved: Place,
    mean: Place,
    variance: Place,
    weight: number,
  ): void;

  /** y = f(y). */
  activate(kind: ActivationKind, y: Place): void;
  /** dy = dy · f′, from the output y of f. */
  activateGradient(kind: ActivationKind, y: Place, dy: Place): void;
  /** Repeats every pixel of [n, shape] 2×2. */
  repeatPixels(n: number, shape: Shape, x: Place, y: Place): void;
  /** dx = sums of dy over 2×2. */
  repeatGradient(n: number, shape: Shape, dy: Place, dx: Place): void;
  /** Maximum over 2×2 of [n, shape]. */
  pool(n: number, shape: Shape, x: Place, y: Place): void;
  /** dx: dy where the maximum was, the first of equals; zero elsewhere. */
  poolGradient(n: number, shape: Shape, x: Place, dy: Place, dx: Place): void;

  /**
   * Loss of logits [n, logits] and its gradient. With several logits only that of the item's class
   * (`classes` [n], as floats) counts. `result` gets the mean loss and the mean of σ(logit).
   */
  loss(
    form: LossForm,
    n: number,
    logits: number,
    x: Place,
    classes: Place | null,
    dx: Place,
    result: Place,
  ): void;
  /** y = x + scale · noise[(start + i) mod noise.length]. */
  addNoise(x: Place, noise: Place, start: number, scale: number, y: Place): void;

  adam(weights: Place, gradient: Place, m: Place, v: Place, settings: AdamSettings): void;
  /** average = decay · average + (1 − decay) · weights. */
  moveAverage(average: Place, weights: Place, decay: number): void;
  /** Limits every value to ±limit. */
  clip(weights: Place, limit: number): void;
  /** result[0] = sum of the squares of x. */
  sumOfSquares(x: Place, result: Place): void;

  dispose(): void;
}
