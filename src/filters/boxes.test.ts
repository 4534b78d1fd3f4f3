import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Shape } from '../model/markings.ts';
import { cellsOf, coverageOf } from './boxes.ts';

const box = (x0: number, y0: number, x1: number, y1: number): Shape => ({
  kind: 'box',
  x0,
  y0,
  x1,
  y1,
});
const grid = (size: number) => ({ height: size, width: size });

const drawn = (size: number): fc.Arbitrary<Shape[]> => {
  const along = fc.tuple(fc.nat(size - 1), fc.integer({ min: 1, max: size }));
  const boxes = fc.tuple(along, along).map(([[x0, wide], [y0, high]]) => {
    return box(x0, y0, Math.min(x0 + wide, size), Math.min(y0 + high, size));
  });
  const strokes = fc
    .uniqueArray(fc.nat(size * size - 1), { minLength: 1, maxLength: 20 })
    .map((pixels): Shape => ({ kind: 'brush', pixels: pixels.toSorted((a, b) => a - b) }));
  return fc.array(fc.oneof(boxes, strokes), { maxLength: 4 });
};

/** The slow twin: each pixel cut into fine parts, each part given to its cell. */
function countParts(shapes: readonly Shape[], size: number, cells: number): number[] {
  const parts = cells; // then every border between cells is one between parts
  const counts = Array.from({ length: cells * cells }, () => 0);
  const has = (x: number, y: number): boolean =>
    shapes.some((shape) =>
      shape.kind === 'box'
        ? x >= shape.x0 && x < shape.x1 && y >= shape.y0 && y < shape.y1
        : shape.pixels.includes(y * size + x),
    );
  for (let y = 0; y < size * parts; y += 1) {
    for (let x = 0; x < size * parts; x += 1) {
      if (!has(Math.floor(x / parts), Math.floor(y / parts))) continue;
      const cell = Math.floor(y / size) * cells + Math.floor(x / size);
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  return counts.map((count) => count / size ** 2);
}

test('coverage is the covered share of every cell, on grids that divide the picture and others', () => {
  const cases = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 14 }))
    .chain(([size, cells]) => fc.tuple(fc.constant(size), fc.constant(cells), drawn(size)));
  fc.assert(
    fc.property(cases, ([size, cells, shapes]) => {
      const found = coverageOf(shapes, size, grid(cells));
      const expected = countParts(shapes, size, cells);
      for (const [cell, share] of expected.entries()) expect(found[cell]).toBeCloseTo(share, 9);
    }),
    { numRuns: 200, seed: 1511 },
  );
});

test('cells inside and outside never meet, and every shape reaches a cell', () => {
  fc.assert(
    fc.property(fc.constantFrom(2, 4, 7, 8, 16), drawn(16), (cells, shapes) => {
      const { inside, outside, smallShapes } = cellsOf(shapes, 16, grid(cells));
      expect(inside.some((cell) => outside.includes(cell))).toBe(false);
      expect(inside.length > 0).toBe(shapes.length > 0);
      expect(smallShapes).toBeLessThanOrEqual(shapes.length);
      const coverage = coverageOf(shapes, 16, grid(cells));
      for (const [cell, share] of coverage.entries()) {
        if (share >= 0.5) expect(inside).toContain(cell);
        expect(outside.includes(cell)).toBe(share === 0);
      }
    }),
    { numRuns: 300, seed: 6431 },
  );
});

describe('on a picture of 64 pixels', () => {
  test('a cell is inside from half its square on; touched cells are neither', () => {
    // Columns 8 to 28 of a grid of 8 pixels a cell: whole, whole, half; the next rows under half.
    const { inside, outside, smallShapes } = cellsOf([box(8, 8, 28, 19)], 64, grid(8));
    expect(inside).toEqual([9, 10, 11]);
    expect(smallShapes).toBe(0);
    expect(outside).not.toContain(17);
    expect(outside).toHaveLength(64 - 6);
  });
  test('two boxes that cover half a cell together count together', () => {
    const [left, right] = [box(0, 0, 2, 8), box(6, 0, 8, 8)];
    expect(cellsOf([left, right], 64, grid(8))).toMatchObject({ inside: [0], smallShapes: 0 });
    expect(cellsOf([left, left], 64, grid(8))).toMatchObject({ inside: [0], smallShapes: 2 });
  });
  test('a box smaller than a cell stands for the one it covers most, and is counted', () => {
    // 4×4 cells of 16 pixels: mostly in column 1.
    expect(cellsOf([box(14, 20, 22, 26)], 64, grid(4))).toMatchObject({
      inside: [5],
      smallShapes: 1,
    });
    // Both columns alike: the first.
    expect(cellsOf([box(12, 20, 20, 26)], 64, grid(4)).inside).toEqual([4]);
    // A long stripe covers four cells alike: one of the two at its centre.
    expect(cellsOf([box(0, 20, 64, 24)], 64, grid(4)).inside).toEqual([5]);
  });
  test('boxes over everything leave nothing outside; none leave everything', () => {
    expect(cellsOf([box(0, 0, 64, 64)], 64, grid(4)).outside).toEqual([]);
    expect(cellsOf([box(1, 1, 63, 63)], 64, grid(4)).outside).toEqual([]);
    expect(cellsOf([], 64, grid(4))).toMatchObject({ inside: [], smallShapes: 0 });
    expect(cellsOf([{ kind: 'brush', pixels: [] }], 64, grid(4)).inside).toEqual([]);
  });
});
