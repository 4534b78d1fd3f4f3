/** How faces come into being. A free face holds half-precision values, so a link keeps it exactly. */
import { PlaygroundError } from '../errors.ts';
import { maxFloat16, roundToFloat16 } from '../maths/float16.ts';
import { toLatent } from '../model/arrays.ts';
import type { ModelConfig } from '../model/config.ts';
import type { Face } from './face.ts';
import { drawSample } from './prior.ts';

/** What of a model decides its latents. */
export type LatentSpace = Pick<ModelConfig, 'id' | 'prior' | 'latentDim'>;

/** Sample `index` of `seed` as a face of this model. */
export function createSampleFace(model: LatentSpace, seed: number, index: number): Face {
  return {
    modelId: model.id,
    z: drawSample(model.prior, model.latentDim, seed, index),
    origin: { kind: 'sample', seed, index },
  };
}

/**
 * A face with z of one's own, each component rounded to half precision (see `maths/float16.ts`).
 * @throws PlaygroundError `bad-argument` for a wrong length or a component that a half cannot hold.
 */
export function createFreeFace(
  model: Pick<LatentSpace, 'id' | 'latentDim'>,
  values: ArrayLike<number>,
): Face {
  const z = toLatent(values, model.latentDim);
  for (let i = 0; i < z.length; i += 1) {
    const rounded = roundToFloat16(z[i] as number);
    if (!Number.isFinite(rounded)) {
      throw new PlaygroundError('bad-argument', `Component ${i} of a latent is too large.`, {
        where: `z[${i}]`,
        expected: `a number from -${maxFloat16} to ${maxFloat16}`,
        found: String(values[i]),
      });
    }
    z[i] = rounded + 0; // −0 becomes 0, which survives JSON
  }
  return { modelId: model.id, z, origin: { kind: 'free' } };
}

/** A face that can be kept: samples as they are, anything else rounded by {@link createFreeFace}. */
export function toKeptFace(face: Face): Face {
  if (face.origin.kind === 'sample') return face;
  return createFreeFace({ id: face.modelId, latentDim: face.z.length }, face.z);
}
