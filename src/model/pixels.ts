/**
 * The same arithmetic on pictures, the paper's control (Figure 7, bottom): Σ weightᵢ · mean(picturesᵢ),
 * pixel by pixel on the scale −1 … 1 of G's output. It gives overlapping ghosts, not a third face.
 */
import { badArgument } from '../errors.ts';
import type { PixelImage } from './arrays.ts';

/** One concept in pixel space. */
export interface PixelTerm {
  readonly weight: number;
  /** At least one; all of one size. */
  readonly exemplars: readonly PixelImage[];
}

/** The picture that came out, and the share of its pixels (0 … 1) that had to be clipped to −1 … 1. */
export interface PixelSum {
  readonly image: PixelImage;
  readonly clippedShare: number;
}

/** Half the range of a byte: byte = 127.5 · (value + 1). */
const half = 127.5;

/** Sums of bytes are exact to far less than this; what is beyond it is really out of range. */
const slack = 1e-6;

/**
 * Adds pictures. A pixel counts as clipped when any of its three colours lies outside −1 … 1. The
 * bytes are rounded as the engine rounds G's output.
 * @throws PlaygroundError `bad-argument` for no terms, a term without pictures, or different sizes.
 */
export function sumOfPictures(terms: readonly PixelTerm[]): PixelSum {
  const first = terms[0]?.exemplars[0];
  if (first === undefined) throw badArgument('terms', 'at least one picture', 'none');
  const { width, height } = first;
  const centred = new Float64Array(width * height * 4);
  for (const [i, { weight, exemplars }] of terms.entries()) {
    if (exemplars.length === 0) throw badArgument(`terms[${i}]`, 'at least one picture', 'none');
    const each = weight / exemplars.length;
    for (const picture of exemplars) {
      if (picture.width !== width || picture.height !== height) {
        const found = `${picture.width}×${picture.height}`;
        throw badArgument(`terms[${i}]`, `pictures of ${width}×${height}`, found);
      }
      for (let at = 0; at < centred.length; at += 1) {
        centred[at] = (centred[at] ?? 0) + each * ((picture.data[at] ?? 0) - half);
      }
    }
  }
  const data = new Uint8ClampedArray(centred.length);
  let clipped = 0;
  for (let pixel = 0; pixel < centred.length; pixel += 4) {
    let isClipped = false;
    for (let at = pixel; at < pixel + 3; at += 1) {
      const value = centred[at] ?? 0;
      if (Math.abs(value) > half + slack) isClipped = true;
      data[at] = Math.floor(value + half + 0.5);
    }
    data[pixel + 3] = 255;
    if (isClipped) clipped += 1;
  }
  return { image: { width, height, data }, clippedShare: clipped / (width * height) };
}
