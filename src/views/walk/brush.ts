/** Painting on z: which components a stroke touches, and what it makes of them. */
import type { Prior } from '../../model/config.ts';

/** What of a component's range is offered: bounds of the boxes, and what has the full colour. */
export interface ComponentRange {
  readonly min: number;
  readonly max: number;
  readonly limit: number;
}

/** N(0, 1) goes to ±6 (beyond, one draw in 500 million), U(−1, 1) to ±2 (twice what it draws). */
export function componentRange(prior: Prior): ComponentRange {
  return prior === 'normal' ? { min: -6, max: 6, limit: 2.5 } : { min: -2, max: 2, limit: 1 };
}

/**
 * Components on the straight way from one to another on the picture, the first left out (it was
 * painted by the move before), so that a fast stroke leaves no gaps.
 */
export function cellsBetween(from: number, to: number, columns: number): number[] {
  if (from === to) return [];
  const [x0, y0] = [from % columns, Math.floor(from / columns)];
  const [x1, y1] = [to % columns, Math.floor(to / columns)];
  const steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
  return Array.from({ length: steps }, (_, i) => {
    const share = (i + 1) / steps;
    return Math.round(x0 + (x1 - x0) * share) + columns * Math.round(y0 + (y1 - y0) * share);
  });
}

/** The value a component has after being pulled up by `rise` pixels: 100 pixels for the full colour. */
export function pulledValue(start: number, rise: number, range: ComponentRange): number {
  const value = start + (rise / 100) * range.limit;
  return Number(Math.min(range.max, Math.max(range.min, value)).toFixed(2));
}
