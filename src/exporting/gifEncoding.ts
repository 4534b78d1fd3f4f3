// gifenc brings no types; tests compile in another project that sees them only through this line.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./gifenc.d.ts" />
/**
 * Frames to GIF bytes, without a browser. Every frame gets a palette of its own, made and applied at
 * the model's size and only then enlarged: on 64 faces that was 39.9 dB (one palette for all 35.0,
 * gifenc's rgb444 33.2, with visible bands on skin) at 9 ms a frame, and needs no second pass.
 */
import { GIFEncoder, quantize } from 'gifenc';
import { PlaygroundError } from '../errors.ts';
import type { PixelImage } from '../model/arrays.ts';
import { checkScale, enlargeIndices } from './enlarge.ts';

/** What a GIF is made with. */
export interface GifOptions {
  /** Whole multiple by which every frame is enlarged. */
  readonly scale: number;
  /** 1 to 50: viewers slow down what is faster. */
  readonly framesPerSecond: number;
  /** For ever, or once. */
  readonly loop: boolean;
  /** Text kept in the file; see `recordAsText`. */
  readonly comment: string;
}

/** Takes frames in order and gives the file at the end. */
export interface GifWriter {
  /** @throws PlaygroundError `bad-argument` for a frame of another size than the first. */
  add(frame: PixelImage): void;
  /** The file. @throws PlaygroundError `bad-argument` when no frame was added. */
  finish(): Uint8Array<ArrayBuffer>;
}

/** Hundredths of a second for frame `index`, so that rounding never adds up. */
export function gifDelay(index: number, framesPerSecond: number): number {
  const until = (frame: number): number => Math.round((frame * 100) / framesPerSecond);
  return until(index + 1) - until(index);
}

/** Place of the nearest colour for each RGBA pixel; exact, one search a distinct colour. */
export function nearestIndices(
  rgba: Uint8ClampedArray<ArrayBuffer>,
  palette: readonly (readonly number[])[],
): Uint8Array<ArrayBuffer> {
  const flat = Float64Array.from(palette.flatMap((colour) => colour.slice(0, 3)));
  const known = new Map<number, number>();
  const indices = new Uint8Array(rgba.length / 4);
  for (let pixel = 0; pixel < indices.length; pixel += 1) {
    const red = rgba[4 * pixel] ?? 0;
    const green = rgba[4 * pixel + 1] ?? 0;
    const blue = rgba[4 * pixel + 2] ?? 0;
    const key = (red << 16) | (green << 8) | blue;
    let best = known.get(key);
    if (best === undefined) {
      let least = Infinity;
      for (let entry = 0; entry < flat.length / 3; entry += 1) {
        const distance =
          ((flat[3 * entry] ?? 0) - red) ** 2 +
          ((flat[3 * entry + 1] ?? 0) - green) ** 2 +
          ((flat[3 * entry + 2] ?? 0) - blue) ** 2;
        if (distance < least) {
          least = distance;
          best = entry;
        }
      }
      best ??= 0;
      known.set(key, best);
    }
    indices[pixel] = best;
  }
  return indices;
}

/** GIF89a comment extension: sub-blocks of at most 255 bytes (specification, section 24). */
function commentBlock(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  const block = [0x21, 0xfe];
  for (let start = 0; start < bytes.length; start += 255) {
    const part = bytes.subarray(start, start + 255);
    block.push(part.length, ...part);
  }
  return [...block, 0];
}

/**
 * Opens a GIF file in memory.
 * @throws PlaygroundError `bad-argument` for a rate outside 1 … 50.
 */
export function createGifWriter(options: GifOptions): GifWriter {
  const { scale, framesPerSecond, loop, comment } = options;
  if (!(framesPerSecond >= 1 && framesPerSecond <= 50)) {
    throw new PlaygroundError('bad-argument', 'A GIF plays 1 to 50 frames a second.', {
      where: 'framesPerSecond',
      expected: '1 to 50',
      found: String(framesPerSecond),
    });
  }
  const encoder = GIFEncoder();
  let first: PixelImage | null = null;
  let count = 0;
  return {
    add(frame) {
      first ??= frame;
      checkScale(scale, frame.width, frame.height);
      if (frame.width !== first.width || frame.height !== first.height) {
        throw new PlaygroundError('bad-argument', 'All frames of a GIF have one size.', {
          where: `frame ${count}`,
          expected: `${first.width} × ${first.height}`,
          found: `${frame.width} × ${frame.height}`,
        });
      }
      const palette = quantize(frame.data.slice(), 256, { format: 'rgb565' });
      const indices = enlargeIndices(nearestIndices(frame.data, palette), frame.width, scale);
      encoder.writeFrame(indices, frame.width * scale, frame.height * scale, {
        palette,
        delay: gifDelay(count, framesPerSecond) * 10,
        repeat: loop ? 0 : -1,
      });
      count += 1;
    },
    finish() {
      if (count === 0) {
        throw new PlaygroundError('bad-argument', 'A GIF needs one frame or more.', {
          where: 'frames',
          expected: 'one frame or more',
          found: 0,
        });
      }
      if (comment !== '') encoder.stream.writeBytes(commentBlock(comment));
      encoder.finish();
      return encoder.bytes();
    },
  };
}
