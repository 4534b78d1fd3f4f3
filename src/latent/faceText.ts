/**
 * A latent as text, for links and for copying: `s2015.3` is sample 3 of seed 2015; anything else is
 * half-precision values, two bytes each, low byte first, in base64url (267 characters for 100).
 */
import { PlaygroundError } from '../errors.ts';
import { readBase64Url, writeBase64Url } from '../maths/base64url.ts';
import { packFloat16, unpackFloat16 } from '../maths/float16.ts';
import { createFreeFace, createSampleFace } from './createFace.ts';
import type { LatentSpace } from './createFace.ts';
import type { Face } from './face.ts';
import { maxSeed } from './prior.ts';

/** The text of a face; values of a free face are rounded to half precision. */
export function writeFaceText({ z, origin }: Pick<Face, 'z' | 'origin'>): string {
  if (origin.kind === 'sample') return `s${origin.seed}.${origin.index}`;
  return writeBase64Url(packFloat16(z));
}

/**
 * Reads the text of a face into a model's latent space.
 * @throws PlaygroundError `bad-argument` saying what was expected and found.
 */
export function readFaceText(text: string, model: LatentSpace): Face {
  const sample = /^s(\d{1,10})\.(\d{1,10})$/.exec(text);
  if (sample !== null) {
    const seed = Number(sample[1]);
    const index = Number(sample[2]);
    if (seed > maxSeed || index > maxSeed)
      throw refuse(text, `a seed and an index up to ${maxSeed}`);
    return createSampleFace(model, seed, index);
  }
  const bytes = readBase64Url(text);
  const expected = `a sample such as s2015.0, or ${model.latentDim} packed numbers`;
  if (bytes === null) throw refuse(text, expected);
  if (bytes.length !== 2 * model.latentDim) {
    throw refuse(bytes.length % 2 === 0 ? `${bytes.length / 2} numbers` : text, expected);
  }
  return createFreeFace(model, unpackFloat16(bytes));
}

function refuse(found: string, expected: string): PlaygroundError {
  const short = found.length > 40 ? `${found.slice(0, 40)}…` : found;
  return new PlaygroundError('bad-argument', `Not a face: ${short}; expected ${expected}.`, {
    where: 'z',
    expected,
    found: short,
  });
}
