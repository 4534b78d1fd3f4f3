// Vector arithmetic that every kernel uses, and what follows the sum of a block.
// All of it lets NaN and infinity pass: pmax(a, b) is "a < b ? b : a", so NaN stays NaN.

export const NONE: i32 = 0;
export const RELU: i32 = 1;
export const LEAKY: i32 = 2;
export const TANH: i32 = 3;
export const SIGMOID: i32 = 4;

/** a · b + c; one instruction with one rounding where the build has relaxed SIMD. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  else return f32x4.add(f32x4.mul(a, b), c);
}

// @ts-ignore: decorator
@inline
export function relu(a: v128): v128 {
  return f32x4.pmax(a, f32x4.splat(0));
}

// @ts-ignore: decorator
@inline
export function leaky(a: v128, slopes: v128): v128 {
  return v128.bitselect(f32x4.mul(a, slopes), a, f32x4.lt(a, f32x4.splat(0)));
}

/** e to the a: range reduction by ln 2 in two parts, then Cephes' polynomial (2 ulp). */
// @ts-ignore: decorator
@inline
function exponential(a: v128): v128 {
  a = f32x4.pmin(f32x4.pmax(a, f32x4.splat(-87.33)), f32x4.splat(88.37));
  const n = f32x4.nearest(f32x4.mul(a, f32x4.splat(1.44269504)));
  const r = madd(n, f32x4.splat(2.12194440e-4), madd(n, f32x4.splat(-0.693359375), a));
  let p = madd(f32x4.splat(1.9875691500e-4), r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(5.0000001201e-1));
  p = madd(p, f32x4.mul(r, r), f32x4.add(r, f32x4.splat(1)));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/** tanh or the logistic function; absolute error below 2e-7. Rare, so it is a call of its own. */
export function curved(a: v128, activation: i32): v128 {
  const one = f32x4.splat(1);
  if (activation == SIGMOID) return f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(a))));
  const e = exponential(f32x4.mul(f32x4.abs(a), f32x4.splat(-2)));
  const t = f32x4.div(f32x4.sub(one, e), f32x4.add(one, e));
  const sign = i32x4.splat(0x80000000);
  return v128.or(t, v128.and(a, sign));
}

/** Any activation, for kernels whose time is not in the epilogue. */
// @ts-ignore: decorator
@inline
export function activate(a: v128, activation: i32, slopes: v128): v128 {
  if (activation == NONE) return a;
  if (activation == RELU) return relu(a);
  if (activation == LEAKY) return leaky(a, slopes);
  return curved(a, activation);
}

// @ts-ignore: decorator
@inline
export function store8(at: usize, a: v128, b: v128): void {
  v128.store(at, a);
  v128.store(at, b, 16);
}

/** Stores the first `lanes` (1 … 8) of eight values. */
export function storePart(at: usize, a: v128, b: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(at, a);
    at += 16;
    a = b;
    lanes -= 4;
  }
  if (lanes > 0) v128.store32_lane(at, a, 0);
  if (lanes > 1) v128.store32_lane(at, a, 1, 4);
  if (lanes > 2) v128.store32_lane(at, a, 2, 8);
}
