import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { areaUnderCurve, balancedAccuracy } from './classification.ts';
import { decide, fitLogistic, fitLogisticInSteps, logistic } from './logistic.ts';
import type { LogisticProblem } from './logisticProblem.ts';
import { balancedWeights } from './logisticProblem.ts';
import { createRandomStream, drawNormal } from './random.ts';
import { measureColumns, standardise, undoStandardisation } from './standardise.ts';

interface Golden {
  readonly cases: readonly {
    readonly name: string;
    readonly n: number;
    readonly d: number;
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly weights: readonly number[] | null;
    readonly balanced: boolean;
    readonly lambda: number;
    readonly w: readonly number[];
    readonly b: number;
  }[];
  readonly metrics: {
    readonly y: readonly number[];
    readonly scores: readonly number[];
    readonly auc: number;
    readonly balancedAccuracy: number;
  };
}

/** Written by training/fixtures_logistic.py. */
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/logistic.json', import.meta.url), 'utf8'),
) as Golden;

/** Rows whose labels follow their features, with a margin of doubt. */
function draw(n: number, d: number, seed: number): LogisticProblem & { x: Float64Array } {
  const stream = createRandomStream(seed);
  const x = Float64Array.from({ length: n * d }, () => drawNormal(stream));
  const y = Array.from({ length: n }, (_, i) => {
    if (i < 2) return i; // both labels occur
    return stream() < logistic(2 * (x[i * d] as number)) ? 1 : 0;
  });
  return { x, n, d, y, lambda: 0.01 };
}

/** Gradient by its definition, one row after the other: the slow twin. */
function slowGradient(
  { x, n, d, y, weights, lambda }: LogisticProblem,
  w: Float64Array,
  b: number,
): number[] {
  const share = (i: number): number => weights?.[i] ?? 1;
  const total = Array.from({ length: n }, (_, i) => share(i)).reduce((sum, s) => sum + s, 0);
  const gradient = Float64Array.of(...w.map((value) => lambda * value), 0);
  for (let i = 0; i < n; i += 1) {
    const margin = w.reduce((sum, value, j) => sum + value * (x[i * d + j] as number), b);
    const error = (share(i) * (1 / (1 + Math.exp(-margin)) - (y[i] as number))) / total;
    for (let j = 0; j <= d; j += 1) {
      const feature = j === d ? 1 : (x[i * d + j] as number);
      gradient[j] = (gradient[j] as number) + error * feature;
    }
  }
  return [...gradient];
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, within = 1e-6): void {
  expect(found.length).toBe(expected.length);
  const size = Math.max(1, ...Array.from(expected, Math.abs));
  const furthest = Math.max(
    ...Array.from(found, (value, i) => Math.abs(value - (expected[i] as number))),
  );
  expect(furthest / size).toBeLessThan(within);
}

describe('against scikit-learn', () => {
  test.each(golden.cases)('$name', ({ x, weights, w, b, ...rest }) => {
    const problem = { ...rest, x: Float64Array.from(x), weights: weights ?? undefined };
    const fit = fitLogistic(problem, { tolerance: 1e-11 });
    expect(fit.converged).toBe(true);
    expectClose([...fit.w, fit.b], [...w, b]);
  });

  test('area under the curve with ties, and balanced accuracy', () => {
    const { y, scores, auc, balancedAccuracy: expected } = golden.metrics;
    expect(areaUnderCurve(y, scores)).toBeCloseTo(auc, 12);
    expect(balancedAccuracy(y, scores)).toBeCloseTo(expected, 12);
  });
});

test('the gradient is zero where it ends, also for sums over sampled rows', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 90 }),
      fc.integer({ min: 1, max: 6 }),
      fc.double({ min: -4, max: 0, noNaN: true }),
      fc.nat(),
      (n, d, exponent, seed) => {
        const problem = { ...draw(n, d, seed), lambda: 10 ** exponent };
        const fit = fitLogistic(problem);
        expect(fit.converged).toBe(true);
        const slow = slowGradient(problem, fit.w, fit.b);
        expect(Math.max(...slow.map(Math.abs))).toBeLessThan(1.01e-8);
      },
    ),
    { numRuns: 60 },
  );
});

test('rows twice with half the weight, or in another order, change nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 40 }), fc.nat(), (n, seed) => {
      const problem = draw(n, 3, seed);
      const { x, y } = problem;
      const options = { tolerance: 1e-12 };
      const { w, b } = fitLogistic(problem, options);
      const twice = fitLogistic(
        {
          ...problem,
          n: 2 * n,
          x: Float64Array.of(...x, ...x),
          y: [...Array.from(y), ...Array.from(y)],
          weights: Array.from({ length: 2 * n }, () => 0.5),
        },
        options,
      );
      expectClose([...twice.w, twice.b], [...w, b], 1e-8);
      const backwards = Array.from({ length: n }, (_, i) => n - 1 - i);
      const reversed = fitLogistic(
        {
          ...problem,
          x: Float64Array.from(backwards.flatMap((i) => [...x.subarray(3 * i, 3 * i + 3)])),
          y: backwards.map((i) => y[i] as number),
        },
        options,
      );
      expectClose([...reversed.w, reversed.b], [...w, b], 1e-8);
    }),
    { numRuns: 40 },
  );
});

test('a row of weight 0 is not there', () => {
  const problem = draw(30, 2, 5);
  const weights = Array.from({ length: 30 }, (_, i) => (i === 29 ? 0 : 1));
  const without = {
    ...problem,
    n: 29,
    x: problem.x.slice(0, 58),
    y: Array.from(problem.y).slice(0, 29),
  };
  const [one, other] = [fitLogistic({ ...problem, weights }), fitLogistic(without)];
  expectClose([...one.w, one.b], [...other.w, other.b]);
});

test('it works in pieces, from any start, and says so when it has not finished', () => {
  const problem = draw(60, 4, 9);
  const steps = fitLogisticInSteps(problem);
  const seen = [];
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) seen.push(step.value);
  const fit = step.value;
  expect(seen.length).toBeGreaterThan(fit.iterations);
  expect(seen.at(-1)?.gradientNorm).toBe(fit.gradientNorm);
  const losses = seen.map(({ loss }) => loss);
  expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  const elsewhere = fitLogistic(problem, { start: { w: Float64Array.of(9, -9, 9, -9), b: 7 } });
  expectClose([...elsewhere.w, elsewhere.b], [...fit.w, fit.b]);
  const asFarAsItGoes = fitLogistic(problem, { tolerance: 1e-300, maxIterations: 1e6 });
  expect(asFarAsItGoes.converged).toBe(false);
  expect(asFarAsItGoes.iterations).toBeLessThan(100);
  expect(asFarAsItGoes.gradientNorm).toBeLessThan(1e-14);
  expect(fitLogistic(problem, { maxIterations: 1 })).toMatchObject({
    converged: false,
    iterations: 1,
  });
});

test('512 columns and more rows than the preconditioner takes', () => {
  const [n, d] = [2600, 512];
  const stream = createRandomStream(41);
  const mix = Array.from({ length: d }, () => drawNormal(stream));
  // Activations as behind a ReLU: correlated, half of them 0, some columns always 0.
  const x = new Float32Array(n * d);
  const y = new Uint8Array(n);
  for (let i = 0; i < n; i += 1) {
    const common = drawNormal(stream);
    let margin = 0;
    for (let j = 0; j < d; j += 1) {
      const value = drawNormal(stream) + 2 * common * (mix[j] as number);
      x[i * d + j] = j % 50 === 0 ? 0 : Math.max(0, value);
      margin += (x[i * d + j] as number) * (mix[j] as number) * 0.1;
    }
    y[i] = stream() < logistic(margin) ? 1 : 0;
  }
  const problem = { x, n, d, y, lambda: 1e-2 };
  const fit = fitLogistic(problem);
  expect(fit.converged).toBe(true);
  const slow = slowGradient(problem, fit.w, fit.b);
  expect(Math.max(...slow.map(Math.abs))).toBeLessThan(1.01e-8);
});

test('balanced weights give both labels the same', () => {
  const weights = balancedWeights([1, 0, 0, 0], [2, 1, 1, 4]);
  expect([...weights]).toEqual([2, 2 / 6, 2 / 6, 8 / 6]);
  const problem = draw(50, 3, 3);
  const [one, other] = [
    fitLogistic({ ...problem, balanced: true }),
    fitLogistic({ ...problem, weights: balancedWeights(problem.y) }),
  ];
  expect([...one.w, one.b]).toEqual([...other.w, other.b]);
});

test('standardised columns have mean 0 and deviation 1, and the way back is exact', () => {
  const { x, n, d, ...rest } = draw(70, 4, 12);
  for (let i = 0; i < n; i += 1) {
    x[i * d] = 3.7;
    x[i * d + 1] = 1000 + 50 * (x[i * d + 1] as number);
  }
  const columns = measureColumns(x, n, d);
  const standard = standardise(x, columns);
  for (let j = 0; j < d; j += 1) {
    const column = Array.from({ length: n }, (_, i) => standard[i * d + j] as number);
    const square = column.reduce((sum, value) => sum + value ** 2, 0) / n;
    expect(column.reduce((sum, value) => sum + value, 0) / n).toBeCloseTo(0, 10);
    expect(square).toBeCloseTo(j === 0 ? 0 : 1, 10);
  }
  const fit = fitLogistic({ ...rest, x: standard, n, d });
  const raw = undoStandardisation(fit, columns);
  expectClose(decide(raw, x, n), decide(fit, standard, n), 1e-10);
});

describe('a problem that cannot be fitted is refused', () => {
  const good = { x: Float64Array.of(1, 2, 3, 4), n: 4, d: 1, y: [0, 1, 0, 1], lambda: 1 };
  test.each([
    ['only one label', { y: [1, 1, 1, 1] }, 'y'],
    ['a label that has no weight', { weights: [0, 1, 0, 1] }, 'y'],
    ['another label', { y: [0, 1, 2, 1] }, 'y[2]'],
    ['too few numbers', { n: 5 }, 'x'],
    ['too few labels', { y: [0, 1] }, 'y'],
    ['too few weights', { weights: [1] }, 'weights'],
    ['a negative weight', { weights: [1, 1, -1, 1] }, 'weights[2]'],
    ['no number', { x: Float64Array.of(1, 2, NaN, 4) }, 'x[2][0]'],
    ['no rows', { n: 0 }, 'n'],
    ['no columns', { d: 0 }, 'd'],
    ['no penalty', { lambda: 0 }, 'lambda'],
  ])('%s', (_, change, where) => {
    let thrown: unknown;
    try {
      fitLogistic({ ...good, ...change });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(PlaygroundError);
    const { code, details } = thrown as PlaygroundError;
    expect(code).toBe('bad-argument');
    expect(details).toMatchObject({ where, expected: expect.anything(), found: expect.anything() });
  });
});
