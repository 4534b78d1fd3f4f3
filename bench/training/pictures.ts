/** Pictures that every contender trains on: smooth blobs from a seed, so that losses are not noise. */
import { createRandomStream } from '../../src/maths/random.ts';
import type { ImageSet } from '../../src/model/imageSet.ts';
import type { TrainingCase } from './protocol.ts';

/** Four batches of pictures in colour. */
export function blobs({ imageSize: size, batchSize }: TrainingCase): ImageSet {
  const count = 4 * batchSize;
  const pixels = new Uint8Array(count * size * size * 3);
  let at = 0;
  for (let item = 0; item < count; item += 1) {
    const random = createRandomStream(2015, item);
    const [x, y, r] = [random() * size, random() * size, (0.1 + 0.3 * random()) * size];
    const colour = [random(), random(), random()];
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const inside = Math.exp(-((row - y) ** 2 + (column - x) ** 2) / (r * r));
        for (const value of colour) {
          pixels[at] = 255 * (0.2 + 0.8 * inside * value);
          at += 1;
        }
      }
    }
  }
  const origin = { source: 'shapes', seed: 2015, terms: 'CC0', recipe: {} } as const;
  return { name: 'blobs', size, channels: 3, count, pixels, origin };
}
