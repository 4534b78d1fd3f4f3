import { expect, test } from 'vitest';
import { norm } from '../maths/vector.ts';
import { toLatent } from '../model/arrays.ts';
import type { Latent } from '../model/arrays.ts';
import { latentOnPad } from './pad.ts';
import { drawSheetPoints, sheetFrame } from './sheet.ts';
import { truncate } from './truncation.ts';

const corners = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [-1, 0, 0],
].map((values) => toLatent(values, 3)) as unknown as [Latent, Latent, Latent, Latent];

test('the corners of the pad come out exactly', () => {
  for (const how of ['lerp', 'slerp'] as const) {
    expect(latentOnPad(corners, 0, 0, how)).toEqual(corners[0]);
    expect(latentOnPad(corners, 1, 0, how)).toEqual(corners[1]);
    expect(latentOnPad(corners, 0, 1, how)).toEqual(corners[2]);
    expect(latentOnPad(corners, 1, 1, how)).toEqual(corners[3]);
  }
});

test('inside: the bilinear mean, or a point of the same length', () => {
  expect([...latentOnPad(corners, 0.25, 0.5, 'lerp')]).toEqual([0.25, 0.125, 0.375]);
  expect(norm(latentOnPad(corners, 0.3, 0.6, 'slerp'))).toBeCloseTo(1, 6);
});

test('the sheet is one continuous path of 11 points', () => {
  const points = drawSheetPoints('normal', 100, 7);
  expect(points).toHaveLength(11);
  expect(sheetFrame(points, 30, 'lerp')).toEqual(points[3]);
  const step = (from: number): number => {
    const [a, b] = [sheetFrame(points, from, 'lerp'), sheetFrame(points, from + 1, 'lerp')];
    return norm(a.map((value, i) => value - (b[i] as number)));
  };
  // From the last frame of a row to the first of the next it is as far as inside that row.
  expect(step(29)).toBeCloseTo(step(25), 5);
  expect(step(99 - 1)).toBeCloseTo(step(95), 5);
});

test('truncation scales z, and 1 leaves it alone', () => {
  const z = corners[0];
  expect(truncate(z, 1)).toBe(z);
  expect(norm(truncate(z, 0.7))).toBeCloseTo(0.7, 6);
});
