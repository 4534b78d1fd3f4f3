/** Truncation, in its plainest form: z pulled towards the prior's mean, which is 0. */
import { scale } from '../maths/vector.ts';
import type { Latent } from '../model/arrays.ts';

/** factor · z; with factor 1 the very same latent. */
export function truncate(z: Latent, factor: number): Latent {
  return factor === 1 ? z : (scale(z, factor) as Latent);
}
