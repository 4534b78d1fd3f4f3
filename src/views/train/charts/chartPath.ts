/** Lines of charts as SVG paths in a box of 100 × 100. */
import { heightShare } from '../../parts/axis.ts';
import type { Axis } from '../../parts/axis.ts';

/** A point of a line: x from 0 to `mostX`, y on the axis. */
export type Point = readonly [x: number, y: number];

/** A line through points; what is no finite number interrupts it, and a single point is a dot. */
export function pathThrough(points: readonly Point[], mostX: number, axis: Axis): string {
  let isOpen = false;
  const line = points
    .map(([x, y]) => {
      if (!Number.isFinite(y)) {
        isOpen = false;
        return '';
      }
      const command = isOpen ? 'L' : 'M';
      isOpen = true;
      const [left, top] = [(100 * x) / (mostX || 1), 100 * heightShare(y, axis)];
      return `${command}${left.toFixed(2)} ${top.toFixed(2)}`;
    })
    .join('');
  return points.length === 1 && line !== '' ? `${line}h0.01` : line;
}

/** Decimal logarithms, for axes of lengths; 0 has none. */
export function logarithms(points: readonly Point[]): Point[] {
  return points.map(([x, y]) => [x, y > 0 ? Math.log10(y) : Number.NaN] as const);
}

/** An axis over whole powers of ten. */
export function powersAxis(values: readonly number[]): Axis {
  const finite = values.filter(Number.isFinite);
  const min = Math.floor(Math.min(...finite, 0));
  const max = Math.max(min + 1, Math.ceil(Math.max(...finite, 0)));
  const step = Math.ceil((max - min) / 4);
  const count = Math.floor((max - min) / step) + 1;
  return { min, max, ticks: Array.from({ length: count }, (_, i) => min + i * step) };
}
