/** Where maps stand in the grid, in CSS pixels. */

/** Measures of the grid. */
export interface GridLayout {
  readonly columns: number;
  readonly rows: number;
  /** Side of a map as it is shown. */
  readonly cell: number;
  /** Height of everything. */
  readonly height: number;
}

/** Side that a map should have, and the gap after it. */
const wantedSide = 48;
export const gridGap = 4;
/** Room around the grid for the mark of the opened map. */
export const gridEdge = 4;

/** Lays `count` maps of `mapSide` cells out in `width` CSS pixels, each cell a whole number of them. */
export function layOutGrid(count: number, mapSide: number, width: number): GridLayout {
  const cell = mapSide * Math.max(1, Math.round(wantedSide / mapSide));
  const columns = Math.max(1, Math.floor((width - 2 * gridEdge + gridGap) / (cell + gridGap)));
  const rows = Math.ceil(count / columns);
  return { columns, rows, cell, height: rows * (cell + gridGap) - gridGap + 2 * gridEdge };
}

/** Upper left corner of a place. */
export function placeAt(
  { columns, cell }: GridLayout,
  index: number,
): { readonly x: number; readonly y: number } {
  return {
    x: gridEdge + (index % columns) * (cell + gridGap),
    y: gridEdge + Math.floor(index / columns) * (cell + gridGap),
  };
}

/** The place under a point, or null between and beside places. */
export function placeUnder(layout: GridLayout, count: number, x: number, y: number): number | null {
  const step = layout.cell + gridGap;
  const column = Math.floor((x - gridEdge + gridGap / 2) / step);
  const row = Math.floor((y - gridEdge + gridGap / 2) / step);
  const index = row * layout.columns + column;
  const inside = column >= 0 && column < layout.columns && row >= 0 && index < count;
  return inside ? index : null;
}

/** First and last row that a stretch of the grid shows. */
export function rowsInSight(
  { rows, cell }: GridLayout,
  from: number,
  height: number,
): { readonly first: number; readonly last: number } {
  const step = cell + gridGap;
  return {
    first: Math.max(0, Math.floor((from - gridEdge) / step)),
    last: Math.min(rows - 1, Math.floor((from + height - gridEdge) / step)),
  };
}

/** The place that a key leads to from `now`, or null for another key. */
export function placeByKey(
  key: string,
  now: number,
  { columns }: GridLayout,
  count: number,
  rowsOfPage: number,
): number | null {
  const bounded = (index: number): number => Math.min(count - 1, Math.max(0, index));
  switch (key) {
    case 'ArrowRight':
      return bounded(now + 1);
    case 'ArrowLeft':
      return bounded(now - 1);
    case 'ArrowDown':
      return now + columns < count ? now + columns : now;
    case 'ArrowUp':
      return now - columns >= 0 ? now - columns : now;
    case 'PageDown':
      return bounded(now + columns * rowsOfPage);
    case 'PageUp':
      return bounded(now - columns * rowsOfPage);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
