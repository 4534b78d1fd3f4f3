import { expect, test } from 'vitest';
import { layOutGrid } from './gridLayout.ts';
import { changedPlaces, standsStill } from './gridPainting.ts';
import type { GridDrawing } from './gridPainting.ts';

/** Forty maps of 8×8 in rows of six; three rows are in sight. */
const layout = layOutGrid(40, 8, 320);
const former: GridDrawing = {
  atlas: null,
  layout,
  side: 8,
  scrollTop: 0,
  height: 3 * (layout.cell + 4) - 8,
  order: Array.from({ length: 40 }, (_, place) => 39 - place),
  opened: 39,
  dropped: new Set([38, 0]),
};

test('a first drawing is of all places in sight', () => {
  expect(layout.columns).toBe(6);
  expect(changedPlaces(former, null)).toEqual(Array.from({ length: 18 }, (_, place) => place));
});

test('of the same places only what changed is painted: framed or not, dropped or not', () => {
  expect(changedPlaces({ ...former }, former)).toEqual([]);
  const opened = { ...former, opened: 37 };
  expect(changedPlaces(opened, former)).toEqual([0, 2]);
  // Map 0 is out of sight, map 30 is in the second row.
  const dropped = { ...former, dropped: new Set([30]) };
  expect(changedPlaces(dropped, former)).toEqual([1, 9]);
});

test('maps stand still until they are scrolled, ordered otherwise or drawn anew', () => {
  expect(standsStill({ ...former, opened: 3, dropped: new Set() }, former)).toBe(true);
  expect(standsStill({ ...former, scrollTop: layout.cell }, former)).toBe(false);
  expect(standsStill({ ...former, order: former.order.toReversed() }, former)).toBe(false);
  expect(standsStill({ ...former, layout: layOutGrid(40, 8, 300) }, former)).toBe(false);
  const scrolled = { ...former, scrollTop: layout.cell + 4 + 4 };
  expect(changedPlaces(scrolled, null)).toHaveLength(18);
});
