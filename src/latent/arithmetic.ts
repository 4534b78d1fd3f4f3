/**
 * Vector arithmetic with latents (section 6.3.2, Figure 7): Y = mean(A) − mean(B) + mean(C), the three
 * arms that say why means of three work, and the eight neighbours of Y in the paper's 3×3 grid.
 *
 * Sums are taken in double precision and rounded to float32 once, so that the golden numbers of
 * numpy (`fixtures/arithmetic.json`) come out bit for bit from equal exemplars.
 */
import { badArgument } from '../errors.ts';
import { createRandomStream } from '../maths/random.ts';
import { norm } from '../maths/vector.ts';
import type { Latent } from '../model/arrays.ts';
import { toLatent } from '../model/arrays.ts';
import type { Prior } from '../model/config.ts';
import { rescale } from './control.ts';
import { sigmaOf } from './prior.ts';
import type { Shell } from './prior.ts';

/** One concept of a formula: the mean of its exemplars, times a weight of any sign. */
export interface Term {
  readonly weight: number;
  /** At least one; all of one length. */
  readonly exemplars: readonly Latent[];
}

/** Cells around the result in the 3×3 grid of Figure 7. */
export const neighbourCount = 8;

/** Third key of the neighbours' streams: "nois". */
const noiseKey = 0x6e6f6973;

/**
 * Mean of latents.
 * @throws PlaygroundError `bad-argument` for none at all or for different lengths.
 */
export function meanOf(latents: readonly Latent[]): Latent {
  return sumOfTerms([{ weight: 1, exemplars: latents }]);
}

/**
 * Y = Σ weightᵢ · mean(exemplarsᵢ).
 * @throws PlaygroundError `bad-argument` for no terms, a term without exemplars, different lengths,
 *   or a sum that is not finite.
 */
export function sumOfTerms(terms: readonly Term[]): Latent {
  const latentDim = terms[0]?.exemplars[0]?.length ?? 0;
  const sum = new Float64Array(latentDim);
  for (const [i, { weight, exemplars }] of terms.entries()) {
    if (exemplars.length === 0) throw badArgument(`terms[${i}]`, 'at least one exemplar', 'none');
    const mean = new Float64Array(latentDim);
    for (const exemplar of exemplars) {
      if (exemplar.length !== latentDim) {
        throw badArgument(`terms[${i}]`, `latents of ${latentDim} numbers`, `${exemplar.length}`);
      }
      for (let k = 0; k < latentDim; k += 1) mean[k] = (mean[k] ?? 0) + (exemplar[k] ?? 0);
    }
    for (let k = 0; k < latentDim; k += 1) {
      sum[k] = (sum[k] ?? 0) + weight * ((mean[k] ?? 0) / exemplars.length);
    }
  }
  if (terms.length === 0) throw badArgument('terms', 'at least one term', 'none');
  return toLatent(sum, latentDim);
}

/**
 * The terms of Y(s) = A + s·(Y − A), where A is the mean of the first term with a positive weight,
 * taken once: s = 0 gives A, 1 gives Y, more goes beyond. Without a positive term A is the origin.
 * Works on terms of pictures as well, since only the weights change.
 * @param strength s; the page offers 0 … 2
 */
export function strengthen<T extends { readonly weight: number }>(
  terms: readonly T[],
  strength: number,
): T[] {
  const start = terms.findIndex(({ weight }) => weight > 0);
  return terms.map((term, i) => ({
    ...term,
    weight: strength * term.weight + (i === start ? 1 - strength : 0),
  }));
}

/**
 * The three arms of the experiment. `one` uses the first exemplar of each term and `all` uses all.
 * `all` differs from `one` in two things at once, the length of Y and the averaging of what else the
 * exemplars show; `oneRescaled` has the length only: Y of `one`, put on the prior's shell.
 */
export const arms = ['one', 'oneRescaled', 'all'] as const;
export type Arm = (typeof arms)[number];

/** The terms with the first exemplar of each only; terms without any stay as they are. */
export function withFirstExemplars<T>(
  terms: readonly { readonly weight: number; readonly exemplars: readonly T[] }[],
): { weight: number; exemplars: readonly T[] }[] {
  return terms.map(({ weight, exemplars }) => ({ weight, exemplars: exemplars.slice(0, 1) }));
}

/**
 * Y in one arm. In `oneRescaled` |Y| is the shell's mean to 1e-6 of it and the direction is that of
 * `one`; a Y of zero has no direction and stays zero.
 * @throws PlaygroundError as {@link sumOfTerms}
 */
export function resultOf(terms: readonly Term[], arm: Arm, shell: Shell): Latent {
  if (arm === 'all') return sumOfTerms(terms);
  const y = sumOfTerms(withFirstExemplars(terms));
  return arm === 'one' ? y : rescale(y, shell.mean);
}

/**
 * Half-width of the uniform noise around Y: 0.25·√3·σ, σ being the prior's standard deviation. That is
 * the paper's ±0.25 for U(−1, 1), and the same step relative to the prior, ±0.433, for N(0, 1).
 * @param factor what the visitor multiplies it by; 1 is the paper's
 */
export function neighbourRadius(prior: Prior, factor = 1): number {
  return factor * 0.25 * Math.sqrt(3) * sigmaOf(prior);
}

/**
 * The eight neighbours of Y, row by row without the centre (Figure 7): Y plus uniform noise of
 * ±radius in every component. Component k of cell c is number k of the stream (seed, "nois", c).
 * @throws PlaygroundError `bad-argument` if a sum is not finite.
 */
export function neighboursOf(y: Latent, radius: number, seed: number): Latent[] {
  return Array.from({ length: neighbourCount }, (_, cell) => {
    const stream = createRandomStream(seed, noiseKey, cell);
    return toLatent(
      Array.from(y, (value) => value + (2 * stream() - 1) * radius),
      y.length,
    );
  });
}

/** The length of a latent beside that of draws from the prior. */
export interface LengthReading {
  readonly norm: number;
  /** norm / mean of the shell: 1 on the shell, √3 for A − B + C of single draws. */
  readonly ratio: number;
  /** How many of the shell's standard deviations it lies outside (negative: inside). */
  readonly deviations: number;
}

/** Reads |z| against the prior's shell. */
export function readLength(z: Latent, shell: Shell): LengthReading {
  const length = norm(z);
  return {
    norm: length,
    ratio: length / shell.mean,
    deviations: (length - shell.mean) / shell.deviation,
  };
}

/** Lengths of everything in an arithmetic, against the shell. */
export interface LengthReadings {
  /** For each term: its exemplars in order, and their mean. */
  readonly terms: readonly {
    readonly exemplars: readonly LengthReading[];
    readonly mean: LengthReading;
  }[];
  readonly results: Readonly<Record<Arm, LengthReading>>;
}

/**
 * Reads every length of an arithmetic: exemplars, means, and Y in each arm. This is the table "Why
 * three exemplars" (see `shellTable.ts`) with the visitor's own faces, which need not be independent.
 * @throws PlaygroundError as {@link sumOfTerms}
 */
export function readLengths(terms: readonly Term[], shell: Shell): LengthReadings {
  const read = (z: Latent): LengthReading => readLength(z, shell);
  return {
    terms: terms.map(({ exemplars }) => ({
      exemplars: exemplars.map(read),
      mean: read(meanOf(exemplars)),
    })),
    results: {
      one: read(resultOf(terms, 'one', shell)),
      oneRescaled: read(resultOf(terms, 'oneRescaled', shell)),
      all: read(resultOf(terms, 'all', shell)),
    },
  };
}
