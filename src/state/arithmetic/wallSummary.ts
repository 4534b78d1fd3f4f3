/** What a wall says: how often each arm did what it should, and what else changed on the way. */
import type { Concept } from '../../formats/exemplars.ts';
import type { Arm } from '../../latent/arithmetic.ts';
import { wilsonInterval } from '../../maths/statistics.ts';
import type { Interval } from '../../maths/statistics.ts';
import type { WallResult } from './wall.ts';

/** How often an arm's results satisfied the expected concept. */
export interface SuccessRate {
  readonly successes: number;
  readonly n: number;
  /** successes / n; NaN for no results. */
  readonly rate: number;
  /** Of 95 %. */
  readonly interval: Interval;
}

/**
 * How often the judge sees an attribute (logit ≥ 0) that the expected concept says nothing about.
 * Arithmetic that carried over the concept alone would leave it as it is among the C exemplars.
 * Rates are shares of the same triples by the same judge: of the results, of the first exemplars of C,
 * and of the first exemplars of A. NaN for no results.
 */
export interface AttributeChange {
  readonly attribute: string;
  readonly rate: number;
  readonly rateOfC: number;
  readonly rateOfA: number;
  /** rate − rateOfC. */
  readonly change: number;
  /** rate − rateOfA. */
  readonly changeFromA: number;
}

/**
 * Success of one arm over the triples so far.
 * @param threshold certainty that every condition must reach, 0 … 1; by default the thresholds of the
 *   concept itself. At 0.5 a result counts when the judge finds each condition likelier than not,
 *   which is far milder: a number without its threshold says nothing.
 */
export function successOf(
  results: readonly WallResult[],
  arm: Arm,
  threshold: number | null = null,
): SuccessRate {
  const n = results.length;
  const successes = results.filter(({ results: { [arm]: picture } }) =>
    threshold === null ? picture.succeeded : picture.score >= threshold,
  ).length;
  return { successes, n, rate: successes / n, interval: wilsonInterval(successes, n) };
}

/**
 * Changes of every attribute outside the expected concept, the largest change against C first, ties in
 * the judge's order.
 * @param attributes names of the judge's logits
 */
export function changesOf(
  results: readonly WallResult[],
  arm: Arm,
  expected: Concept,
  attributes: readonly string[],
): AttributeChange[] {
  const named = new Set(expected.map(({ attribute }) => attribute));
  const share = (column: number, logitsOf: (result: WallResult) => ArrayLike<number>): number =>
    results.filter((result) => (logitsOf(result)[column] ?? NaN) >= 0).length / results.length;
  return attributes
    .flatMap((attribute, column): AttributeChange[] => {
      if (named.has(attribute)) return [];
      const rate = share(column, (result) => result.results[arm].logits);
      const rateOfC = share(column, (result) => result.references.c.logits);
      const rateOfA = share(column, (result) => result.references.a.logits);
      const change = rate - rateOfC;
      return [{ attribute, rate, rateOfC, rateOfA, change, changeFromA: rate - rateOfA }];
    })
    .toSorted((x, y) => Math.abs(y.change) - Math.abs(x.change));
}

/** How a wall is laid out: in the order drawn, or by the judge's score with the best first. */
export type WallOrder = 'drawn' | 'best' | 'worst';

/** The triples in an order; those of equal score stay in the order drawn. */
export function sortWall(
  results: readonly WallResult[],
  order: WallOrder,
  arm: Arm,
): readonly WallResult[] {
  if (order === 'drawn') return results.toSorted((x, y) => x.number - y.number);
  const sign = order === 'best' ? -1 : 1;
  return results.toSorted((x, y) => sign * (x.results[arm].score - y.results[arm].score));
}
