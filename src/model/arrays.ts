/**
 * The plain, cloneable arrays that everything outside the engine speaks. Brands keep a bare
 * `Float32Array` from being mistaken for a checked one; they cost nothing at run time.
 */
import { PlaygroundError } from '../errors.ts';

declare const latentBrand: unique symbol;

/** A point in latent space: `latentDim` finite numbers (usually 100). Made by {@link toLatent} only. */
export type Latent = Float32Array<ArrayBuffer> & { readonly [latentBrand]: true };

/** A picture: RGBA, 8 bits a channel, row by row from the top, alpha always 255. */
export interface PixelImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** Activations of one layer for one input, in [row, column, channel] order. */
export interface FeatureMaps {
  readonly layer: string;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: Float32Array<ArrayBuffer>;
}

/** Activations of one layer for several inputs, in [input, row, column, channel] order. */
export interface FeatureMapBatch extends FeatureMaps {
  readonly count: number;
}

/**
 * What is kept of each map: its mean over all cells, one row an input; its mean and its largest value,
 * two rows an input; or its values at chosen cells (row · width + column) of each input, one row a cell.
 */
export type MapTake =
  | { readonly kind: 'mean' | 'mean-and-peak' }
  | { readonly kind: 'cells'; readonly cells: readonly (readonly number[])[] };

/** What was taken of a layer's maps: [rows, channels], inputs in order and their cells in order. */
export interface FeatureRows {
  readonly layer: string;
  readonly channels: number;
  readonly rows: number;
  readonly data: Float32Array<ArrayBuffer>;
}

/** Factors for channels of layers: 0 drops, 1 leaves as is, above 1 boosts. Absent means 1. */
export type ChannelMask = Readonly<Record<string, Readonly<Record<number, number>>>>;

/** Weights by their PyTorch name; values are float32, in PyTorch's axis order. */
export type Weights = ReadonlyMap<string, WeightArray>;

/** One named array of a checkpoint. */
export interface WeightArray {
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

/**
 * Checks numbers and copies them into a {@link Latent}.
 * @throws PlaygroundError `bad-argument` for a wrong length or a value that is not finite.
 */
export function toLatent(values: ArrayLike<number>, latentDim: number): Latent {
  if (values.length !== latentDim) {
    throw new PlaygroundError(
      'bad-argument',
      `A latent needs ${latentDim} numbers; ${values.length} were given.`,
      { where: 'z', expected: latentDim, found: values.length },
    );
  }
  const latent = Float32Array.from(values) as Latent;
  const bad = latent.findIndex((value) => !Number.isFinite(value));
  if (bad !== -1) {
    throw new PlaygroundError(
      'bad-argument',
      `Component ${bad} of a latent is not a finite number.`,
      {
        where: `z[${bad}]`,
        expected: 'a finite number',
        found: String(values[bad]),
      },
    );
  }
  return latent;
}
