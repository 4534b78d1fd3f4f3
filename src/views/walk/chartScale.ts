/** Numbers of the norm chart: the range of |z| it shows, its ticks, and lines as SVG paths. */
import { heightShare, roundStep } from '../parts/axis.ts';

/** A range of values, drawn from the lower edge (`min`) to the upper (`max`). */
export interface ChartRange {
  readonly min: number;
  readonly max: number;
  /** Two to five round values inside the range. */
  readonly ticks: readonly number[];
}

/** A range that holds all values with a little air, never below 0 and never empty. */
export function chartRange(values: readonly number[]): ChartRange {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const air = Math.max((high - low) * 0.06, 1e-3);
  const step = roundStep(high - low + 2 * air, 3);
  const min = Math.max(0, low - air);
  const max = high + air;
  const first = Math.ceil(min / step - 1e-9);
  const count = Math.floor(max / step + 1e-9) - first + 1;
  const ticks = Array.from({ length: count }, (_, i) => Number(((first + i) * step).toFixed(9)));
  return { min, max, ticks };
}

/** A line through evenly spaced values in a box of 100 × 100. A single value makes a level line. */
export function linePath(values: readonly number[], range: ChartRange): string {
  const points = values.length === 1 ? [values[0] ?? 0, values[0] ?? 0] : values;
  return points
    .map((value, i) => {
      const x = ((100 * i) / (points.length - 1)).toFixed(2);
      return `${i === 0 ? 'M' : 'L'}${x} ${(100 * heightShare(value, range)).toFixed(2)}`;
    })
    .join('');
}
