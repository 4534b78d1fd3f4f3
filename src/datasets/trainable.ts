/** Whether a set is something to learn from. */
import { PlaygroundError } from '../errors.ts';
import { checkImageSet, holdsOnePicture } from '../model/imageSet.ts';
import type { ImageSet } from '../model/imageSet.ts';
import { maxPictures, minPictures } from './request.ts';

/**
 * Checks that a set fits together, has enough pictures and not too many, and that they differ.
 * @throws PlaygroundError `too-few-pictures`, `too-many-pictures`, `pictures-equal`, or `bad-argument`
 * for parts that do not fit.
 */
export function checkTrainable(set: ImageSet): void {
  const { count } = set;
  const details = { found: count };
  if (count < minPictures) {
    const message = `${count} pictures; at least ${minPictures} are needed.`;
    throw new PlaygroundError('too-few-pictures', message, { ...details, expected: minPictures });
  }
  if (count > maxPictures) {
    const message = `${count} pictures; at most ${maxPictures} can be used.`;
    throw new PlaygroundError('too-many-pictures', message, { ...details, expected: maxPictures });
  }
  checkImageSet(set);
  if (holdsOnePicture(set)) {
    throw new PlaygroundError('pictures-equal', `All ${count} pictures are the same.`, details);
  }
}
