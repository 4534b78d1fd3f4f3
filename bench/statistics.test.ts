import { expect, test } from 'vitest';
import { summariseTimes } from './statistics.ts';

test('median, p95 and spread by nearest rank, the median of an even count in the middle', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(summariseTimes(hundred)).toEqual({
    median: 50.5,
    spread: 50 / 50.5,
    p95: 95,
    min: 1,
    n: 100,
  });
  expect(summariseTimes([3, 1, 2])).toEqual({ median: 2, spread: 1, p95: 3, min: 1, n: 3 });
  expect(summariseTimes([7])).toEqual({ median: 7, spread: 0, p95: 7, min: 7, n: 1 });
  expect(summariseTimes([]).median).toBeNaN();
});
