/** Axes of charts: round ticks, and where a value stands. */

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
  const step = roundStep(span, 4);
  const min = Math.floor(least / step) * step;
  const max = Math.ceil(most / step) * step;
  const ticks = Array.from(
    { length: Math.round((max - min) / step) + 1 },
    (_, i) => min + i * step,
  );
  return { min, max, ticks };
}

/** The step 1, 2 or 5 times a power of ten that parts `span` into at most `parts`. */
export function roundStep(span: number, parts: number): number {
  const least = span / parts;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((candidate) => candidate * power >= least) ?? 10;
  return factor * power;
}

/** Height of a value as a share of the chart, 0 at the top; an empty range has no height. */
export function heightShare(value: number, { min, max }: Pick<Axis, 'min' | 'max'>): number {
  return 1 - (value - min) / (max - min || 1);
}

/** Decimals that tell the ticks of an axis apart. */
export function decimalsFor({ ticks }: Axis): number {
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
}
