/** Enlargement by whole multiples: pixels stay pixels. */
import { PlaygroundError } from '../errors.ts';
import type { PixelImage } from '../model/arrays.ts';

/** Longest edge of an exported picture; browsers refuse larger canvases. */
export const maxEdge = 16384;

/**
 * Checks a multiple for pictures of a size.
 * @throws PlaygroundError `bad-argument` when it is no whole number from 1 or gives too large a picture.
 */
export function checkScale(scale: number, width: number, height: number): void {
  if (!Number.isInteger(scale) || scale < 1) {
    throw new PlaygroundError('bad-argument', 'A picture is enlarged by a whole multiple.', {
      where: 'scale',
      expected: 'a whole number from 1',
      found: String(scale),
    });
  }
  if (Math.max(width, height) * scale > maxEdge) {
    throw new PlaygroundError('bad-argument', `A picture may have ${maxEdge} pixels an edge.`, {
      where: 'scale',
      expected: `at most ${maxEdge} pixels`,
      found: Math.max(width, height) * scale,
    });
  }
}

/** Repeats every element of a [height, width] grid `scale` times in both directions. */
function repeat<T extends Uint8Array | Uint32Array>(
  source: T,
  target: T,
  width: number,
  scale: number,
): T {
  const wide = width * scale;
  for (let row = 0; row < source.length / width; row += 1) {
    const start = row * scale * wide;
    for (let column = 0; column < width; column += 1) {
      const at = start + column * scale;
      target.fill(source[row * width + column] ?? 0, at, at + scale);
    }
    for (let copy = 1; copy < scale; copy += 1) {
      target.copyWithin(start + copy * wide, start, start + wide);
    }
  }
  return target;
}

/** The picture, `scale` times as wide and as high, every pixel a square of one colour. */
export function enlarge(image: PixelImage, scale: number): PixelImage {
  checkScale(scale, image.width, image.height);
  const { width, height, data } = image;
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const larger = repeat(pixels, new Uint32Array(pixels.length * scale ** 2), width, scale);
  return {
    width: width * scale,
    height: height * scale,
    data: new Uint8ClampedArray(larger.buffer),
  };
}

/** The same for one byte a pixel, such as places in a palette. */
export function enlargeIndices(
  indices: Uint8Array<ArrayBuffer>,
  width: number,
  scale: number,
): Uint8Array<ArrayBuffer> {
  return repeat(indices, new Uint8Array(indices.length * scale ** 2), width, scale);
}
