/** From −1 … 1 to RGBA and back, the same plain loops for every peer. */

/** Where value (pixel, channel) of a picture lies in a contender's output. */
export type Order = 'channels-first' | 'channels-last';

/** Packs n pictures of `pixels` values a channel into RGBA; one channel is shown as grey. */
export function packRgba(
  values: Float32Array,
  count: number,
  pixels: number,
  channels: 1 | 3,
  order: Order,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(count * pixels * 4);
  const step = order === 'channels-last' ? channels : 1;
  const plane = order === 'channels-last' ? 1 : pixels;
  const green = channels === 3 ? plane : 0;
  for (let image = 0; image < count; image += 1) {
    const base = image * pixels * channels;
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      const from = base + pixel * step;
      const to = (image * pixels + pixel) * 4;
      rgba[to] = Math.floor((values[from] ?? 0) * 127.5 + 128);
      rgba[to + 1] = Math.floor((values[from + green] ?? 0) * 127.5 + 128);
      rgba[to + 2] = Math.floor((values[from + 2 * green] ?? 0) * 127.5 + 128);
      rgba[to + 3] = 255;
    }
  }
  return rgba;
}

/** The reverse of {@link packRgba}; grey is read from the first colour. */
export function unpackRgba(
  rgba: Uint8ClampedArray,
  count: number,
  pixels: number,
  channels: 1 | 3,
  order: Order,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(count * pixels * channels);
  const step = order === 'channels-last' ? channels : 1;
  const plane = order === 'channels-last' ? 1 : pixels;
  for (let image = 0; image < count; image += 1) {
    const base = image * pixels * channels;
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      const from = (image * pixels + pixel) * 4;
      for (let channel = 0; channel < channels; channel += 1) {
        values[base + pixel * step + channel * plane] = (rgba[from + channel] ?? 0) / 127.5 - 1;
      }
    }
  }
  return values;
}
