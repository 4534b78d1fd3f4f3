/** Boxes and brush strokes under a pointer or the arrow keys, in pixels of the picture. */
import type { Box, Shape } from '../../model/markings.ts';

/** A corner of a box. */
export type Corner = 'nw' | 'ne' | 'sw' | 'se';
export const corners: readonly Corner[] = ['nw', 'ne', 'sw', 'se'];

/** A point in pixels; fractions are inside a pixel. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** The whole pixels that two corners span, in any order; null where that is nothing. */
export function boxBetween(a: Point, b: Point, size: number): Box | null {
  const box = {
    x0: clamp(Math.floor(Math.min(a.x, b.x)), 0, size),
    y0: clamp(Math.floor(Math.min(a.y, b.y)), 0, size),
    x1: clamp(Math.ceil(Math.max(a.x, b.x)), 0, size),
    y1: clamp(Math.ceil(Math.max(a.y, b.y)), 0, size),
  };
  return box.x1 > box.x0 && box.y1 > box.y0 ? box : null;
}

/** The box moved by whole pixels, as far as the picture goes. */
export function moveBox(box: Box, by: Point, size: number): Box {
  const dx = clamp(Math.round(by.x), -box.x0, size - box.x1);
  const dy = clamp(Math.round(by.y), -box.y0, size - box.y1);
  return { x0: box.x0 + dx, y0: box.y0 + dy, x1: box.x1 + dx, y1: box.y1 + dy };
}

/** The box with its lower right corner moved; at least one pixel stays. */
export function resizeBox(box: Box, by: Point, size: number): Box {
  return {
    ...box,
    x1: clamp(box.x1 + Math.round(by.x), box.x0 + 1, size),
    y1: clamp(box.y1 + Math.round(by.y), box.y0 + 1, size),
  };
}

/** The box with one corner at a point; the opposite corner stays, and the two may change sides. */
export function dragCorner(box: Box, corner: Corner, to: Point, size: number): Box {
  const opposite = {
    x: corner.endsWith('w') ? box.x1 : box.x0,
    y: corner.startsWith('n') ? box.y1 : box.y0,
  };
  const point = { x: Math.round(to.x), y: Math.round(to.y) };
  const moved = {
    x: point.x === opposite.x ? point.x + (corner.endsWith('w') ? -1 : 1) : point.x,
    y: point.y === opposite.y ? point.y + (corner.startsWith('n') ? -1 : 1) : point.y,
  };
  return boxBetween(opposite, moved, size) ?? box;
}

/** A new box for the keyboard: a quarter of the picture's side, in the middle. */
export function firstBox(size: number): Box {
  const side = Math.max(1, Math.round(size / 4));
  const from = Math.floor((size - side) / 2);
  return { x0: from, y0: from, x1: from + side, y1: from + side };
}

/** Whether a point lies in a shape. */
export function contains(shape: Shape, { x, y }: Point, size: number): boolean {
  if (shape.kind === 'box') return x >= shape.x0 && x < shape.x1 && y >= shape.y0 && y < shape.y1;
  return shape.pixels.includes(Math.floor(y) * size + Math.floor(x));
}

/** The pixels whose centres a round brush covers on its way through points, ascending. */
export function brushPixels(points: readonly Point[], radius: number, size: number): number[] {
  const covered = new Set<number>();
  const stamp = ({ x, y }: Point): void => {
    for (let row = Math.floor(y - radius); row <= Math.ceil(y + radius); row += 1) {
      for (let column = Math.floor(x - radius); column <= Math.ceil(x + radius); column += 1) {
        const inside = row >= 0 && column >= 0 && row < size && column < size;
        const near = Math.hypot(column + 0.5 - x, row + 0.5 - y) <= radius;
        if (inside && near) covered.add(row * size + column);
      }
    }
  };
  for (const [i, point] of points.entries()) {
    const from = points[i - 1] ?? point;
    const steps = Math.max(1, Math.ceil(Math.hypot(point.x - from.x, point.y - from.y) * 2));
    for (let step = 0; step <= steps; step += 1) {
      const share = step / steps;
      stamp({ x: from.x + (point.x - from.x) * share, y: from.y + (point.y - from.y) * share });
    }
  }
  return [...covered].toSorted((a, b) => a - b);
}

/** Brushed pixels as rectangles of one row each, for drawing. */
export function rowsOfPixels(
  pixels: readonly number[],
  size: number,
): readonly { readonly x: number; readonly y: number; readonly width: number }[] {
  const rows: { x: number; y: number; width: number }[] = [];
  for (const pixel of pixels) {
    const [x, y] = [pixel % size, Math.floor(pixel / size)];
    const last = rows.at(-1);
    if (last !== undefined && last.y === y && last.x + last.width === x) last.width += 1;
    else rows.push({ x, y, width: 1 });
  }
  return rows;
}
