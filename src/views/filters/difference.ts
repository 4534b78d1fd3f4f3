/** Pictures of differences. */
import type { PixelImage } from '../../model/arrays.ts';

/** How much differences are enlarged. */
const enlarged = 2;

/** Mid grey plus twice what each colour moved, kept within 0 … 255. Both pictures have one size. */
export function differenceOf(before: PixelImage, after: PixelImage): PixelImage {
  const data = new Uint8ClampedArray(before.data.length);
  for (let i = 0; i < data.length; i += 1) {
    const moved = (after.data[i] as number) - (before.data[i] as number);
    data[i] = i % 4 === 3 ? 255 : 128 + enlarged * moved;
  }
  return { width: before.width, height: before.height, data };
}
