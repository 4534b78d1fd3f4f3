/**
 * Directions in z along which one attribute changes: how they relate, how one is freed of others, and
 * how a latent is moved along them.
 */
import { PlaygroundError } from '../errors.ts';
import { dot, norm } from '../maths/vector.ts';
import type { Latent } from '../model/arrays.ts';
import { toLatent } from '../model/arrays.ts';
import type { Prior } from '../model/config.ts';
import { rescale } from './control.ts';
import { sigmaOf } from './prior.ts';

/** A direction. Those of `formats/directions.ts` are some, with more to say. */
export interface Direction {
  /** What changes along it. */
  readonly name: string;
  /** Of unit length, `latentDim` numbers. */
  readonly vector: Float32Array<ArrayBuffer>;
}

/** A direction that also judges: `weightLength · (vector · z) + bias` is the log odds of its attribute. */
export interface JudgingDirection extends Direction {
  readonly weightLength: number;
  readonly bias: number;
}

/** A step along a direction. */
export interface Move {
  readonly direction: Direction;
  /** In standard deviations σ of the prior along it; negative takes the attribute away. */
  readonly amount: number;
}

/** A direction freed of others. */
export interface FreedDirection {
  /** Null when too little is left of it to go anywhere: the others are it, up to a few degrees. */
  readonly direction: Direction | null;
  /** Length of what is left, as a share of the direction, 0 … 1: the sine of its angle to the others. */
  readonly remaining: number;
}

/** Share of its length that a direction must keep when others are taken off: an angle of 2.9°. */
export const leastRemaining = 0.05;
/** Share of its length by which a direction must differ from those before it to count as another. */
const leastDifference = 1e-6;

/** Log odds of a direction's attribute in z. */
export function judge({ vector, weightLength, bias }: JudgingDirection, z: Latent): number {
  checkLengths(vector, z.length);
  return weightLength * dot(vector, z) + bias;
}

/** Cosine of the angle between two directions, −1 … 1; 0 means that neither moves the other's score. */
export function cosineBetween(a: Direction, b: Direction): number {
  checkLengths(a.vector, b.vector.length);
  const cosine = dot(a.vector, b.vector) / (norm(a.vector) * norm(b.vector));
  return Math.min(1, Math.max(-1, cosine));
}

/**
 * A direction without what it shares with others: its projection off their span, at unit length, so
 * that a move along it leaves w·z of every other one as it was. The span's basis is made by modified
 * Gram and Schmidt, run twice against rounding; others that add nothing to it are passed over. The
 * result does not depend on the order of the others.
 */
export function holdFixed(direction: Direction, others: readonly Direction[]): FreedDirection {
  const basis: Float64Array[] = [];
  for (const { vector } of others) {
    checkLengths(vector, direction.vector.length);
    const { rest, length } = takeOff(vector, basis);
    if (length > leastDifference) basis.push(rest);
  }
  const { rest, length: remaining } = takeOff(direction.vector, basis);
  if (remaining < leastRemaining) return { direction: null, remaining };
  return { direction: { name: direction.name, vector: Float32Array.from(rest) }, remaining };
}

/** What an orthonormal basis leaves of a vector, at unit length, and the share of it that is. */
function takeOff(
  vector: ArrayLike<number>,
  basis: readonly Float64Array[],
): { rest: Float64Array<ArrayBuffer>; length: number } {
  const rest = Float64Array.from(vector);
  for (let pass = 0; pass < 2; pass += 1) {
    for (const axis of basis) {
      const along = dot(rest, axis);
      for (let i = 0; i < rest.length; i += 1) {
        rest[i] = (rest[i] as number) - along * (axis[i] as number);
      }
    }
  }
  const left = norm(rest);
  const length = left / norm(vector);
  return { rest: left === 0 ? rest : rest.map((value) => value / left), length };
}

/** How a latent is moved. */
export interface MoveOptions {
  /** Brings the result back to the length of z, so that only the look changes, not the length. */
  readonly keepLength?: boolean | undefined;
}

/**
 * z + σ·Σ amountᵢ·wᵢ, where σ is the prior's standard deviation (of w·z, for every unit vector w), so
 * that an amount means the same for every prior.
 * @throws PlaygroundError `bad-argument` for a direction of another length or a result that is not finite
 */
export function moveAlong(
  z: Latent,
  moves: readonly Move[],
  prior: Prior,
  { keepLength = false }: MoveOptions = {},
): Latent {
  const sigma = sigmaOf(prior);
  const sum = Float64Array.from(z);
  for (const { direction, amount } of moves) {
    checkLengths(direction.vector, z.length);
    for (let i = 0; i < sum.length; i += 1) {
      sum[i] = (sum[i] as number) + sigma * amount * (direction.vector[i] as number);
    }
  }
  const moved = toLatent(sum, z.length);
  return keepLength ? rescale(moved, norm(z)) : moved;
}

function checkLengths(vector: ArrayLike<number>, latentDim: number): void {
  if (vector.length === latentDim) return;
  throw new PlaygroundError(
    'bad-argument',
    `A direction of ${vector.length} numbers does not fit latents of ${latentDim}.`,
    { where: 'direction', expected: latentDim, found: vector.length },
  );
}
