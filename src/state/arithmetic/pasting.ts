/** Text that is pasted as a face: what "copy z as text" gives, or the text of a face in a link. */
import { createFreeFace } from '../../latent/createFace.ts';
import type { LatentSpace } from '../../latent/createFace.ts';
import { readFaceText } from '../../latent/faceText.ts';
import type { Face } from '../../latent/face.ts';
import { refuse } from '../fields.ts';

/**
 * Reads a list of numbers in brackets, `s2015.3`, or packed numbers.
 * @throws PlaygroundError `bad-argument` with the place, what was expected and what was found.
 */
export function readPastedFace(text: string, model: LatentSpace): Face {
  const trimmed = text.trim();
  const list = /^\[([^[\]]*)\]$/.exec(trimmed);
  if (list === null) return readFaceText(trimmed, model);
  const parts = (list[1] as string).split(',').map((part) => part.trim());
  const count = parts.length === 1 && parts[0] === '' ? 0 : parts.length;
  if (count !== model.latentDim) {
    throw refuse('z', `${model.latentDim} numbers`, `${count} numbers`);
  }
  const values = parts.map((part, i) => {
    const value = part === '' ? Number.NaN : Number(part);
    if (!Number.isFinite(value)) throw refuse(`z[${i}]`, 'a finite number', part);
    return value;
  });
  return createFreeFace(model, values);
}
