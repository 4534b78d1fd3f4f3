/** Axes of charts: round ticks from a little below the least value to a little above the largest. */

/** A range of values and its ticks. */
export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

/** An axis from a little below the least value to a little above the largest, with round ticks. */
export function axisFor(values: readonly number[]): Axis {
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
export function decimalsFor({ ticks }: Axis): number {
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
}
