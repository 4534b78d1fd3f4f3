import { expect, test } from 'vitest';
import type { Box } from '../../model/markings.ts';
import {
  boxBetween,
  brushPixels,
  contains,
  dragCorner,
  firstBox,
  moveBox,
  resizeBox,
  rowsOfPixels,
} from './shapeEditing.ts';

const box: Box = { x0: 10, y0: 20, x1: 30, y1: 40 };

test('two corners in any order span whole pixels inside the picture', () => {
  expect(boxBetween({ x: 5.4, y: 9.9 }, { x: 2.2, y: 3 }, 64)).toEqual({
    x0: 2,
    y0: 3,
    x1: 6,
    y1: 10,
  });
  expect(boxBetween({ x: -9, y: 60 }, { x: 5, y: 99 }, 64)).toEqual({
    x0: 0,
    y0: 60,
    x1: 5,
    y1: 64,
  });
  expect(boxBetween({ x: 70, y: 1 }, { x: 90, y: 9 }, 64)).toBeNull();
});

test('a box moves as a whole, grows by its corner, and stays in the picture', () => {
  expect(moveBox(box, { x: -100, y: 5 }, 64)).toEqual({ x0: 0, y0: 25, x1: 20, y1: 45 });
  expect(moveBox(box, { x: 3.4, y: 100 }, 64)).toEqual({ x0: 13, y0: 44, x1: 33, y1: 64 });
  expect(resizeBox(box, { x: -50, y: 4 }, 64)).toEqual({ x0: 10, y0: 20, x1: 11, y1: 44 });
  expect(resizeBox(box, { x: 99, y: 99 }, 64)).toEqual({ x0: 10, y0: 20, x1: 64, y1: 64 });
});

test('a dragged corner may cross its opposite, and never leaves nothing', () => {
  expect(dragCorner(box, 'nw', { x: 12, y: 25 }, 64)).toEqual({ x0: 12, y0: 25, x1: 30, y1: 40 });
  expect(dragCorner(box, 'nw', { x: 35, y: 25 }, 64)).toEqual({ x0: 30, y0: 25, x1: 35, y1: 40 });
  for (const corner of ['nw', 'ne', 'sw', 'se'] as const) {
    const { x0, y0, x1, y1 } = dragCorner(box, corner, { x: 30, y: 40 }, 64);
    expect(x1 > x0 && y1 > y0, corner).toBe(true);
  }
});

test('a brush covers the line between its points, and nothing outside the picture', () => {
  const pixels = brushPixels(
    [
      { x: 2, y: 2 },
      { x: 12, y: 2 },
    ],
    1.5,
    16,
  );
  expect(pixels).toContain(2 * 16 + 7);
  expect(pixels).not.toContain(6 * 16 + 7);
  expect(pixels).toEqual(pixels.toSorted((a, b) => a - b));
  expect(brushPixels([{ x: -9, y: -9 }], 3, 16)).toEqual([]);
  const rows = rowsOfPixels(pixels, 16);
  expect(rows.reduce((sum, { width }) => sum + width, 0)).toBe(pixels.length);
  expect(contains({ kind: 'brush', pixels }, { x: 7.5, y: 2.5 }, 16)).toBe(true);
  expect(contains({ kind: 'box', ...box }, { x: 30, y: 30 }, 64)).toBe(false);
});

test('a keyboard box starts in the middle', () => {
  expect(firstBox(64)).toEqual({ x0: 24, y0: 24, x1: 40, y1: 40 });
});
