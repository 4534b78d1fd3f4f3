/** The one way from a tensor to plain numbers, and from numbers to pixels. */
import type { PixelImage } from '../model/arrays.ts';
import type { Tensor } from './tf.ts';

/** The values of a tensor, which is disposed. The array is the caller's own. */
export async function readBack(tensor: Tensor): Promise<Float32Array<ArrayBuffer>> {
  try {
    const values = await tensor.data<'float32'>();
    // The CPU backend hands out its own array; a copy may be given away.
    return new Float32Array(values);
  } finally {
    tensor.dispose();
  }
}

/**
 * Pixels of a picture in −1 … 1 in [row, column, channel] order: v becomes ⌊(v + 1)·127.5 + ½⌋,
 * clamped to 0 … 255. One channel is shown as grey.
 */
export function toPixels(values: Float32Array, size: number, channels: 1 | 3): PixelImage {
  const data = new Uint8ClampedArray(size * size * 4);
  for (let pixel = 0; pixel < size * size; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const value = values[pixel * channels + (channels === 3 ? channel : 0)] ?? 0;
      data[pixel * 4 + channel] = Math.floor((value + 1) * 127.5 + 0.5);
    }
    data[pixel * 4 + 3] = 255;
  }
  return { width: size, height: size, data };
}

/**
 * A picture as a network takes it: −1 … 1 in [row, column, channel] order. For one channel the
 * colours are mixed to grey (Rec. 601).
 */
export function fromPixels({ data }: PixelImage, channels: 1 | 3): Float32Array {
  const count = data.length / 4;
  const values = new Float32Array(count * channels);
  for (let pixel = 0; pixel < count; pixel += 1) {
    const at = (channel: number): number => data[pixel * 4 + channel] ?? 0;
    if (channels === 3) {
      for (let channel = 0; channel < 3; channel += 1) {
        values[pixel * 3 + channel] = at(channel) / 127.5 - 1;
      }
    } else {
      values[pixel] = (0.299 * at(0) + 0.587 * at(1) + 0.114 * at(2)) / 127.5 - 1;
    }
  }
  return values;
}
