/** Loss, Adam, moving average, clipping and length of a gradient as plain loops. */
import type { AdamSettings, LossForm } from '../device.ts';

/** log(1 + eᵃ) without overflow. */
function softplus(a: number): number {
  return Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));
}

function logistic(a: number): number {
  return 1 / (1 + Math.exp(-a));
}

/** Loss of one logit and its derivative. */
function lossOf({ kind, sign, target }: LossForm, a: number): readonly [number, number] {
  switch (kind) {
    case 'logistic':
      return [sign * (softplus(a) - target * a), sign * (logistic(a) - target)];
    case 'square':
      return [(a - target) ** 2 / 2, a - target];
    case 'linear':
      return [sign * a, sign];
    case 'hinge': {
      const value = 1 + sign * a;
      // The comparison lets NaN pass.
      return value <= 0 ? [0, 0] : [value, sign];
    }
  }
}

/** See `Device.loss`. */
export function loss(
  form: LossForm,
  n: number,
  logits: number,
  x: Float32Array,
  classes: Float32Array | null,
  dx: Float32Array,
  result: Float32Array,
): void {
  let sum = 0;
  let scores = 0;
  dx.fill(0);
  for (let item = 0; item < n; item += 1) {
    const at = item * logits + (classes?.[item] ?? 0);
    const a = x[at] ?? Number.NaN;
    const [value, derivative] = lossOf(form, a);
    sum += value;
    scores += logistic(a);
    dx[at] = derivative / n;
  }
  result[0] = sum / n;
  result[1] = scores / n;
}

/** Added to the root in Adam's denominator. */
export const adamEpsilon = 1e-8;

/** Step size and root correction of an update: rate / (1 − β₁ᵗ), 1 / √(1 − β₂ᵗ). */
export function adamFactors({ rate, beta1, beta2, update }: AdamSettings): {
  readonly step: number;
  readonly root: number;
} {
  return {
    step: rate / (1 - beta1 ** update),
    root: 1 / Math.sqrt(1 - beta2 ** update),
  };
}

/** See `Device.adam`. */
export function adam(
  weights: Float32Array,
  gradient: Float32Array,
  m: Float32Array,
  v: Float32Array,
  settings: AdamSettings,
): void {
  const { beta1, beta2 } = settings;
  const { step, root } = adamFactors(settings);
  for (let at = 0; at < weights.length; at += 1) {
    const g = gradient[at] ?? Number.NaN;
    const m1 = beta1 * (m[at] ?? 0) + (1 - beta1) * g;
    const v1 = beta2 * (v[at] ?? 0) + (1 - beta2) * g * g;
    m[at] = m1;
    v[at] = v1;
    weights[at] = (weights[at] ?? 0) - (step * m1) / (Math.sqrt(v1) * root + adamEpsilon);
  }
}

/** See `Device.moveAverage`. */
export function moveAverage(average: Float32Array, weights: Float32Array, decay: number): void {
  for (let at = 0; at < weights.length; at += 1) {
    const now = average[at] ?? 0;
    average[at] = decay * now + (1 - decay) * (weights[at] ?? Number.NaN);
  }
}

/** See `Device.clip`. */
export function clip(weights: Float32Array, limit: number): void {
  for (let at = 0; at < weights.length; at += 1) {
    weights[at] = Math.min(Math.max(weights[at] ?? Number.NaN, -limit), limit);
  }
}

/** See `Device.sumOfSquares`. */
export function sumOfSquares(x: Float32Array): number {
  let sum = 0;
  for (const value of x) sum += value * value;
  return sum;
}
