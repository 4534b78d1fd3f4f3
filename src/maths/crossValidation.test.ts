import { describe, expect, test } from 'vitest';
import type { CrossValidation, CrossValidationOptions } from './crossValidation.ts';
import { crossValidateInSteps, leaveOneOutInSteps } from './crossValidation.ts';
import { dealFolds } from './folds.ts';
import { decide, fitLogistic } from './logistic.ts';
import type { LogisticProblem } from './logisticProblem.ts';
import { createRandomStream, drawNormal } from './random.ts';

function runToEnd<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

function crossValidate(problem: LogisticProblem, options: CrossValidationOptions): CrossValidation {
  return runToEnd(crossValidateInSteps(problem, options));
}

/** Two classes `apart` deviations from each other in the first of three columns. */
function drawClasses(n: number, apart: number, seed: number): LogisticProblem {
  const stream = createRandomStream(seed);
  const y = Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 1 : 0));
  const x = Float64Array.from(
    { length: 3 * n },
    (_, i) => drawNormal(stream) + (i % 3 === 0 ? apart * (y[i / 3] as number) : 0),
  );
  return { x, n, d: 3, y, lambda: 0.1 };
}

function countParts(parts: Int32Array, folds: number): number[] {
  return Array.from({ length: folds }, (_, fold) => parts.filter((part) => part === fold).length);
}

describe('dealing', () => {
  test('every part has its share of both labels, and the seed decides which rows', () => {
    const y = Array.from({ length: 103 }, (_, i) => (i < 23 ? 1 : 0));
    const parts = dealFolds(y, 5, 1);
    for (const label of [0, 1]) {
      const counts = countParts(
        parts.filter((_, i) => y[i] === label),
        5,
      );
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    expect([...dealFolds(y, 5, 1)]).toEqual([...parts]);
    expect([...dealFolds(y, 5, 2)]).not.toEqual([...parts]);
  });

  test('rows of a group stay together, in parts of about the same size', () => {
    const groups = Array.from({ length: 200 }, (_, i) => Math.floor(i / 7));
    const y = groups.map((_, i) => (i % 7 < 2 ? 1 : 0));
    const parts = dealFolds(y, 4, 8, groups);
    const partOf = new Map<number, number>();
    groups.forEach((group, i) => {
      if (!partOf.has(group)) partOf.set(group, parts[i] as number);
      expect(parts[i]).toBe(partOf.get(group));
    });
    const sizes = countParts(parts, 4);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(7);
  });

  test.each([
    ['more parts than rows', [0, 1, 0, 1], 5, undefined, 'folds'],
    ['one part', [0, 1, 0, 1], 1, undefined, 'folds'],
    ['a label with a single row', [0, 0, 0, 1], 2, undefined, 'y'],
    ['a label in a single group', [0, 0, 1, 1], 3, [0, 1, 2, 2], 'y'],
  ])('%s is refused', (_, y, folds, groups, where) => {
    expect(() => dealFolds(y, folds, 0, groups)).toThrow(
      expect.objectContaining({
        code: 'bad-argument',
        details: expect.objectContaining({ where }),
      }),
    );
  });
});

test('where the first fit begins changes nothing that is found', () => {
  const problem = drawClasses(60, 1, 9);
  const options = { folds: 4, seed: 2, tolerance: 1e-10 };
  const plain = crossValidate(problem, options);
  const start = fitLogistic(problem);
  const led = crossValidate(problem, { ...options, start });
  expect(led).toMatchObject({ accuracy: plain.accuracy, auc: plain.auc, converged: true });
  for (const [i, prediction] of plain.predictions.entries()) {
    expect(led.predictions[i]).toBeCloseTo(prediction, 7);
  }
});

test('predictions are those of a fit to the other rows', () => {
  const problem = drawClasses(40, 1, 4);
  const { predictions, parts, converged } = crossValidate(problem, {
    folds: 4,
    seed: 3,
    tolerance: 1e-11,
  });
  expect(converged).toBe(true);
  for (const part of [0, 1, 2, 3]) {
    const kept = [...parts.keys()].filter((i) => parts[i] !== part);
    const fit = fitLogistic(
      {
        ...problem,
        n: kept.length,
        x: Float64Array.from(kept.flatMap((i) => [...problem.x.subarray(3 * i, 3 * i + 3)])),
        y: kept.map((i) => problem.y[i] as number),
      },
      { tolerance: 1e-11 },
    );
    const all = decide(fit, problem.x, 40);
    for (const i of parts.keys()) {
      if (parts[i] === part) expect(predictions[i]).toBeCloseTo(all[i] as number, 8);
    }
  }
});

test('classes far apart are told apart, noise is not', () => {
  const apart = crossValidate(drawClasses(90, 6, 1), { folds: 5, seed: 1 });
  expect(apart.accuracy).toBeGreaterThan(0.95);
  expect(apart.auc).toBeGreaterThan(0.98);
  const noise = crossValidate({ ...drawClasses(600, 0, 2), balanced: true }, { folds: 5, seed: 1 });
  expect(Math.abs(noise.balancedAccuracy - 0.5)).toBeLessThan(0.07);
  expect(Math.abs((noise.auc ?? 0) - 0.5)).toBeLessThan(0.07);
});

test('copies of a row in one group do not vouch for each other', () => {
  const stream = createRandomStream(77);
  const d = 20;
  const pictures = Array.from({ length: 24 }, () =>
    Array.from({ length: d }, () => drawNormal(stream)),
  );
  const x = Float64Array.from(pictures.flatMap((row) => [...row, ...row, ...row]));
  const groups = Array.from({ length: 72 }, (_, i) => Math.floor(i / 3));
  const y = groups.map((group) => group % 2); // no relation to x
  const problem = { x, n: 72, d, y, lambda: 0.01 };
  const leaky = crossValidate(problem, { folds: 6, seed: 5 });
  const honest = crossValidate(problem, { folds: 6, seed: 5, groups });
  expect(leaky.accuracy).toBeGreaterThan(0.85);
  expect(honest.accuracy).toBeLessThan(0.7);
});

test('one left out at a time: every row is its own part, and there is no area', () => {
  const problem = { ...drawClasses(12, 5, 6), balanced: true };
  const steps = leaveOneOutInSteps(problem);
  let step = steps.next();
  let last = 0;
  for (; step.done !== true; step = steps.next()) {
    expect(step.value.fits).toBe(12);
    expect(step.value.done).toBeGreaterThanOrEqual(last);
    last = step.value.done;
  }
  expect(last).toBe(11);
  expect([...step.value.parts].toSorted((a, b) => a - b)).toEqual([...Array(12).keys()]);
  expect(step.value.auc).toBeNull();
  expect(step.value.accuracy).toBeGreaterThan(0.8);
});
