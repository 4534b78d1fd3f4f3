/** Which pictures of a set stand on its sheet, and how a class is made up. */
import { createRandomStream } from '../../../maths/random.ts';
import type { ImageSet } from '../../../model/imageSet.ts';

/** Pictures on a sheet. */
export const sheetLength = 80;

/** Numbers of pictures for the sheet, in order, all different; seed 0 spreads them evenly. */
export function chooseForSheet(count: number, seed: number): readonly number[] {
  const length = Math.min(count, sheetLength);
  const chosen = new Set<number>();
  if (seed === 0) {
    for (let i = 0; i < length; i += 1) chosen.add(Math.floor((i * count) / length));
  } else {
    const stream = createRandomStream(seed, count);
    while (chosen.size < length) chosen.add(Math.floor(stream() * count));
  }
  return [...chosen].toSorted((a, b) => a - b);
}

/** One picture of a set as RGBA bytes, [size, size, 4]. */
export function pictureOf(set: ImageSet, index: number): Uint8ClampedArray<ArrayBuffer> {
  const { size, channels, pixels } = set;
  const rgba = new Uint8ClampedArray(size * size * 4).fill(255);
  const start = index * size * size * channels;
  for (let pixel = 0; pixel < size * size; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const from = channels === 1 ? start + pixel : start + pixel * 3 + channel;
      rgba[pixel * 4 + channel] = pixels[from] ?? 0;
    }
  }
  return rgba;
}

/** How many pictures each class has; empty without classes. */
export function countClasses({ labels, classNames }: ImageSet): readonly number[] {
  const counts = Array.from<number>({ length: classNames?.length ?? 0 }).fill(0);
  for (const label of labels ?? []) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/**
 * The attributes whose combinations are the classes of a set of avatars, the first being the highest
 * bit of a class; empty for every other set.
 */
export function labelAttributes({ origin, labels }: ImageSet): readonly string[] {
  const { labelBy } = origin.recipe;
  if (origin.source !== 'avatars' || labels === undefined || typeof labelBy !== 'string') return [];
  return labelBy.split(',');
}
