import { describe, expect, test } from 'vitest';
import { leaveOneOutInSteps } from '../maths/crossValidation.ts';
import { fitLogistic } from '../maths/logistic.ts';
import { createRandomStream, drawNormal } from '../maths/random.ts';
import { norm } from '../maths/vector.ts';
import type { Latent } from '../model/arrays.ts';
import { toLatent } from '../model/arrays.ts';
import type { Direction } from './direction.ts';
import { cosineBetween, judge } from './direction.ts';
import { differenceOfMeans, directionOf, leastGroup, problemOfGroups } from './fitDirection.ts';
import type { Groups } from './fitDirection.ts';

const latentDim = 100;

/** The direction that the groups below differ by. */
const truth: Direction = (() => {
  const stream = createRandomStream(2015);
  const values = Array.from({ length: latentDim }, () => drawNormal(stream));
  return { name: 'truth', vector: Float32Array.from(values, (value) => value / norm(values)) };
})();

/** Groups `apart` deviations from each other. */
function drawGroups(count: number, apart: number, seed: number): Groups {
  const stream = createRandomStream(seed);
  const group = (side: number): Latent[] =>
    Array.from({ length: count }, () =>
      toLatent(
        Array.from(truth.vector, (value) => drawNormal(stream) + (side * apart * value) / 2),
        latentDim,
      ),
    );
  return { present: group(1), absent: group(-1) };
}

const fit = (groups: Groups) => directionOf('fitted', fitLogistic(problemOfGroups(groups)));

function leaveOneOut(groups: Groups): number {
  const steps = leaveOneOutInSteps(problemOfGroups(groups));
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value.accuracy;
  }
}

test('it finds the direction by which the groups differ, the better the more faces there are', () => {
  const [few, many] = [fit(drawGroups(10, 8, 1)), fit(drawGroups(200, 8, 1))];
  expect(norm(many.vector)).toBeCloseTo(1, 6);
  expect(cosineBetween(many, truth)).toBeGreaterThan(0.95);
  expect(cosineBetween(few, truth)).toBeGreaterThan(0.5);
  expect(cosineBetween(few, truth)).toBeLessThan(cosineBetween(many, truth));
});

test('both ways judge the faces that they were made from rightly', () => {
  const groups = drawGroups(12, 4, 3);
  for (const direction of [fit(groups), differenceOfMeans('turn', groups)]) {
    for (const z of groups.present) expect(judge(direction, z)).toBeGreaterThan(0);
    for (const z of groups.absent) expect(judge(direction, z)).toBeLessThan(0);
  }
});

test('for few faces the fit is close to the difference of the means', () => {
  for (const count of [leastGroup, 6, 12]) {
    const groups = drawGroups(count, 4, count);
    expect(cosineBetween(fit(groups), differenceOfMeans('turn', groups))).toBeGreaterThan(0.97);
  }
});

test('leaving one out tells groups that differ from groups that do not', () => {
  expect(leaveOneOut(drawGroups(8, 8, 5))).toBeGreaterThan(0.9);
  const noise = Array.from({ length: 12 }, (_, seed) => leaveOneOut(drawGroups(6, 0, 100 + seed)));
  const mean = noise.reduce((sum, accuracy) => sum + accuracy, 0) / noise.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.12);
});

test('groups of unequal size are weighed alike', () => {
  const { present, absent } = drawGroups(12, 6, 9);
  const direction = fit({ present, absent: absent.slice(0, 3) });
  const middle = toLatent(new Float32Array(latentDim), latentDim);
  // An unweighed fit would lean to the larger group by log(12 / 3) = 1.39.
  expect(Math.abs(judge(direction, middle))).toBeLessThan(0.7);
});

describe('groups that cannot be fitted', () => {
  const { present, absent } = drawGroups(3, 4, 1);
  const short = toLatent([1, 2, 3], 3);
  const flat = [1, 2, 3].map((value) => toLatent([value, 0], 2));
  const turned = [
    [1, 1],
    [3, 1],
    [2, -2],
  ].map((values) => toLatent(values, 2));
  test.each([
    ['two with', { present: present.slice(1), absent }, 'present', 2],
    ['none without', { present, absent: [] }, 'absent', 0],
    ['of another model', { present, absent: [...absent, short] }, 'absent', 3],
    [
      'a face in both',
      { present, absent: [...absent, ...present.slice(2)] },
      'present[2]',
      'one that is in both',
    ],
    ['the same mean', { present: flat, absent: turned }, 'turn', 'weights of length 0'],
  ])('%s', (_, groups, where, found) => {
    expect(() => differenceOfMeans('turn', groups)).toThrow(
      expect.objectContaining({
        code: 'bad-argument',
        details: { where, expected: expect.any(String), found },
      }),
    );
  });
});
