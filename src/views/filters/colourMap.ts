/**
 * Colours for activations: viridis (Smith and van der Walt 2015), which rises evenly in lightness,
 * keeps its order in grey, and is safe for colour-blind eyes.
 */

/** Eleven colours of viridis, evenly spaced; between them it is nearly straight. */
const anchors = [
  0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151,
  0xbddf26, 0xfde725,
] as const;

/** 256 colours as RGBA in the byte order of a canvas. */
export const colourTable: Uint32Array = makeTable();

function makeTable(): Uint32Array {
  const bytes = new Uint8ClampedArray(256 * 4);
  for (let i = 0; i < 256; i += 1) {
    const place = (i / 255) * (anchors.length - 1);
    const from = Math.min(Math.floor(place), anchors.length - 2);
    const share = place - from;
    for (const [k, shift] of [16, 8, 0].entries()) {
      const a = ((anchors[from] as number) >> shift) & 255;
      const b = ((anchors[from + 1] as number) >> shift) & 255;
      bytes[i * 4 + k] = Math.round(a + (b - a) * share);
    }
    bytes[i * 4 + 3] = 255;
  }
  return new Uint32Array(bytes.buffer);
}

/** The table as a CSS gradient from left to right, for the legend. */
export const colourGradient = `linear-gradient(to right, ${anchors
  .map((colour) => `#${colour.toString(16).padStart(6, '0')}`)
  .join(', ')})`;

/** Place of a value in the table; values outside the range take the end colours. */
export function colourIndex(value: number, { min, max }: ValueRange): number {
  if (max <= min) return value > max ? 255 : 0;
  return Math.min(255, Math.max(0, Math.round(((value - min) / (max - min)) * 255)));
}

/** Values that have the first and the last colour. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}
