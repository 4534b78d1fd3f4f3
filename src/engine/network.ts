/** What a network is to the rest of the engine: its blocks in order, from plain arrays to plain arrays. */
import type { LayerFactors } from './mask.ts';

/** A network whose weights lie where it computes. Whoever makes it disposes it. */
export interface Network {
  /**
   * Runs `n` inputs, [n, h, w, c], scaling the channels of each block's output by its factors.
   * Resolves with the output of the block called `until`, by default of the last one; the array is
   * the caller's own.
   */
  run(
    input: Float32Array,
    n: number,
    factors: LayerFactors,
    until?: string,
  ): Promise<Float32Array<ArrayBuffer>>;
  /**
   * The output for pictures as RGBA bytes, picture after picture, as `toPixels` would make them; null
   * where nothing is gained over `run` followed by `toPixels`. The network must give 1 or 3 channels.
   */
  drawPixels(
    input: Float32Array,
    n: number,
    factors: LayerFactors,
  ): Promise<Uint8ClampedArray<ArrayBuffer> | null>;
  /** Bytes held beside TensorFlow.js's own count. */
  readonly bytes: number;
  /** Frees the weights. */
  dispose(): void;
}
