/** Batch norm (Ioffe and Szegedy 2015, 1502.03167) and its gradient as plain loops. */
import { batchNormEpsilon } from '../layers.ts';

/** Sums over the rows of column c of [rows, channels]. */
function sumColumn(
  c: number,
  channels: number,
  x: Float32Array,
  value: (x: number, at: number) => number,
): number {
  let sum = 0;
  for (let at = c; at < x.length; at += channels) sum += value(x[at] ?? Number.NaN, at);
  return sum;
}

/** See `Device.normalise`. */
export function normalise(
  rows: number,
  channels: number,
  x: Float32Array,
  gain: Float32Array,
  shift: Float32Array,
  saved: Float32Array,
  y: Float32Array,
): void {
  for (let c = 0; c < channels; c += 1) {
    const mean = sumColumn(c, channels, x, (value) => value) / rows;
    const variance = sumColumn(c, channels, x, (value) => (value - mean) ** 2) / rows;
    const inverse = 1 / Math.sqrt(variance + batchNormEpsilon);
    saved[c] = mean;
    saved[channels + c] = inverse;
    scaleColumn(c, channels, x, mean, inverse, gain, shift, y);
  }
}

/** See `Device.normaliseFrozen`. */
export function normaliseFrozen(
  channels: number,
  x: Float32Array,
  gain: Float32Array,
  shift: Float32Array,
  mean: Float32Array,
  variance: Float32Array,
  y: Float32Array,
): void {
  for (let c = 0; c < channels; c += 1) {
    const inverse = 1 / Math.sqrt((variance[c] ?? Number.NaN) + batchNormEpsilon);
    scaleColumn(c, channels, x, mean[c] ?? Number.NaN, inverse, gain, shift, y);
  }
}

function scaleColumn(
  c: number,
  channels: number,
  x: Float32Array,
  mean: number,
  inverse: number,
  gain: Float32Array,
  shift: Float32Array,
  y: Float32Array,
): void {
  const factor = inverse * (gain[c] ?? Number.NaN);
  const offset = (shift[c] ?? Number.NaN) - mean * factor;
  for (let at = c; at < x.length; at += channels) {
    y[at] = (x[at] ?? Number.NaN) * factor + offset;
  }
}

/** See `Device.normaliseGradient`. */
export function normaliseGradient(
  rows: number,
  channels: number,
  x: Float32Array,
  gain: Float32Array,
  saved: Float32Array,
  dy: Float32Array,
  gradients: { readonly gain: Float32Array; readonly shift: Float32Array } | null,
): void {
  for (let c = 0; c < channels; c += 1) {
    const mean = saved[c] ?? Number.NaN;
    const inverse = saved[channels + c] ?? Number.NaN;
    const dShift = sumColumn(c, channels, dy, (value) => value);
    const dGain = sumColumn(c, channels, dy, (value, at) => {
      return value * ((x[at] ?? Number.NaN) - mean) * inverse;
    });
    const factor = inverse * (gain[c] ?? Number.NaN);
    for (let at = c; at < x.length; at += channels) {
      const normal = ((x[at] ?? Number.NaN) - mean) * inverse;
      dy[at] = factor * ((dy[at] ?? Number.NaN) - (dShift + normal * dGain) / rows);
    }
    if (gradients === null) continue;
    gradients.gain[c] = (gradients.gain[c] ?? 0) + dGain;
    gradients.shift[c] = (gradients.shift[c] ?? 0) + dShift;
  }
}

/** See `Device.trackStatistics`. */
export function trackStatistics(
  rows: number,
  channels: number,
  saved: Float32Array,
  mean: Float32Array,
  variance: Float32Array,
  weight: number,
): void {
  const unbiased = rows > 1 ? rows / (rows - 1) : 1;
  for (let c = 0; c < channels; c += 1) {
    const inverse = saved[channels + c] ?? Number.NaN;
    const found = (1 / inverse ** 2 - batchNormEpsilon) * unbiased;
    mean[c] = (1 - weight) * (mean[c] ?? 0) + weight * (saved[c] ?? Number.NaN);
    variance[c] = (1 - weight) * (variance[c] ?? 0) + weight * found;
  }
}
