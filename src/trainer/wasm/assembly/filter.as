// The gradient of a convolution's weights: for every tap and input channel (a row of the gradient)
// and every output channel, a sum over pixels. Register tiles of six or four rows × eight outputs;
// rows of a tile lie side by side in the patch, so nothing is packed.
import { madd } from '../../../engine/kernels/wasm/assembly/arithmetic';

/** Pixels whose patches and gradients should stay in the first-level cache. */
const BLOCK: i32 = 64;

// @ts-ignore: decorator
@inline
function add8(at: usize, a: v128, b: v128, lanes: i32): void {
  if (lanes == 8) {
    v128.store(at, f32x4.add(v128.load(at), a));
    v128.store(at, f32x4.add(v128.load(at, 16), b), 16);
  } else if (lanes >= 4) {
    v128.store(at, f32x4.add(v128.load(at), a));
    if (lanes > 4) {
      for (let lane = 4; lane < lanes; lane++) {
        const to = at + (<usize>lane << 2);
        store<f32>(to, load<f32>(to) + f32x4.extract_lane(b, 0));
        b = v128.shuffle<f32>(b, b, 1, 2, 3, 0);
      }
    }
  } else {
    for (let lane = 0; lane < lanes; lane++) {
      const to = at + (<usize>lane << 2);
      store<f32>(to, load<f32>(to) + f32x4.extract_lane(a, 0));
      a = v128.shuffle<f32>(a, a, 1, 2, 3, 0);
    }
  }
}

/**
 * gradient[row][o] += Σ x[patch(pixel) + row] · dy[pixel][o].
 * @param table entries of 8 bytes: of each pixel the byte offset of its patch in x and of its dy
 * @param rows runs of a patch, `run` floats each, `rowBytes` apart
 * @param outputs of dy; up to seven floats behind the last are read and not used
 */
export function accumulateFilter(
  table: usize, pixels: i32, x: usize, dy: usize, rows: i32, run: i32, rowBytes: usize,
  outputs: i32, gradient: usize,
): void {
  const zero = f32x4.splat(0);
  const gRow: usize = <usize>outputs << 2;
  const panels = (outputs + 7) >> 3;
  for (let first = 0; first < pixels; first += BLOCK) {
    const begin: usize = table + (<usize>first << 3);
    const end: usize = begin + (<usize>min(BLOCK, pixels - first) << 3);
    let to = gradient;
    let xr = x;
    for (let r = 0; r < rows; r++) {
      let m = 0;
      let xm = xr;
      if (ASC_FEATURE_RELAXED_SIMD) {
        for (; m + 6 <= run; m += 6) {
          for (let p = 0; p < panels; p++) {
            const column: usize = <usize>p << 5;
            const dyp = dy + column;
            let a00 = zero, a01 = zero, a10 = zero, a11 = zero, a20 = zero, a21 = zero;
            let a30 = zero, a31 = zero, a40 = zero, a41 = zero, a50 = zero, a51 = zero;
            for (let t = begin; t < end; t += 8) {
              const xp = xm + load<u32>(t);
              const yp = dyp + load<u32>(t, 4);
              const w0 = v128.load(yp), w1 = v128.load(yp, 16);
              let s = v128.load32_splat(xp);
              a00 = madd(s, w0, a00); a01 = madd(s, w1, a01);
              s = v128.load32_splat(xp, 4);
              a10 = madd(s, w0, a10); a11 = madd(s, w1, a11);
              s = v128.load32_splat(xp, 8);
              a20 = madd(s, w0, a20); a21 = madd(s, w1, a21);
              s = v128.load32_splat(xp, 12);
              a30 = madd(s, w0, a30); a31 = madd(s, w1, a31);
              s = v128.load32_splat(xp, 16);
              a40 = madd(s, w0, a40); a41 = madd(s, w1, a41);
              s = v128.load32_splat(xp, 20);
              a50 = madd(s, w0, a50); a51 = madd(s, w1, a51);
            }
            const lanes = min(8, outputs - (p << 3));
            let at = to + column;
            add8(at, a00, a01, lanes); at += gRow;
            add8(at, a10, a11, lanes); at += gRow;
            add8(at, a20, a21, lanes); at += gRow;
            add8(at, a30, a31, lanes); at += gRow;
            add8(at, a40, a41, lanes); at += gRow;
            add8(at, a50, a51, lanes);
          }
          to += 6 * gRow;
          xm += 24;
        }
      }
      for (; m + 4 <= run; m += 4) {
        for (let p = 0; p < panels; p++) {
          const column: usize = <usize>p << 5;
          const dyp = dy + column;
          let a00 = zero, a01 = zero, a10 = zero, a11 = zero;
          let a20 = zero, a21 = zero, a30 = zero, a31 = zero;
          for (let t = begin; t < end; t += 8) {
            const xp = xm + load<u32>(t);
            const yp = dyp + load<u32>(t, 4);
            const w0 = v128.load(yp), w1 = v128.load(yp, 16);
            let s = v128.load32_splat(xp);
            a00 = madd(s, w0, a00); a01 = madd(s, w1, a01);
            s = v128.load32_splat(xp, 4);
            a10 = madd(s, w0, a10); a11 = madd(s, w1, a11);
            s = v128.load32_splat(xp, 8);
            a20 = madd(s, w0, a20); a21 = madd(s, w1, a21);
            s = v128.load32_splat(xp, 12);
            a30 = madd(s, w0, a30); a31 = madd(s, w1, a31);
          }
          const lanes = min(8, outputs - (p << 3));
          let at = to + column;
          add8(at, a00, a01, lanes); at += gRow;
          add8(at, a10, a11, lanes); at += gRow;
          add8(at, a20, a21, lanes); at += gRow;
          add8(at, a30, a31, lanes);
        }
        to += 4 * gRow;
        xm += 16;
      }
      for (; m < run; m++) {
        for (let p = 0; p < panels; p++) {
          const column: usize = <usize>p << 5;
          const dyp = dy + column;
          let a0 = zero, a1 = zero;
          for (let t = begin; t < end; t += 8) {
            const s = v128.load32_splat(xm + load<u32>(t));
            const yp = dyp + load<u32>(t, 4);
            a0 = madd(s, v128.load(yp), a0);
            a1 = madd(s, v128.load(yp, 16), a1);
          }
          add8(to + column, a0, a1, min(8, outputs - (p << 3)));
        }
        to += gRow;
        xm += 4;
      }
      xr += rowBytes;
    }
  }
}
