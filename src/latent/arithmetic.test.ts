import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { dot, norm } from '../maths/vector.ts';
import type { Latent } from '../model/arrays.ts';
import { toLatent } from '../model/arrays.ts';
import type { Prior } from '../model/config.ts';
import type { Arm, Term } from './arithmetic.ts';
import {
  arms,
  meanOf,
  neighbourRadius,
  neighboursOf,
  readLength,
  readLengths,
  resultOf,
  strengthen,
  sumOfTerms,
} from './arithmetic.ts';
import { drawSample, shellOf } from './prior.ts';

interface GoldenCase {
  readonly name: string;
  readonly prior: Prior;
  readonly latentDim: number;
  readonly seed: number;
  readonly terms: readonly { readonly weight: number; readonly indices: readonly number[] }[];
  readonly all: readonly number[];
  readonly one: readonly number[];
  readonly oneRescaled: readonly number[];
  readonly strengths: readonly { readonly strength: number; readonly y: readonly number[] }[];
  readonly neighbours: readonly {
    readonly first: readonly number[];
    readonly last: readonly number[];
    readonly norm: number;
  }[];
}

const golden = JSON.parse(
  readFileSync(new URL('fixtures/arithmetic.json', import.meta.url), 'utf8'),
) as GoldenCase[];

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? NaN))));
}

const latent = (...values: number[]): Latent => toLatent(values, values.length);

describe.each(golden)('$name with the $prior prior, as numpy computes it', (given) => {
  const { prior, latentDim, seed } = given;
  const shell = shellOf(prior, latentDim);
  const terms = given.terms.map(({ weight, indices }): Term => ({
    weight,
    exemplars: indices.map((index) => drawSample(prior, latentDim, seed, index)),
  }));
  // Uniform draws are the same to the last bit; log and cos of normal ones differ in it by platform.
  const tolerance = prior === 'uniform' ? 0 : 2e-6;

  test.each(arms)('arm %s', (arm) => {
    const allowed = arm === 'oneRescaled' ? 1e-6 : tolerance;
    const expected = Float32Array.from(given[arm]);
    expect(largestDifference(resultOf(terms, arm, shell), expected)).toBeLessThanOrEqual(allowed);
  });

  test('strengths between A, Y and beyond', () => {
    for (const { strength, y } of given.strengths) {
      expect(largestDifference(sumOfTerms(strengthen(terms, strength)), y)).toBeLessThan(2e-6);
    }
    expect(sumOfTerms(strengthen(terms, 1))).toEqual(sumOfTerms(terms));
    const start = terms.find(({ weight }) => weight > 0);
    expect(sumOfTerms(strengthen(terms, 0))).toEqual(meanOf(start?.exemplars ?? []));
  });

  test('the eight neighbours of Y', () => {
    const y = sumOfTerms(terms);
    const cells = neighboursOf(y, neighbourRadius(prior), seed);
    expect(cells).toHaveLength(8);
    for (const [i, cell] of cells.entries()) {
      const expected = given.neighbours[i];
      expect(largestDifference(cell.subarray(0, 4), expected?.first ?? [])).toBeLessThan(2e-6);
      expect(largestDifference(cell.subarray(-4), expected?.last ?? [])).toBeLessThan(2e-6);
      expect(Math.abs(norm(cell) - (expected?.norm ?? NaN))).toBeLessThan(1e-5);
    }
    expect(neighboursOf(y, neighbourRadius(prior), seed)).toEqual(cells);
    expect(neighboursOf(y, neighbourRadius(prior), seed + 1)[0]).not.toEqual(cells[0]);
  });
});

test('the noise is the paper’s ±0.25 for U(−1, 1), the same relative step for N(0, 1)', () => {
  expect(neighbourRadius('uniform')).toBeCloseTo(0.25, 12);
  expect(neighbourRadius('normal')).toBeCloseTo(0.4330127, 7);
  expect(neighbourRadius('normal', 2)).toBeCloseTo(0.8660254, 7);
  const noise = neighboursOf(latent(...Array.from({ length: 2000 }, () => 0)), 0.25, 1).flatMap(
    (cell) => [...cell],
  );
  expect(Math.max(...noise)).toBeLessThanOrEqual(0.25);
  expect(Math.max(...noise)).toBeGreaterThan(0.2499);
  expect(Math.min(...noise)).toBeLessThan(-0.2499);
  expect(Math.abs(noise.reduce((sum, value) => sum + value, 0) / noise.length)).toBeLessThan(0.005);
  const still = latent(1, 2);
  expect(neighboursOf(still, 0, 5)).toEqual(Array.from({ length: 8 }, () => still));
});

test('the rescaled arm has the shell’s length and the direction of one', () => {
  const component = fc.double({ min: -4, max: 4, noNaN: true });
  const exemplar = fc.array(component, { minLength: 100, maxLength: 100 });
  fc.assert(
    fc.property(fc.tuple(exemplar, exemplar, exemplar), fc.boolean(), (triple, isNormal) => {
      const shell = shellOf(isNormal ? 'normal' : 'uniform', 100);
      const terms = triple.map((values, i) => ({
        weight: i === 1 ? -1 : 1,
        exemplars: [toLatent(values, 100)],
      }));
      const one = resultOf(terms, 'one', shell);
      fc.pre(norm(one) > 1e-3);
      const rescaled = resultOf(terms, 'oneRescaled', shell);
      expect(Math.abs(norm(rescaled) / shell.mean - 1)).toBeLessThan(1e-6);
      const cosine = dot(one, rescaled) / norm(one) / norm(rescaled);
      expect(cosine).toBeGreaterThan(1 - 1e-9);
      expect(resultOf(terms, 'all', shell)).toEqual(one);
    }),
  );
});

test('A − A has no direction and stays zero in every arm', () => {
  const a = latent(1, -2, 3);
  const terms = [1, -1].map((weight) => ({ weight, exemplars: [a] }));
  for (const arm of arms) {
    expect([...resultOf(terms, arm, shellOf('normal', 3))]).toEqual([0, 0, 0]);
  }
});

test('strength without a positive term starts at the origin', () => {
  const terms = [{ weight: -2, exemplars: [latent(1, 1)] }];
  expect([...sumOfTerms(strengthen(terms, 0.5))]).toEqual([-1, -1]);
  // The start is the mean of A, not 3 · A.
  const heavy = [{ weight: 3, exemplars: [latent(1, 2)] }];
  expect([...sumOfTerms(strengthen(heavy, 0))]).toEqual([1, 2]);
  expect([...sumOfTerms(strengthen(heavy, 2))]).toEqual([5, 10]);
});

test('lengths of everything against the shell', () => {
  const shell = { mean: 2, deviation: 0.5 };
  expect(readLength(latent(3, 0), shell)).toEqual({ norm: 3, ratio: 1.5, deviations: 2 });
  const terms: Term[] = [
    { weight: 1, exemplars: [latent(2, 0), latent(0, 2)] },
    { weight: -1, exemplars: [latent(-1, 0)] },
  ];
  const read = readLengths(terms, shell);
  expect(read.terms[0]?.exemplars.map(({ ratio }) => ratio)).toEqual([1, 1]);
  expect(read.terms[0]?.mean.norm).toBeCloseTo(Math.SQRT2, 12);
  expect(read.terms[1]?.mean.norm).toBe(1);
  const lengths = Object.fromEntries(arms.map((arm) => [arm, read.results[arm].norm])) as Record<
    Arm,
    number
  >;
  expect(lengths).toEqual({ one: 3, oneRescaled: 2, all: Math.hypot(2, 1) });
});

test.each<[string, readonly Term[], RegExp]>([
  ['no terms', [], /at least one term/],
  ['an empty slot', [{ weight: 1, exemplars: [] }], /at least one exemplar/],
  ['two models', [{ weight: 1, exemplars: [latent(1, 2), latent(1)] }], /latents of 2 numbers/],
  ['a weight that is no number', [{ weight: NaN, exemplars: [latent(1)] }], /finite/],
])('%s is refused', (_, terms, message) => {
  expect(() => sumOfTerms(terms)).toThrow(PlaygroundError);
  expect(() => sumOfTerms(terms)).toThrow(message);
});
