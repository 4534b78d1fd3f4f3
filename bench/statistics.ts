/** Summary of repeated times. */

/**
 * Milliseconds: median, 95th percentile (nearest rank), shortest, and how many there were. Spread is
 * what lies between the quartiles (nearest rank), as a share of the median.
 */
export interface TimeSummary {
  readonly median: number;
  readonly spread: number;
  readonly p95: number;
  readonly min: number;
  readonly n: number;
}

/** Value at a fraction of the sorted list by nearest rank: the smallest with that share at or below. */
function nearestRank(sorted: readonly number[], fraction: number): number {
  return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? Number.NaN;
}

/** Summarises times; the median of an even count is the mean of the two in the middle. */
export function summariseTimes(milliseconds: readonly number[]): TimeSummary {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
  const spread = (nearestRank(sorted, 0.75) - nearestRank(sorted, 0.25)) / median;
  return {
    median,
    spread,
    p95: nearestRank(sorted, 0.95),
    min: sorted[0] ?? NaN,
    n: sorted.length,
  };
}
