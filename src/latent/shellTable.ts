/**
 * Why three exemplars (section 6.3.2 says only that one was unstable): the lengths that draws,
 * midpoints and A − B + C have, measured on draws from the prior.
 */
import { mean, standardDeviation } from '../maths/statistics.ts';
import { lerp, norm } from '../maths/vector.ts';
import type { Latent } from '../model/arrays.ts';
import type { Prior } from '../model/config.ts';
import { sumOfTerms } from './arithmetic.ts';
import { drawSample } from './prior.ts';

/** Mean and standard deviation of a length over many draws. */
export interface MeasuredLength {
  readonly mean: number;
  readonly deviation: number;
}

/** Lengths over independent draws; beside each what theory says relative to a draw. */
export interface ShellTable {
  /** |z| of a draw. */
  readonly draw: MeasuredLength;
  /** Half-way on the straight line between two draws: 1/√2 of a draw. */
  readonly midpoint: MeasuredLength;
  /** A − B + C of single draws: √3 of a draw. */
  readonly single: MeasuredLength;
  /** A − B + C of means of three draws: as long as a draw. */
  readonly meansOfThree: MeasuredLength;
}

const exemplarsPerTrial = 9;

/**
 * Measures the table. Trial i uses samples 9i … 9i + 8 of the seed: three each for A, B and C, of
 * which the first are the single ones, A's and B's first the ends of the midpoint.
 * @param trials number of trials, at least 1; 20,000 takes about two seconds, 1,000 is good to 1 %
 */
export function shellTable(
  prior: Prior,
  latentDim: number,
  seed: number,
  trials: number,
): ShellTable {
  const lengths = { draw: [], midpoint: [], single: [], meansOfThree: [] } as Record<
    keyof ShellTable,
    number[]
  >;
  for (let trial = 0; trial < trials; trial += 1) {
    const [a, b, c] = [0, 3, 6].map((first) =>
      [0, 1, 2].map((i) =>
        drawSample(prior, latentDim, seed, trial * exemplarsPerTrial + first + i),
      ),
    ) as [Latent[], Latent[], Latent[]];
    const sum = (count: number): Latent =>
      sumOfTerms([
        { weight: 1, exemplars: a.slice(0, count) },
        { weight: -1, exemplars: b.slice(0, count) },
        { weight: 1, exemplars: c.slice(0, count) },
      ]);
    const [first, second] = [a[0] as Latent, b[0] as Latent];
    lengths.draw.push(norm(first));
    lengths.midpoint.push(norm(lerp(first, second, 0.5)));
    lengths.single.push(norm(sum(1)));
    lengths.meansOfThree.push(norm(sum(3)));
  }
  const measure = (values: readonly number[]): MeasuredLength => ({
    mean: mean(values),
    deviation: standardDeviation(values),
  });
  return {
    draw: measure(lengths.draw),
    midpoint: measure(lengths.midpoint),
    single: measure(lengths.single),
    meansOfThree: measure(lengths.meansOfThree),
  };
}
