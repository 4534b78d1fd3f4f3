/**
 * Shapes drawn on a picture, and which cells of a layer's grid they name.
 *
 * The rule: a cell's square is its share of the picture. A cell is *inside* when the shapes together
 * cover at least half of its square, and *outside* when they cover none of it; cells in between are
 * neither. A shape that reaches half of no cell stands for the one cell that it covers most (of
 * equals, the one nearest the shape's centre, then the first): it is smaller than a cell.
 */

import type { Shape } from '../model/markings.ts';

/** Height and width of a layer's maps, in cells. */
export interface Grid {
  readonly height: number;
  readonly width: number;
}

/** The cells that shapes name, as row · width + column, ascending. */
export interface CellSets {
  readonly inside: readonly number[];
  /** Cells that no shape touches. */
  readonly outside: readonly number[];
  /** Shapes that reach half of no cell, and stand for one. */
  readonly smallShapes: number;
}

/** A cell counts as inside from this share of its square on. */
const insideShare = 0.5;
/** Sums of shares of pixels that should be whole may miss it by this much. */
const rounding = 1e-9;

/** Pixels of a picture [size · size], row by row: 1 where a shape lies. */
export function pixelsOf(shapes: readonly Shape[], imageSize: number): Uint8Array {
  const pixels = new Uint8Array(imageSize * imageSize);
  for (const shape of shapes) {
    if (shape.kind === 'brush') {
      for (const pixel of shape.pixels) pixels[pixel] = 1;
      continue;
    }
    for (let y = shape.y0; y < shape.y1; y += 1) {
      pixels.fill(1, y * imageSize + shape.x0, y * imageSize + shape.x1);
    }
  }
  return pixels;
}

/** Share of each cell's square [height · width] that the shapes cover together, 0 … 1. */
export function coverageOf(
  shapes: readonly Shape[],
  imageSize: number,
  grid: Grid,
): Float64Array<ArrayBuffer> {
  const pixels = pixelsOf(shapes, imageSize);
  const across = shareOut(imageSize, grid.width);
  const down = shareOut(imageSize, grid.height);
  const coverage = new Float64Array(grid.height * grid.width);
  for (let y = 0; y < imageSize; y += 1) {
    for (let x = 0; x < imageSize; x += 1) {
      if (pixels[y * imageSize + x] === 0) continue;
      for (const [row, high] of down[y] ?? []) {
        for (const [column, wide] of across[x] ?? []) {
          const cell = row * grid.width + column;
          coverage[cell] = (coverage[cell] as number) + high * wide;
        }
      }
    }
  }
  return coverage;
}

/** For each pixel along one side: the cells it lies in, and the share of the cell that it makes up. */
function shareOut(pixels: number, cells: number): (readonly [number, number])[][] {
  const length = pixels / cells;
  return Array.from({ length: pixels }, (_, pixel) => {
    const shares: [number, number][] = [];
    const last = Math.min(Math.ceil((pixel + 1) / length), cells);
    for (let cell = Math.floor(pixel / length); cell < last; cell += 1) {
      const overlap = Math.min(pixel + 1, (cell + 1) * length) - Math.max(pixel, cell * length);
      if (overlap > rounding) shares.push([cell, overlap / length]);
    }
    return shares;
  });
}

/** The cells of a grid that shapes on a picture name, by the rule above. */
export function cellsOf(shapes: readonly Shape[], imageSize: number, grid: Grid): CellSets {
  const covered = coverageOf(shapes, imageSize, grid);
  const inside = new Set<number>();
  for (const [cell, share] of covered.entries()) {
    if (share >= insideShare - rounding) inside.add(cell);
  }
  const reached = new Set(inside);
  let smallShapes = 0;
  for (const shape of shapes) {
    const own = coverageOf([shape], imageSize, grid);
    const touches = [...own.keys()].filter((cell) => (own[cell] as number) > rounding);
    if (touches.length === 0 || touches.some((cell) => reached.has(cell))) continue;
    smallShapes += 1;
    inside.add(mostCovered(touches, own, centreOf(shape, imageSize), imageSize, grid));
  }
  const outside = [...covered.keys()].filter(
    (cell) => (covered[cell] as number) <= rounding && !inside.has(cell),
  );
  return { inside: [...inside].toSorted((a, b) => a - b), outside, smallShapes };
}

/** Of the cells a shape touches, the one that it covers most; of equals, the one nearest its centre. */
function mostCovered(
  touches: readonly number[],
  own: Float64Array,
  centre: { readonly x: number; readonly y: number },
  imageSize: number,
  { height, width }: Grid,
): number {
  const distance = (cell: number): number =>
    Math.hypot(
      (((cell % width) + 0.5) * imageSize) / width - centre.x,
      ((Math.floor(cell / width) + 0.5) * imageSize) / height - centre.y,
    );
  const most = Math.max(...touches.map((cell) => own[cell] as number));
  const equals = touches.filter((cell) => (own[cell] as number) > most - rounding);
  return equals.reduce((best, cell) => (distance(cell) < distance(best) - rounding ? cell : best));
}

/** Centre of a box; mean of brushed pixels. In pixels. */
function centreOf(shape: Shape, imageSize: number): { x: number; y: number } {
  if (shape.kind === 'box') {
    return { x: (shape.x0 + shape.x1) / 2, y: (shape.y0 + shape.y1) / 2 };
  }
  const sum = { x: 0, y: 0 };
  for (const pixel of shape.pixels) {
    sum.x += (pixel % imageSize) + 0.5;
    sum.y += Math.floor(pixel / imageSize) + 0.5;
  }
  return { x: sum.x / shape.pixels.length, y: sum.y / shape.pixels.length };
}
