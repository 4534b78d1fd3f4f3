// The sum of a block with one to three output channels: input channels in the lanes, a register
// tile of 3 pixels × 3 outputs, one sum over the lanes at the end. Eight outputs a panel would
// waste five of eight products there.
import { activate, madd, storePart } from './arithmetic';

// @ts-ignore: decorator
@inline
function sums(a: v128, b: v128, c: v128): v128 {
  const zero = f32x4.splat(0);
  const ab = f32x4.add(
    v128.shuffle<f32>(a, b, 0, 4, 1, 5),
    v128.shuffle<f32>(a, b, 2, 6, 3, 7),
  );
  const cz = f32x4.add(
    v128.shuffle<f32>(c, zero, 0, 4, 1, 5),
    v128.shuffle<f32>(c, zero, 2, 6, 3, 7),
  );
  return f32x4.add(
    v128.shuffle<f32>(ab, cz, 0, 1, 4, 5),
    v128.shuffle<f32>(ab, cz, 2, 3, 6, 7),
  );
}

/**
 * Arguments as in `convolve`; `threes` tiles of three entries in `table`; weights are
 * [output 3][row][run, rounded up to a multiple of 4]; constants are bias [4] and scale [4].
 */
export function convolveFew(
  table: usize, threes: i32, x: usize, w: usize, rows: i32, run: i32, rowBytes: usize,
  outputs: i32, constants: usize, y: usize, activation: i32, slope: f32,
): void {
  const zero = f32x4.splat(0);
  const slopes = f32x4.splat(slope);
  const bias = v128.load(constants), scale = v128.load(constants, 16);
  const whole: usize = <usize>(run & ~3) << 2, all: usize = <usize>run << 2;
  const wRow: usize = <usize>((run + 3) & ~3) << 2;
  const wOutput: usize = wRow * <usize>rows;
  let t = table;
  for (let n = 0; n < threes; n++) {
    let a00 = zero, a01 = zero, a02 = zero;
    let a10 = zero, a11 = zero, a12 = zero;
    let a20 = zero, a21 = zero, a22 = zero;
    let x0 = x + load<u32>(t), x1 = x + load<u32>(t, 8), x2 = x + load<u32>(t, 16);
    let wp = w;
    for (let r = 0; r < rows; r++) {
      const w1p = wp + wOutput, w2p = w1p + wOutput;
      let k: usize = 0;
      while (k < whole) {
        const w0 = v128.load(wp + k), w1 = v128.load(w1p + k), w2 = v128.load(w2p + k);
        let s = v128.load(x0 + k);
        a00 = madd(s, w0, a00); a01 = madd(s, w1, a01); a02 = madd(s, w2, a02);
        s = v128.load(x1 + k);
        a10 = madd(s, w0, a10); a11 = madd(s, w1, a11); a12 = madd(s, w2, a12);
        s = v128.load(x2 + k);
        a20 = madd(s, w0, a20); a21 = madd(s, w1, a21); a22 = madd(s, w2, a22);
        k += 16;
      }
      // What is left is taken one by one: the values behind it belong to another pixel.
      while (k < all) {
        const w0 = v128.load32_zero(wp + k), w1 = v128.load32_zero(w1p + k);
        const w2 = v128.load32_zero(w2p + k);
        let s = v128.load32_zero(x0 + k);
        a00 = madd(s, w0, a00); a01 = madd(s, w1, a01); a02 = madd(s, w2, a02);
        s = v128.load32_zero(x1 + k);
        a10 = madd(s, w0, a10); a11 = madd(s, w1, a11); a12 = madd(s, w2, a12);
        s = v128.load32_zero(x2 + k);
        a20 = madd(s, w0, a20); a21 = madd(s, w1, a21); a22 = madd(s, w2, a22);
        k += 4;
      }
      wp += wRow;
      x0 += rowBytes; x1 += rowBytes; x2 += rowBytes;
    }
    const p = activate(f32x4.add(sums(a00, a01, a02), bias), activation, slopes);
    const q = activate(f32x4.add(sums(a10, a11, a12), bias), activation, slopes);
    const r = activate(f32x4.add(sums(a20, a21, a22), bias), activation, slopes);
    storePart(y + load<u32>(t, 4), f32x4.mul(p, scale), zero, outputs);
    storePart(y + load<u32>(t, 12), f32x4.mul(q, scale), zero, outputs);
    storePart(y + load<u32>(t, 20), f32x4.mul(r, scale), zero, outputs);
    t += 24;
  }
}
