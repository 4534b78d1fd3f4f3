import { expect, test } from 'vitest';
import { figureOfSheet, figureOfSum } from './figureLayout.ts';

const overlap = (a: { x: number; y: number }, b: { x: number; y: number }, size: number): boolean =>
  Math.abs(a.x - b.x) < size && Math.abs(a.y - b.y) < size;

test('a sum: columns over their means, signs between, 3×3 at the right, nothing overlaps', () => {
  const columns = [3, 1, 5].map((exemplars, i) => ({
    exemplars,
    sign: ['', '−', '+'][i] ?? '',
    label: { text: 'ABC'[i] ?? '', letter: i },
  }));
  const layout = figureOfSum(columns, 64);
  const { pictures } = layout;
  expect(pictures).toHaveLength(3 + 1 + 5 + 3 + 9);
  for (const [i, a] of pictures.entries()) {
    expect(a.x).toBeGreaterThanOrEqual(0);
    expect(a.y).toBeGreaterThanOrEqual(0);
    expect(a.x + 64).toBeLessThanOrEqual(layout.width);
    expect(a.y + 64).toBeLessThanOrEqual(layout.height);
    expect(pictures.slice(i + 1).some((b) => overlap(a, b, 64))).toBe(false);
  }
  const means = [pictures[3], pictures[5], pictures[11]];
  expect(new Set(means.map((mean) => mean?.y)).size).toBe(1);
  expect(layout.labels.map((label) => label.text)).toEqual(['A', '−', 'B', '+', 'C', '=', 'Y']);
  const centre = pictures[layout.framed ?? -1];
  expect(pictures.slice(-9).map((cell) => Math.sign(cell.x - (centre?.x ?? 0)))).toEqual([
    -1, 0, 1, -1, 0, 1, -1, 0, 1,
  ]);
});

test('a sheet goes row by row', () => {
  const { pictures, width, height } = figureOfSheet(5, 3, 10);
  expect(pictures[4]).toEqual({ x: 12, y: 12 });
  expect([width, height]).toEqual([34, 22]);
});
