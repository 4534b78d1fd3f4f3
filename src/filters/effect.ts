/** What dropping maps did, in numbers: how a detector's response fell, and what else moved. */
import type { PixelImage } from '../model/arrays.ts';
import type { Grid } from './boxes.ts';

/** A detector's response to a set of pictures, as probabilities. */
export interface Response {
  /** Mean over all cells of all pictures: the share of the picture that reads as the concept. */
  readonly mean: number;
  /** Mean over the pictures of the strongest cell: whether the concept is anywhere. */
  readonly peak: number;
}

/** How far pixels moved: mean of |difference| over red, green and blue, in steps of 0 … 255. */
export interface PixelChange {
  /** Where the detector responded; null if it did nowhere. */
  readonly inside: number | null;
  /** Elsewhere; null if it responded everywhere. */
  readonly outside: number | null;
}

/** Sums up responses [pictures, cells]. */
export function summarise(responses: Float64Array, pictures: number): Response {
  const cells = responses.length / pictures;
  let [total, peaks] = [0, 0];
  for (let picture = 0; picture < pictures; picture += 1) {
    let peak = 0;
    for (const response of responses.subarray(picture * cells, (picture + 1) * cells)) {
      total += response;
      peak = Math.max(peak, response);
    }
    peaks += peak;
  }
  return { mean: total / responses.length, peak: peaks / pictures };
}

/** The cells of each picture [pictures, cells] at which the concept is likelier than not: 1, else 0. */
export function regionOf(responses: Float64Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(responses, (response) => (response >= 0.5 ? 1 : 0));
}

/** Share of a region's cells that are in it, 0 … 1. */
export function areaOf(region: Uint8Array): number {
  return region.reduce((sum, cell) => sum + cell, 0) / region.length;
}

/**
 * How far pixels moved between pictures, inside a region of cells and outside it. A pixel belongs to
 * the cell that its centre lies in.
 */
export function pixelChange(
  before: readonly PixelImage[],
  after: readonly PixelImage[],
  region: Uint8Array,
  { height, width }: Grid,
): PixelChange {
  const sums = [0, 0];
  const counts = [0, 0];
  for (const [number, image] of before.entries()) {
    const other = after[number] as PixelImage;
    for (let pixel = 0; pixel < image.width * image.height; pixel += 1) {
      const x = (pixel % image.width) + 0.5;
      const y = Math.floor(pixel / image.width) + 0.5;
      const row = Math.floor((y * height) / image.height);
      const cell = row * width + Math.floor((x * width) / image.width);
      const side = region[number * height * width + cell] as number;
      for (let i = pixel * 4; i < pixel * 4 + 3; i += 1) {
        const moved = Math.abs((image.data[i] as number) - (other.data[i] as number));
        sums[side] = (sums[side] as number) + moved;
        counts[side] = (counts[side] as number) + 1;
      }
    }
  }
  const mean = (side: 0 | 1): number | null =>
    counts[side] === 0 ? null : (sums[side] as number) / (counts[side] as number);
  return { inside: mean(1), outside: mean(0) };
}
