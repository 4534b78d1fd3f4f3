/**
 * Vectors as plain arrays of numbers. Sums are taken in double precision and rounded to float32 once,
 * at the end, so results are the same on every machine.
 */

/** Anything with numbers in it: an array, a typed array, a latent. */
export type Vector = ArrayLike<number>;

/** A result: float32, backed by a buffer of its own. */
export type VectorResult = Float32Array<ArrayBuffer>;

/** Σ aᵢ·bᵢ. Both vectors must have the same length. */
export function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Euclidean length |v|. */
export function norm(v: Vector): number {
  return Math.sqrt(dot(v, v));
}

/** factor · v. */
export function scale(v: Vector, factor: number): VectorResult {
  const result = new Float32Array(v.length);
  for (let i = 0; i < v.length; i += 1) result[i] = (v[i] as number) * factor;
  return result;
}

/** wa · a + wb · b. */
export function weightedSum(a: Vector, wa: number, b: Vector, wb: number): VectorResult {
  const result = new Float32Array(a.length);
  for (let i = 0; i < a.length; i += 1) result[i] = (a[i] as number) * wa + (b[i] as number) * wb;
  return result;
}

/** (1 − t)·a + t·b, the straight line; t = 0 and t = 1 give the end points exactly. */
export function lerp(a: Vector, b: Vector, t: number): VectorResult {
  if (t === 0) return Float32Array.from(a);
  if (t === 1) return Float32Array.from(b);
  return weightedSum(a, 1 - t, b, t);
}

/**
 * Angle between two vectors, 0 … π, by Kahan's formula 2·atan2(|â − b̂|, |â + b̂|), which stays
 * accurate near 0 and π where the arc cosine does not. Zero if either vector is zero.
 */
export function angleBetween(a: Vector, b: Vector): number {
  const lengthA = norm(a);
  const lengthB = norm(b);
  if (lengthA === 0 || lengthB === 0) return 0;
  let apart = 0;
  let along = 0;
  for (let i = 0; i < a.length; i += 1) {
    const unitA = (a[i] as number) / lengthA;
    const unitB = (b[i] as number) / lengthB;
    apart += (unitA - unitB) ** 2;
    along += (unitA + unitB) ** 2;
  }
  return 2 * Math.atan2(Math.sqrt(apart), Math.sqrt(along));
}

/** Below this sine of the angle two vectors count as parallel or opposite. */
const sineLimit = 1e-6;

/**
 * Spherical interpolation after White 2016 (arXiv 1609.04468, section 2):
 * sin((1 − t)θ)/sin θ · a + sin(tθ)/sin θ · b, with θ the angle between a and b. It is applied to the
 * vectors as they are: when both have the same length every point on the way has it too, else the
 * length passes smoothly from one to the other. t = 0 and t = 1 give the end points exactly.
 *
 * Where the formula says nothing:
 * - parallel vectors: the straight line, which is the formula's limit;
 * - a zero vector (it has no direction): the straight line, a change of length only;
 * - opposite vectors (every great circle joins them): the half circle through the coordinate axis on
 *   which `a` has its smallest component, the length changing linearly, so the way never crosses
 *   the origin and is the same on every machine.
 */
export function slerp(a: Vector, b: Vector, t: number): VectorResult {
  if (t === 0 || t === 1) return lerp(a, b, t);
  const lengthA = norm(a);
  const lengthB = norm(b);
  if (lengthA === 0 || lengthB === 0) return lerp(a, b, t);
  const angle = angleBetween(a, b);
  const sine = Math.sin(angle);
  if (sine > sineLimit) {
    return weightedSum(a, Math.sin((1 - t) * angle) / sine, b, Math.sin(t * angle) / sine);
  }
  if (angle < Math.PI / 2) return lerp(a, b, t);
  const length = (1 - t) * lengthA + t * lengthB;
  const across = unitAcross(a, lengthA);
  const along = (Math.cos(t * Math.PI) * length) / lengthA;
  return weightedSum(a, along, across, Math.sin(t * Math.PI) * length);
}

/** The unit vector at a right angle to `a` in the plane of `a` and the axis of its smallest component. */
function unitAcross(a: Vector, length: number): Float64Array {
  let axis = 0;
  for (let i = 1; i < a.length; i += 1) {
    if (Math.abs(a[i] as number) < Math.abs(a[axis] as number)) axis = i;
  }
  const shadow = (a[axis] as number) / length;
  const across = Float64Array.from(
    a,
    (value, i) => (i === axis ? 1 : 0) - (shadow * value) / length,
  );
  const acrossLength = norm(across);
  return across.map((value) => value / acrossLength);
}
