import { describe, expect, test } from 'vitest';
import { shellOf } from './prior.ts';
import { shellTable } from './shellTable.ts';

describe.each([
  // The paper says only "unstable"; these are the lengths of 20,000 draws with numpy.
  ['normal', { draw: 9.98, midpoint: 7.05, single: 17.27, meansOfThree: 9.98 }, 0.71],
  ['uniform', { draw: 5.77, midpoint: 4.07, single: 9.98, meansOfThree: 5.76 }, 0.26],
] as const)('%s prior in 100 dimensions', (prior, expected, deviation) => {
  const table = shellTable(prior, 100, 7, 4000);

  test.each(['draw', 'midpoint', 'single', 'meansOfThree'] as const)('%s', (row) => {
    expect(Math.abs(table[row].mean / expected[row] - 1)).toBeLessThan(0.005);
  });

  test('a draw spreads as the shell says', () => {
    expect(Math.abs(table.draw.deviation / deviation - 1)).toBeLessThan(0.05);
    expect(Math.abs(table.draw.mean / shellOf(prior, 100).mean - 1)).toBeLessThan(0.005);
  });

  test('the same seed gives the same table, another one another', () => {
    const small = shellTable(prior, 100, 7, 50);
    expect(shellTable(prior, 100, 7, 50)).toEqual(small);
    expect(shellTable(prior, 100, 8, 50).single.mean).not.toBe(small.single.mean);
    expect(Math.abs(small.single.mean / expected.single - 1)).toBeLessThan(0.03);
  });
});
