/** What a logistic regression is fitted to, checked. */
import { PlaygroundError } from '../errors.ts';

/** Rows of numbers, a label for each, and how strongly the weights are held down. */
export interface LogisticProblem {
  /** Features [n, d], row by row; finite. */
  readonly x: Float32Array | Float64Array;
  /** Rows, at least 2. */
  readonly n: number;
  /** Features a row, at least 1. */
  readonly d: number;
  /** Label of each row, 0 or 1; both must occur. */
  readonly y: ArrayLike<number>;
  /** How much each row counts, ≥ 0; absent: 1 each. Only their ratios matter. */
  readonly weights?: ArrayLike<number> | undefined;
  /** Scales the weights so that both labels count the same in all. */
  readonly balanced?: boolean | undefined;
  /** λ > 0 of the penalty (λ/2)·|w|². */
  readonly lambda: number;
}

/** Throws `bad-argument` with where, what was expected, and what was found. */
function refuse(where: string, expected: string, found: string | number): never {
  throw new PlaygroundError('bad-argument', `${where} must be ${expected}; it is ${found}.`, {
    where,
    expected,
    found,
  });
}

/**
 * Checks a problem.
 * @throws PlaygroundError `bad-argument` for a wrong length, a value that is not finite, a label
 *   other than 0 and 1, a label that does not occur (or only with weight 0), λ ≤ 0
 */
export function checkProblem(problem: LogisticProblem): void {
  const { x, n, d, y, weights, lambda } = problem;
  if (!Number.isInteger(n) || n < 2) refuse('n', 'a whole number, 2 or more', n);
  if (!Number.isInteger(d) || d < 1) refuse('d', 'a whole number, 1 or more', d);
  if (x.length !== n * d) refuse('x', `${n} × ${d} = ${n * d} numbers`, x.length);
  if (y.length !== n) refuse('y', `${n} labels`, y.length);
  if (weights !== undefined && weights.length !== n) {
    refuse('weights', `${n} numbers`, weights.length);
  }
  if (!(lambda > 0 && lambda < Infinity)) refuse('lambda', 'a finite number above 0', lambda);
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i] as number;
    if (!Number.isFinite(value)) {
      refuse(`x[${Math.floor(i / d)}][${i % d}]`, 'a finite number', value);
    }
  }
  const totals = [0, 0];
  for (let i = 0; i < n; i += 1) {
    const label = y[i] as number;
    if (label !== 0 && label !== 1) refuse(`y[${i}]`, '0 or 1', label);
    const weight = weights === undefined ? 1 : (weights[i] as number);
    if (!(weight >= 0 && weight < Infinity)) {
      refuse(`weights[${i}]`, 'a finite number, 0 or more', weight);
    }
    totals[label] = (totals[label] as number) + weight;
  }
  for (const label of [0, 1]) {
    if (totals[label] === 0) refuse('y', `rows of both labels`, `no row labelled ${label}`);
  }
}

/**
 * Weights that make both labels count the same: each row's weight × n / (2 × its label's total). With
 * weights of 1 this is scikit-learn's `class_weight="balanced"`.
 * @param y labels, 0 or 1; both must occur with a weight above 0
 */
export function balancedWeights(
  y: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Float64Array<ArrayBuffer> {
  const result = new Float64Array(y.length);
  const totals = [0, 0];
  for (let i = 0; i < y.length; i += 1) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    result[i] = weight;
    totals[y[i] as number] = (totals[y[i] as number] as number) + weight;
  }
  for (let i = 0; i < y.length; i += 1) {
    result[i] = ((result[i] as number) * y.length) / (2 * (totals[y[i] as number] as number));
  }
  return result;
}

/** How much each row counts, as shares of 1. */
export function rowShares(problem: LogisticProblem): Float64Array<ArrayBuffer> {
  const { y, weights, balanced, n } = problem;
  const shares =
    balanced === true
      ? balancedWeights(y, weights)
      : Float64Array.from(weights ?? { length: n }, (weight) => weight ?? 1);
  let total = 0;
  for (const share of shares) total += share;
  return shares.map((share) => share / total);
}
