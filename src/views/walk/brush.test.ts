import { expect, test } from 'vitest';
import { cellsBetween, componentRange, pulledValue } from './brush.ts';

test('a stroke along a row touches each component once', () => {
  expect(cellsBetween(12, 16, 10)).toEqual([13, 14, 15, 16]);
  expect(cellsBetween(16, 12, 10)).toEqual([15, 14, 13, 12]);
});

test('a fast diagonal stroke leaves no gap', () => {
  expect(cellsBetween(0, 33, 10)).toEqual([11, 22, 33]);
  expect(cellsBetween(5, 5, 10)).toEqual([]);
});

test('pulling up by 100 pixels adds the value of the full colour, within the bounds', () => {
  const normal = componentRange('normal');
  expect(pulledValue(0.25, 100, normal)).toBe(2.75);
  expect(pulledValue(0.25, -40, normal)).toBe(-0.75);
  expect(pulledValue(0, 1000, normal)).toBe(6);
  expect(pulledValue(0, -1000, componentRange('uniform'))).toBe(-2);
});
