import { expect, test } from 'vitest';
import { nextSlice } from './pace.ts';

const pace = { sliceMs: 10, least: 1, most: 64 };

test('a slice grows to the time it may take, at most twofold, and shrinks at once', () => {
  expect(nextSlice(8, 2, pace)).toBe(16);
  expect(nextSlice(8, 8, pace)).toBe(10);
  expect(nextSlice(40, 1, pace)).toBe(64);
  expect(nextSlice(8, 80, pace)).toBe(1);
  expect(nextSlice(8, 0, pace)).toBe(16);
  expect(nextSlice(1, 500, pace)).toBe(1);
  expect(nextSlice(8, 500, { ...pace, least: 6 })).toBe(6);
});
