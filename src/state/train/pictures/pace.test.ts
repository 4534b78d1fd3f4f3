import { expect, test } from 'vitest';
import { nextSlice } from './pace.ts';

test('a slice grows to the time it may take, at most twofold, and shrinks at once', () => {
  expect(nextSlice(8, 2, 64)).toBe(16);
  expect(nextSlice(8, 8, 64)).toBe(10);
  expect(nextSlice(40, 1, 64)).toBe(64);
  expect(nextSlice(8, 80, 64)).toBe(1);
  expect(nextSlice(8, 0, 64)).toBe(16);
  expect(nextSlice(1, 500, 64)).toBe(1);
});
