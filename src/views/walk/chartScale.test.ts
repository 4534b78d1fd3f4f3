import { expect, test } from 'vitest';
import { heightShare } from '../parts/axis.ts';
import { chartRange, linePath } from './chartScale.ts';

test('the range of a walk between draws from N(0, 1) holds curve and shell', () => {
  const range = chartRange([9.98 - 1.42, 9.98 + 1.42, 7.05, 10.4]);
  expect(range.min).toBeLessThan(7.05);
  expect(range.min).toBeGreaterThan(6.5);
  expect(range.max).toBeGreaterThan(11.4);
  expect(range.ticks).toEqual([8, 10]);
});

test('equal values still make a range, and a range stays above zero', () => {
  const range = chartRange([0, 0]);
  expect(range.min).toBe(0);
  expect(range.max).toBeGreaterThan(0);
  expect(heightShare(0, range)).toBe(1);
});

test('lines run from edge to edge, the largest value on top', () => {
  const range = { min: 0, max: 10, ticks: [] };
  expect(linePath([10, 5, 0], range)).toBe('M0.00 0.00L50.00 50.00L100.00 100.00');
  expect(linePath([5], range)).toBe('M0.00 50.00L100.00 50.00');
});
