import { expect, test } from 'vitest';
import { heightShare, roundStep } from './axis.ts';

test('steps are 1, 2 or 5 times a power of ten', () => {
  expect(roundStep(4.3, 3)).toBe(2);
  expect(roundStep(0.9, 3)).toBeCloseTo(0.5);
  expect(roundStep(30, 3)).toBe(10);
  expect(roundStep(31, 3)).toBe(20);
});

test('the largest value is on top, the smallest at the bottom; an empty range divides by nothing', () => {
  const range = { min: -2, max: 6 };
  expect([6, 0, -2].map((value) => heightShare(value, range))).toEqual([0, 0.75, 1]);
  expect(heightShare(3, { min: 3, max: 3 })).toBe(1);
});
