/**
 * A factorised stand-in for the Hessian of a logistic regression, made of few of its rows (Erdogdu
 * and Montanari 2015, "Convergence rates of sub-sampled Newton methods").
 */
import { factorise, solveFactorised } from './cholesky.ts';
import { addRow } from './rows.ts';
import type { Numbers } from './rows.ts';

/** Rows in the stand-in, as a multiple of its size. */
const rowsPerColumn = 4;
/** Rows added between two moments at which a caller may stop. */
const rowsAtATime = 128;

/** Replaces a vector [d + 1] by its product with the inverse of the stand-in. */
export type Preconditioner = (vector: Float64Array) => void;

/**
 * Factorises Σ cᵢ·(xᵢ, 1)(xᵢ, 1)ᵀ + λ·I (none for the last, the bias), in pieces of some
 * milliseconds. With more than 4(d + 1) rows, that many are drawn by systematic sampling in
 * proportion to cᵢ, each standing for an equal part of Σ cᵢ, so that the sum stays unbiased and no row
 * that matters is missed; there is no chance in it.
 * @param x [n, d], row by row
 * @param curvatures cᵢ ≥ 0 [n]
 * @param lambda above 0
 */
export function* buildPreconditioner(
  x: Numbers,
  n: number,
  d: number,
  curvatures: Float64Array,
  lambda: number,
): Generator<void, Preconditioner> {
  const size = d + 1;
  const { rows, factors } = chooseRows(curvatures, n, rowsPerColumn * size);
  const matrix = new Float64Array(size * size);
  // Four rows, scaled by the root of their factor, at a time.
  const four = Array.from({ length: 4 }, () => new Float64Array(size));
  for (let first = 0; first < rows.length; first += 4) {
    for (const [k, row] of four.entries()) {
      row.fill(0);
      const i = rows[first + k];
      if (i === undefined) continue;
      const root = Math.sqrt(factors[first + k] as number);
      addRow(x, i * d, d, root, row);
      row[d] = root;
    }
    addProducts(matrix, size, four);
    if (first % rowsAtATime === 0) yield;
  }
  for (let j = 0; j < d; j += 1) {
    matrix[j * size + j] = (matrix[j * size + j] as number) + lambda;
  }
  yield;
  return invert(matrix, size);
}

/** Which rows stand for all, and the curvature each carries. */
function chooseRows(
  curvatures: Float64Array,
  n: number,
  most: number,
): { rows: number[]; factors: number[] } {
  const rows: number[] = [];
  const factors: number[] = [];
  if (n <= most) {
    for (let i = 0; i < n; i += 1) {
      if (curvatures[i] === 0) continue;
      rows.push(i);
      factors.push(curvatures[i] as number);
    }
    return { rows, factors };
  }
  let total = 0;
  for (const curvature of curvatures) total += curvature;
  if (total === 0) return { rows, factors };
  const part = total / most;
  let sum = 0;
  let taken = 0;
  for (let i = 0; i < n; i += 1) {
    sum += curvatures[i] as number;
    const times = Math.floor(sum / part + 0.5) - taken;
    if (times <= 0) continue;
    rows.push(i);
    factors.push(times * part);
    taken += times;
  }
  return { rows, factors };
}

/** Adds the products of each of four rows with itself to the lower triangle. */
function addProducts(
  matrix: Float64Array,
  size: number,
  [a, b, c, e]: readonly Float64Array[],
): void {
  if (a === undefined || b === undefined || c === undefined || e === undefined) return;
  for (let row = 0; row < size; row += 1) {
    const [fa, fb, fc, fe] = [a[row], b[row], c[row], e[row]] as [number, number, number, number];
    if (fa === 0 && fb === 0 && fc === 0 && fe === 0) continue;
    const start = row * size;
    for (let column = 0; column <= row; column += 1) {
      matrix[start + column] =
        (matrix[start + column] as number) +
        fa * (a[column] as number) +
        fb * (b[column] as number) +
        (fc * (c[column] as number) + fe * (e[column] as number));
    }
  }
}

/** Factorises, or falls back on the diagonal where rounding has spoilt what is positive on paper. */
function invert(matrix: Float64Array, size: number): Preconditioner {
  const diagonal = new Float64Array(size);
  for (let j = 0; j < size; j += 1) diagonal[j] = matrix[j * size + j] as number;
  if (factorise(matrix, size)) {
    return (vector) => {
      solveFactorised(matrix, size, vector);
    };
  }
  return (vector) => {
    for (let j = 0; j < size; j += 1) {
      const entry = diagonal[j] as number;
      if (entry > 0) vector[j] = (vector[j] as number) / entry;
    }
  };
}
