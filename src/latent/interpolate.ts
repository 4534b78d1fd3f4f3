/** Between two latents: on the straight line, or on the sphere. */
import { lerp, slerp } from '../maths/vector.ts';
import type { Latent } from '../model/arrays.ts';

/** `lerp` is what the paper's authors did; `slerp` is White 2016 (arXiv 1609.04468). */
export type Interpolation = 'lerp' | 'slerp';

/** The point at t (0 … 1) between a and b; the end points exactly at 0 and 1. */
export function interpolate(a: Latent, b: Latent, t: number, how: Interpolation): Latent {
  return (how === 'lerp' ? lerp(a, b, t) : slerp(a, b, t)) as Latent;
}
