import { expect, test } from 'vitest';
import { mean, standardDeviation, wilsonInterval } from './statistics.ts';

test('mean and standard deviation', () => {
  expect(mean([1, 2, 6])).toBe(3);
  expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBe(2);
  expect(mean([])).toBeNaN();
});

test.each([
  // scipy.stats.binomtest(k, n).proportion_ci(method='wilson')
  [0, 10, 0, 0.2775327998628892],
  [10, 10, 0.7224672001371107, 1],
  [1, 1, 0.2065493143772375, 1],
  [3, 10, 0.10779126740630104, 0.6032218525388546],
  [137, 200, 0.6176504391426965, 0.7453767900977148],
])('Wilson’s interval of %i in %i', (successes, n, low, high) => {
  const interval = wilsonInterval(successes, n);
  expect(interval.low).toBeCloseTo(low, 12);
  expect(interval.high).toBeCloseTo(high, 12);
});

test('of no trials nothing is known', () => {
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
});
