/** Means, deviations, and what a share of successes is worth. */

/** Arithmetic mean; NaN for no numbers. */
export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Standard deviation of the numbers given (divided by n, not n − 1); NaN for none. */
export function standardDeviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

/** A range of numbers, both ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** 97.5 % quantile of N(0, 1): the ends of a two-sided interval of 95 %. */
const z95 = 1.959963984540054;

/**
 * Wilson's score interval of 95 % for a share (Wilson 1927): unlike share ± 1.96·s/√n it stays within
 * 0 … 1 and says something useful for 0 or n successes. For n = 0 nothing is known: 0 … 1.
 * @param successes 0 … n
 * @param n number of independent trials
 */
export function wilsonInterval(successes: number, n: number): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const share = successes / n;
  const square = z95 ** 2 / n;
  const centre = (share + square / 2) / (1 + square);
  const half = (z95 / (1 + square)) * Math.sqrt((share * (1 - share)) / n + square / (4 * n));
  // At the ends the formula gives 0 and 1; rounding must not make it less or more.
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  };
}
