/** Conjugate gradients with a preconditioner, for symmetric positive definite systems. */
import { norm } from './vector.ts';
import { addRow, rowDot } from './rows.ts';

/** A linear system that is known by its products only. */
export interface LinearSystem {
  /** Writes matrix · v to `result`. */
  multiply(v: Float64Array, result: Float64Array): void;
  /** Replaces a vector by what a rough inverse makes of it. */
  precondition(vector: Float64Array): void;
}

/**
 * Solves matrix · x = right from x = 0 in pieces of one product each; returns the products used.
 * @param solution becomes x
 * @param share ends when the rest is this share of `right`, by Euclidean length
 * @param most ends after this many products
 */
export function* solveByConjugateGradients(
  { multiply, precondition }: LinearSystem,
  right: Float64Array,
  solution: Float64Array,
  share: number,
  most: number,
): Generator<void, number> {
  const size = right.length;
  solution.fill(0);
  const residual = right.slice();
  const enough = share * norm(right);
  const preconditioned = residual.slice();
  precondition(preconditioned);
  const search = preconditioned.slice();
  const product = new Float64Array(size);
  let size2 = rowDot(residual, 0, preconditioned, size);
  for (let products = 1; products <= most; products += 1) {
    multiply(search, product);
    yield;
    const curvature = rowDot(search, 0, product, size);
    // Nothing left but rounding: what was found so far is as good as it gets.
    if (!(curvature > 0 && size2 > 0)) return products;
    const length = size2 / curvature;
    addRow(search, 0, size, length, solution);
    addRow(product, 0, size, -length, residual);
    if (norm(residual) <= enough) return products;
    preconditioned.set(residual);
    precondition(preconditioned);
    const next = rowDot(residual, 0, preconditioned, size);
    const keep = next / size2;
    size2 = next;
    for (let j = 0; j < size; j += 1) {
      search[j] = (preconditioned[j] as number) + keep * (search[j] as number);
    }
  }
  return most;
}
