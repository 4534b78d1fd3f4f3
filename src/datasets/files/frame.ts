/** How a picture of any shape becomes a square of a set's size, and when it is too small for that. */
import type { ImageSetSize } from '../../model/imageSet.ts';
import type { Fit } from '../request.ts';

/** What is taken of a picture, and where it lies in the square; pixels of each. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Where it lies in the square of `size`. */
  readonly x: number;
  readonly y: number;
  readonly across: number;
  readonly down: number;
}

/** Pictures of 28×28, such as MNIST's, stand whole in 32×32: this much of the square has to be filled. */
const leastFilled = 0.75;

/**
 * The frame of a picture, or null where it is too small: nothing is enlarged. `centre` takes the
 * largest square in the middle; `whole` takes everything and leaves a border.
 */
export function framePicture(
  width: number,
  height: number,
  fit: Fit,
  size: ImageSetSize,
): Frame | null {
  if (fit === 'centre') {
    const side = Math.min(width, height);
    if (side < size) return null;
    const left = Math.floor((width - side) / 2);
    const top = Math.floor((height - side) / 2);
    return { left, top, width: side, height: side, x: 0, y: 0, across: size, down: size };
  }
  const longest = Math.max(width, height);
  if (longest < leastFilled * size) return null;
  const scale = Math.min(1, size / longest);
  const across = Math.max(1, Math.round(width * scale));
  const down = Math.max(1, Math.round(height * scale));
  const x = Math.floor((size - across) / 2);
  const y = Math.floor((size - down) / 2);
  return { left: 0, top: 0, width, height, x, y, across, down };
}
