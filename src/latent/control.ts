/**
 * The control of a walk. Half-way on a straight line |z| is about 0.71 of the prior's: what is seen
 * there may come from being between two faces or from being short. The nearest keyframe at the same
 * length is only short.
 */
import { norm, scale } from '../maths/vector.ts';
import type { Latent } from '../model/arrays.ts';
import { clampPosition } from './path.ts';

/** Index of the keyframe nearest to a position; half-way the earlier one. */
export function nearestKeyframe(position: number, keyframes: number, closed: boolean): number {
  const place = clampPosition(position, keyframes, closed);
  return Math.max(Math.ceil(place - 0.5), 0) % keyframes;
}

/** `z` rescaled to the length `length`; a zero vector stays zero. */
export function rescale(z: Latent, length: number): Latent {
  const own = norm(z);
  return own === 0 || own === length ? z : (scale(z, length / own) as Latent);
}
