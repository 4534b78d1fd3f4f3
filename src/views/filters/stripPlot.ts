/** Where points of a strip plot lie: one row of random sets, the fitted one apart. */

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
