/** The four-corner pad: a point in a square between four latents. */
import type { Latent } from '../model/arrays.ts';
import { interpolate } from './interpolate.ts';
import type { Interpolation } from './interpolate.ts';

/** Top left, top right, bottom left, bottom right. */
export type PadCorners<T> = readonly [T, T, T, T];

/**
 * z at (x, y), each 0 … 1 from the top left: along the top and the bottom edge by x, then between
 * these two points by y. For `lerp` this is the bilinear mean, for `slerp` a slerp of slerps (in
 * which x goes first). The corners come out exactly.
 */
export function latentOnPad(
  corners: PadCorners<Latent>,
  x: number,
  y: number,
  how: Interpolation,
): Latent {
  const top = interpolate(corners[0], corners[1], x, how);
  const bottom = interpolate(corners[2], corners[3], x, how);
  return interpolate(top, bottom, y, how);
}

/** Index of the corner nearest to a point of the pad; in the middle the right and the lower one. */
export function nearestCorner(x: number, y: number): 0 | 1 | 2 | 3 {
  if (y < 0.5) return x < 0.5 ? 0 : 1;
  return x < 0.5 ? 2 : 3;
}
