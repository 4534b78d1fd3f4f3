/**
 * Columns brought to mean 0 and deviation 1, so that a penalty on weights treats them alike, and the
 * way back.
 */
import type { LinearRule } from './logistic.ts';
import type { Numbers } from './rows.ts';

/** Means and deviations of the columns of a matrix. */
export interface Standardisation {
  /** [d]. */
  readonly means: Float64Array<ArrayBuffer>;
  /** Population standard deviations [d]; 1 for a constant column, which becomes 0. */
  readonly deviations: Float64Array<ArrayBuffer>;
}

/** Measures the columns of `x` [n, d], row by row. */
export function measureColumns(x: Numbers, n: number, d: number): Standardisation {
  const means = new Float64Array(d);
  const deviations = new Float64Array(d);
  const constant = new Uint8Array(d).fill(1);
  for (let start = 0; start < n * d; start += d) {
    for (let j = 0; j < d; j += 1) {
      const value = x[start + j] as number;
      means[j] = (means[j] as number) + value / n;
      if (value !== x[j]) constant[j] = 0;
    }
  }
  for (let start = 0; start < n * d; start += d) {
    for (let j = 0; j < d; j += 1) {
      const apart = (x[start + j] as number) - (means[j] as number);
      deviations[j] = (deviations[j] as number) + apart ** 2 / n;
    }
  }
  for (let j = 0; j < d; j += 1) {
    if (constant[j] === 1) {
      means[j] = x[j] as number;
      deviations[j] = 1;
    } else deviations[j] = Math.sqrt(deviations[j] as number);
  }
  return { means, deviations };
}

/** (x − mean) / deviation of every column, as a new matrix [n, d]. */
export function standardise(
  x: Numbers,
  { means, deviations }: Standardisation,
): Float64Array<ArrayBuffer> {
  const d = means.length;
  const result = new Float64Array(x.length);
  for (let start = 0; start < x.length; start += d) {
    for (let j = 0; j < d; j += 1) {
      const apart = (x[start + j] as number) - (means[j] as number);
      result[start + j] = apart / (deviations[j] as number);
    }
  }
  return result;
}

/** The rule that says about raw rows what `rule` says about standardised ones. */
export function undoStandardisation(
  rule: LinearRule,
  { means, deviations }: Standardisation,
): LinearRule {
  const w = rule.w.map((weight, j) => weight / (deviations[j] as number));
  return { w, b: w.reduce((b, weight, j) => b - weight * (means[j] as number), rule.b) };
}
