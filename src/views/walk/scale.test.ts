import { expect, test } from 'vitest';
import { paletteLayout, stageScale, tileScale } from './scale.ts';

test('a laptop shows 6×, a 4K wall 12×, a phone 5×', () => {
  expect(stageScale(64, { width: 1353, height: 740, below: 330 })).toBe(6);
  expect(stageScale(64, { width: 3700, height: 1900, below: 460 })).toBe(12);
  expect(stageScale(64, { width: 358, height: 720, below: 330 })).toBe(5);
});

test('a low window keeps a picture of 256 pixels', () => {
  expect(stageScale(64, { width: 1168, height: 420, below: 330 })).toBe(4);
});

test('other sizes get whole multiples of their own', () => {
  expect(stageScale(28, { width: 1353, height: 740, below: 330 })).toBe(14);
  expect(stageScale(128, { width: 1353, height: 740, below: 330 })).toBe(3);
  expect(stageScale(512, { width: 358, height: 700, below: 330 })).toBe(1);
});

test('the palette grows where there is room and keeps full rows', () => {
  expect(paletteLayout(64, 6, 1, 670)).toEqual({ scale: 1, columns: 6 });
  expect(paletteLayout(64, 6, 1, 820)).toEqual({ scale: 2, columns: 6 });
  expect(paletteLayout(64, 12, 2, 2200)).toEqual({ scale: 5, columns: 6 });
  expect(paletteLayout(64, 5, 1, 358)).toEqual({ scale: 1, columns: 4 });
  expect(paletteLayout(64, 6, 1, 100)).toEqual({ scale: 1, columns: 2 });
});

test('tiles are about 64 pixels, more on large screens', () => {
  expect([tileScale(64, 1440), tileScale(64, 2400), tileScale(64, 3700)]).toEqual([1, 2, 3]);
  expect(tileScale(28, 1440)).toBe(2);
  expect(tileScale(128, 1440)).toBe(1);
});
