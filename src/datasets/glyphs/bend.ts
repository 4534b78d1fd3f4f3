/** From the coverage of a straight character, drawn larger, to a bent and coloured picture. */
import type { GlyphPlan } from './recipe.ts';

/** How many times larger than the picture a character is set before it is bent. */
export const oversampling = 2;

/**
 * Bends and colours a character: RGBA bytes, [size, size, 4], alpha 255.
 * @param cover coverage 0 … 255 as every fourth byte of RGBA rows `stride` bytes apart, beginning at
 * `offset`: `size · oversampling` pixels in each direction; beyond them there is nothing
 */
export function bendGlyph(
  plan: Pick<GlyphPlan, 'bend' | 'ink' | 'ground'>,
  cover: Uint8ClampedArray,
  offset: number,
  stride: number,
  size: number,
): Uint8ClampedArray<ArrayBuffer> {
  const { bend, ink, ground } = plan;
  const side = size * oversampling;
  const coverAt = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= side || row >= side
      ? 0
      : (cover[offset + row * stride + column * 4] ?? 0);
  const between = (x: number, y: number): number => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [across, down] = [x - left, y - top];
    const upper = coverAt(left, top) * (1 - across) + coverAt(left + 1, top) * across;
    const lower = coverAt(left, top + 1) * (1 - across) + coverAt(left + 1, top + 1) * across;
    return upper * (1 - down) + lower * down;
  };
  const wave = (2 * Math.PI * bend.frequency) / side;
  const rgba = new Uint8ClampedArray(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let sum = 0;
      for (let sub = 0; sub < oversampling * oversampling; sub += 1) {
        const x = column * oversampling + (sub % oversampling);
        const y = row * oversampling + Math.floor(sub / oversampling);
        sum += between(
          x + side * bend.amplitudeX * Math.sin(wave * y + bend.phaseX),
          y + side * bend.amplitudeY * Math.sin(wave * x + bend.phaseY),
        );
      }
      const share = sum / (255 * oversampling * oversampling);
      const at = (row * size + column) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const [back, front] = [ground[channel] ?? 0, ink[channel] ?? 0];
        rgba[at + channel] = back + (front - back) * share;
      }
      rgba[at + 3] = 255;
    }
  }
  return rgba;
}
