// Kernels that treat every value alike: activations, noise, Adam, moving average, clipping. Counts
// are rounded up to a multiple of four by the caller, whose places have room for that.
import {
  activate, LEAKY, RELU, TANH,
} from '../../../engine/kernels/wasm/assembly/arithmetic';

/** y = f(y); `activation` as in arithmetic.as. */
export function activateAll(y: usize, count: i32, activation: i32, slope: f32): void {
  const slopes = f32x4.splat(slope);
  const end = y + (<usize>count << 2);
  for (; y < end; y += 16) v128.store(y, activate(v128.load(y), activation, slopes));
}

/** dy = dy · f′ by the output y of f. */
export function activateBack(
  y: usize, dy: usize, count: i32, activation: i32, slope: f32,
): void {
  const zero = f32x4.splat(0), one = f32x4.splat(1), slopes = f32x4.splat(slope);
  const end = y + (<usize>count << 2);
  for (; y < end; y += 16, dy += 16) {
    const value = v128.load(y), gradient = v128.load(dy);
    let result = gradient;
    if (activation == TANH) {
      result = f32x4.mul(gradient, f32x4.sub(one, f32x4.mul(value, value)));
    } else if (activation == RELU) {
      result = v128.bitselect(zero, gradient, f32x4.le(value, zero));
    } else if (activation == LEAKY) {
      result = v128.bitselect(f32x4.mul(gradient, slopes), gradient, f32x4.le(value, zero));
    }
    v128.store(dy, result);
  }
}

/** y = x + scale · noise. */
export function addNoise(x: usize, noise: usize, count: i32, scale: f32, y: usize): void {
  for (let i = 0; i < count; i++) {
    store<f32>(y, load<f32>(x) + scale * load<f32>(noise));
    x += 4;
    noise += 4;
    y += 4;
  }
}

/** Adam; `step` = rate / (1 − β₁ᵗ), `root` = 1 / √(1 − β₂ᵗ). */
export function adam(
  weights: usize, gradient: usize, m: usize, v: usize, count: i32,
  beta1: f32, rest1: f32, beta2: f32, rest2: f32, step: f32, root: f32, epsilon: f32,
): void {
  const b1 = f32x4.splat(beta1), r1 = f32x4.splat(rest1);
  const b2 = f32x4.splat(beta2), r2 = f32x4.splat(rest2);
  const steps = f32x4.splat(step), roots = f32x4.splat(root), epsilons = f32x4.splat(epsilon);
  const end = weights + (<usize>count << 2);
  for (; weights < end; weights += 16, gradient += 16, m += 16, v += 16) {
    const g = v128.load(gradient);
    const m1 = f32x4.add(f32x4.mul(b1, v128.load(m)), f32x4.mul(r1, g));
    const v1 = f32x4.add(f32x4.mul(b2, v128.load(v)), f32x4.mul(r2, f32x4.mul(g, g)));
    v128.store(m, m1);
    v128.store(v, v1);
    const below = f32x4.add(f32x4.mul(f32x4.sqrt(v1), roots), epsilons);
    const change = f32x4.div(f32x4.mul(steps, m1), below);
    v128.store(weights, f32x4.sub(v128.load(weights), change));
  }
}

/** average = decay · average + rest · weights. */
export function moveAverage(
  average: usize, weights: usize, count: i32, decay: f32, rest: f32,
): void {
  const d = f32x4.splat(decay), r = f32x4.splat(rest);
  const end = weights + (<usize>count << 2);
  for (; weights < end; weights += 16, average += 16) {
    const kept = f32x4.mul(d, v128.load(average));
    v128.store(average, f32x4.add(kept, f32x4.mul(r, v128.load(weights))));
  }
}

/** Limits every value to ±limit; NaN stays. */
export function clip(weights: usize, count: i32, limit: f32): void {
  const high = f32x4.splat(limit), low = f32x4.splat(-limit);
  const end = weights + (<usize>count << 2);
  for (; weights < end; weights += 16) {
    v128.store(weights, f32x4.min(f32x4.max(v128.load(weights), low), high));
  }
}

/** Sum of the squares; in blocks, which keeps rounding small. */
export function sumOfSquares(x: usize, count: i32): f32 {
  const end = x + (<usize>count << 2);
  let total: f64 = 0;
  while (x < end) {
    const stop = min(end, x + 4096);
    let sum = f32x4.splat(0);
    for (; x < stop; x += 16) {
      const value = v128.load(x);
      sum = f32x4.add(sum, f32x4.mul(value, value));
    }
    total += <f64>f32x4.extract_lane(sum, 0) + <f64>f32x4.extract_lane(sum, 1);
    total += <f64>f32x4.extract_lane(sum, 2) + <f64>f32x4.extract_lane(sum, 3);
  }
  return <f32>total;
}
