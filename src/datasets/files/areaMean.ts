/** Reduces raw pictures by area: each new pixel is the mean of what it covers. */
import type { ImageSetSize } from '../../model/imageSet.ts';
import { greyOf } from '../depth.ts';
import type { Frame } from './frame.ts';

/**
 * Puts a raw picture ([height, width, channels] bytes) into a square of a set: [size, size, depth]
 * bytes, `border` around it. Grey becomes colour by repeating it, colour grey by its luma.
 */
export function reduceRaw(
  raw: Uint8Array,
  rowPixels: number,
  channels: number,
  frame: Frame,
  size: ImageSetSize,
  depth: 1 | 3,
  border: number,
): Uint8Array<ArrayBuffer> {
  const square = new Uint8Array(size * size * depth).fill(border);
  const mean = (x: number, y: number, channel: number): number => {
    const [x0, x1] = [(x * frame.width) / frame.across, ((x + 1) * frame.width) / frame.across];
    const [y0, y1] = [(y * frame.height) / frame.down, ((y + 1) * frame.height) / frame.down];
    let sum = 0;
    for (let row = Math.floor(y0); row < y1; row += 1) {
      const tall = Math.min(row + 1, y1) - Math.max(row, y0);
      for (let column = Math.floor(x0); column < x1; column += 1) {
        const wide = Math.min(column + 1, x1) - Math.max(column, x0);
        const at = ((frame.top + row) * rowPixels + frame.left + column) * channels + channel;
        sum += tall * wide * (raw[at] ?? 0);
      }
    }
    return sum / ((x1 - x0) * (y1 - y0));
  };
  for (let y = 0; y < frame.down; y += 1) {
    for (let x = 0; x < frame.across; x += 1) {
      const colour = Array.from({ length: channels }, (_, channel) => mean(x, y, channel));
      const [red = 0, green = red, blue = red] = colour;
      const to = ((frame.y + y) * size + frame.x + x) * depth;
      if (depth === 1) square[to] = channels === 1 ? Math.round(red) : greyOf(red, green, blue);
      else square.set([Math.round(red), Math.round(green), Math.round(blue)], to);
    }
  }
  return square;
}
