/** Where points of a strip plot lie: one row of random sets, the fitted one apart. */

/** Axis of a strip plot. */
export interface StripAxis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

/** An axis from a little below the least value to a little above the largest, with round ticks. */
export function axisFor(values: readonly number[]): StripAxis {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const span = most - least || 0.01;
  const step = niceStep(span / 4);
  const min = Math.floor(least / step) * step;
  const max = Math.ceil(most / step) * step;
  const ticks = Array.from(
    { length: Math.round((max - min) / step) + 1 },
    (_, i) => min + i * step,
  );
  return { min, max, ticks };
}

/** 1, 2 or 5 times a power of ten, at least `least`. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const found = [1, 2, 5, 10].find((times) => times * power >= least) ?? 10;
  return found * power;
}

/** Decimals that tell the ticks of an axis apart. */
export function decimalsFor({ ticks }: StripAxis): number {
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
}

/**
 * Heights for points on one row so that near ones do not hide each other: 0 is the row, ±1, ±2 …
 * are steps above and below. `near` is in units of the values.
 */
export function spread(values: readonly number[], near: number): readonly number[] {
  const lanes: number[] = [];
  const heights = values.map(() => 0);
  const order = values
    .map((_, i) => i)
    .toSorted((a, b) => (values[a] as number) - (values[b] as number));
  for (const i of order) {
    const value = values[i] as number;
    const free = lanes.findIndex((last) => value - last >= near);
    const lane = free === -1 ? lanes.length : free;
    lanes[lane] = value;
    heights[i] = lane % 2 === 0 ? lane / 2 : -(lane + 1) / 2;
  }
  return heights;
}

/** Median, least and largest of some values. */
export function summaryOf(values: readonly number[]): {
  readonly median: number;
  readonly least: number;
  readonly most: number;
} {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1];
  return {
    median: ((sorted[low] ?? 0) + (sorted[high] ?? 0)) / 2,
    least: sorted[0] ?? 0,
    most: sorted.at(-1) ?? 0,
  };
}
