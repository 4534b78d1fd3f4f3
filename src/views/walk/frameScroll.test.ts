import { expect, test } from 'vitest';
import { followScroll } from './frameScroll.ts';

const strip = { offset: 500, visible: 1000, whole: 4000 };

test('a frame in the middle leaves the strip where it is', () => {
  expect(followScroll(1000, strip)).toBe(500);
});

test('a frame near an edge pulls the strip along, just far enough', () => {
  expect(followScroll(1400, strip)).toBe(600);
  expect(followScroll(600, strip)).toBe(400);
});

test('the strip stops at its ends', () => {
  expect(followScroll(50, strip)).toBe(0);
  expect(followScroll(3990, strip)).toBe(3000);
  expect(followScroll(50, { offset: 0, visible: 1000, whole: 640 })).toBe(0);
});
