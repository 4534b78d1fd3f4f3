import { expect, test } from 'vitest';
import { axisFor, decimalsFor } from '../parts/axis.ts';
import { spread, summaryOf } from './stripPlot.ts';
import { differenceOf } from './difference.ts';

test('the axis holds every value and zero, with round ticks', () => {
  const axis = axisFor([0.013, 0.062, -0.004]);
  expect(axis.min).toBeLessThanOrEqual(-0.004);
  expect(axis.max).toBeGreaterThanOrEqual(0.062);
  expect(axis.ticks.length).toBeLessThanOrEqual(7);
  expect(axis.ticks.some((tick) => Math.abs(tick) < 1e-12)).toBe(true);
  expect(decimalsFor(axis)).toBe(2);
  expect(axisFor([0, 0]).max).toBeGreaterThanOrEqual(0);
});

test('near points are set apart, far ones share the row', () => {
  expect(spread([0, 1, 2], 0.5)).toEqual([0, 0, 0]);
  const heights = spread([0, 0.1, 0.2, 5], 0.5);
  expect(new Set(heights.slice(0, 3)).size).toBe(3);
  expect(heights[3]).toBe(0);
});

test('a summary of an even and an odd number of values', () => {
  expect(summaryOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(summaryOf([4, 1, 2, 3]).median).toBe(2.5);
});

test('a difference is grey where nothing moved, and doubled elsewhere', () => {
  const of = (...data: number[]) => ({ width: 1, height: 1, data: Uint8ClampedArray.from(data) });
  expect([...differenceOf(of(10, 20, 30, 255), of(10, 30, 0, 255)).data]).toEqual([
    128, 148, 68, 255,
  ]);
});
