import { expect, test } from 'vitest';
import { layOutGrid, placeAt, placeByKey, placeUnder, rowsInSight } from './gridLayout.ts';

test.each([
  [512, 4, 700],
  [256, 8, 390],
  [64, 32, 640],
])('%i maps of %i cells in %i px: whole cells, every place found again', (count, side, width) => {
  const layout = layOutGrid(count, side, width);
  expect(layout.cell % side).toBe(0);
  const last = placeAt(layout, layout.columns - 1);
  expect(last.x + layout.cell).toBeLessThanOrEqual(width);
  for (const index of [0, 7, count - 1]) {
    const { x, y } = placeAt(layout, index);
    expect(placeUnder(layout, count, x + layout.cell / 2, y + layout.cell / 2)).toBe(index);
    expect(y + layout.cell).toBeLessThanOrEqual(layout.height);
  }
  expect(placeUnder(layout, count, width + 50, 5)).toBeNull();
});

test('only rows in sight are named', () => {
  const layout = layOutGrid(512, 4, 524);
  expect(layout.columns).toBe(10);
  expect(rowsInSight(layout, 0, 300)).toEqual({ first: 0, last: 5 });
  expect(rowsInSight(layout, 520, 104)).toEqual({ first: 9, last: 11 });
  expect(rowsInSight(layout, layout.height - 100, 300).last).toBe(layout.rows - 1);
});

test('arrows move and stop at the edges', () => {
  const layout = layOutGrid(25, 4, 524);
  const by = (key: string, now: number) => placeByKey(key, now, layout, 25, 2);
  expect([by('ArrowRight', 3), by('ArrowLeft', 0), by('ArrowDown', 3), by('ArrowUp', 3)]).toEqual([
    4, 0, 13, 3,
  ]);
  expect([by('ArrowDown', 17), by('End', 0), by('Home', 9), by('PageDown', 1)]).toEqual([
    17, 24, 0, 21,
  ]);
  expect(by('a', 3)).toBeNull();
});
