// What this machine can multiply and add at best from WebAssembly: twelve independent sums of four
// lanes, all in registers, nothing read and nothing written. Compiled by tools/bench.mjs.

/** Multiply-adds in one round of the loop. */
export const perRound: i32 = 12 * 4;

// @ts-ignore: decorator
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  else return f32x4.add(f32x4.mul(a, b), c);
}

/** Runs the loop; the sum of everything keeps the compiler from leaving it out. */
export function multiplyAdd(rounds: i32, factor: f32, term: f32): f32 {
  const x = f32x4.splat(factor);
  const y = f32x4.splat(term);
  let s0 = f32x4.splat(0.0);
  let s1 = f32x4.splat(0.1);
  let s2 = f32x4.splat(0.2);
  let s3 = f32x4.splat(0.3);
  let s4 = f32x4.splat(0.4);
  let s5 = f32x4.splat(0.5);
  let s6 = f32x4.splat(0.6);
  let s7 = f32x4.splat(0.7);
  let s8 = f32x4.splat(0.8);
  let s9 = f32x4.splat(0.9);
  let s10 = f32x4.splat(1.0);
  let s11 = f32x4.splat(1.1);
  for (let round = 0; round < rounds; round += 1) {
    s0 = madd(s0, x, y);
    s1 = madd(s1, x, y);
    s2 = madd(s2, x, y);
    s3 = madd(s3, x, y);
    s4 = madd(s4, x, y);
    s5 = madd(s5, x, y);
    s6 = madd(s6, x, y);
    s7 = madd(s7, x, y);
    s8 = madd(s8, x, y);
    s9 = madd(s9, x, y);
    s10 = madd(s10, x, y);
    s11 = madd(s11, x, y);
  }
  const a = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
  const b = f32x4.add(f32x4.add(s4, s5), f32x4.add(s6, s7));
  const c = f32x4.add(f32x4.add(s8, s9), f32x4.add(s10, s11));
  const all = f32x4.add(f32x4.add(a, b), c);
  return (
    f32x4.extract_lane(all, 0) +
    f32x4.extract_lane(all, 1) +
    f32x4.extract_lane(all, 2) +
    f32x4.extract_lane(all, 3)
  );
}
