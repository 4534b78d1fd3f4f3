// The sum of a block for panels of eight output channels: weights packed [panel][row][run][8],
// input pixels read in place from a padded NHWC picture (no copy of patches).
//
// A pixel is an entry of a table: the byte offset of its patch in the input and of its value in the
// output. A patch is `rows` runs of `run` contiguous floats, `rowBytes` apart. Convolutions, phases
// of transposed convolutions and matrix products are all of this form.
//
// Register tiles were chosen by timing in Chromium (x86-64), as a share of the multiply-add limit
// of the same build: 4 × 8 without unrolling 0.87 with SIMD and 0.95 with relaxed SIMD, 6 × 8 0.55
// and 1.0 (spills without a fused instruction), 8 × 4 0.6 and 0.7, 4 × 12 0.5 and 0.6; unrolling by
// two costs a third with SIMD, for the same reason.
import { curved, leaky, LEAKY, madd, NONE, relu, RELU, store8, storePart } from './arithmetic';

/** Pixels of the widest register tile; tables are a number of these, then a number of fours. */
export const widest: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;

/** One panel of eight outputs for all pixels of a table. */
export function multiplyPanel(
  table: usize, sixes: i32, fours: i32, x: usize, panel: usize, rows: i32, runBytes: usize,
  rowBytes: usize, bias: usize, scale: usize, y: usize, lanes: i32, activation: i32, slope: f32,
): void {
  const slopes = f32x4.splat(slope);
  const b0 = v128.load(bias), b1 = v128.load(bias, 16);
  let t = table;
  if (ASC_FEATURE_RELAXED_SIMD) {
    for (let n = 0; n < sixes; n++) {
      let a00 = b0, a01 = b1;
      let a10 = b0, a11 = b1;
      let a20 = b0, a21 = b1;
      let a30 = b0, a31 = b1;
      let a40 = b0, a41 = b1;
      let a50 = b0, a51 = b1;
      let x0 = x + load<u32>(t);
      let x1 = x + load<u32>(t, 8);
      let x2 = x + load<u32>(t, 16);
      let x3 = x + load<u32>(t, 24);
      let x4 = x + load<u32>(t, 32);
      let x5 = x + load<u32>(t, 40);
      let wp = panel;
      for (let r = 0; r < rows; r++) {
        const end = wp + runBytes;
        let k: usize = 0;
        while (wp < end) {
          const w0 = v128.load(wp), w1 = v128.load(wp, 16);
          let s = v128.load32_splat(x0 + k);
          a00 = madd(s, w0, a00); a01 = madd(s, w1, a01);
          s = v128.load32_splat(x1 + k);
          a10 = madd(s, w0, a10); a11 = madd(s, w1, a11);
          s = v128.load32_splat(x2 + k);
          a20 = madd(s, w0, a20); a21 = madd(s, w1, a21);
          s = v128.load32_splat(x3 + k);
          a30 = madd(s, w0, a30); a31 = madd(s, w1, a31);
          s = v128.load32_splat(x4 + k);
          a40 = madd(s, w0, a40); a41 = madd(s, w1, a41);
          s = v128.load32_splat(x5 + k);
          a50 = madd(s, w0, a50); a51 = madd(s, w1, a51);
          k += 4;
          wp += 32;
        }
        x0 += rowBytes; x1 += rowBytes; x2 += rowBytes; x3 += rowBytes; x4 += rowBytes; x5 += rowBytes;
      }
      if (activation == RELU) {
        a00 = relu(a00); a01 = relu(a01);
        a10 = relu(a10); a11 = relu(a11);
        a20 = relu(a20); a21 = relu(a21);
        a30 = relu(a30); a31 = relu(a31);
        a40 = relu(a40); a41 = relu(a41);
        a50 = relu(a50); a51 = relu(a51);
      } else if (activation == LEAKY) {
        a00 = leaky(a00, slopes); a01 = leaky(a01, slopes);
        a10 = leaky(a10, slopes); a11 = leaky(a11, slopes);
        a20 = leaky(a20, slopes); a21 = leaky(a21, slopes);
        a30 = leaky(a30, slopes); a31 = leaky(a31, slopes);
        a40 = leaky(a40, slopes); a41 = leaky(a41, slopes);
        a50 = leaky(a50, slopes); a51 = leaky(a51, slopes);
      } else if (activation != NONE) {
        a00 = curved(a00, activation); a01 = curved(a01, activation);
        a10 = curved(a10, activation); a11 = curved(a11, activation);
        a20 = curved(a20, activation); a21 = curved(a21, activation);
        a30 = curved(a30, activation); a31 = curved(a31, activation);
        a40 = curved(a40, activation); a41 = curved(a41, activation);
        a50 = curved(a50, activation); a51 = curved(a51, activation);
      }
      const s0 = v128.load(scale), s1 = v128.load(scale, 16);
      a00 = f32x4.mul(a00, s0); a01 = f32x4.mul(a01, s1);
      a10 = f32x4.mul(a10, s0); a11 = f32x4.mul(a11, s1);
      a20 = f32x4.mul(a20, s0); a21 = f32x4.mul(a21, s1);
      a30 = f32x4.mul(a30, s0); a31 = f32x4.mul(a31, s1);
      a40 = f32x4.mul(a40, s0); a41 = f32x4.mul(a41, s1);
      a50 = f32x4.mul(a50, s0); a51 = f32x4.mul(a51, s1);
      if (lanes == 8) {
        store8(y + load<u32>(t, 4), a00, a01);
        store8(y + load<u32>(t, 12), a10, a11);
        store8(y + load<u32>(t, 20), a20, a21);
        store8(y + load<u32>(t, 28), a30, a31);
        store8(y + load<u32>(t, 36), a40, a41);
        store8(y + load<u32>(t, 44), a50, a51);
      } else {
        storePart(y + load<u32>(t, 4), a00, a01, lanes);
        storePart(y + load<u32>(t, 12), a10, a11, lanes);
        storePart(y + load<u32>(t, 20), a20, a21, lanes);
        storePart(y + load<u32>(t, 28), a30, a31, lanes);
        storePart(y + load<u32>(t, 36), a40, a41, lanes);
        storePart(y + load<u32>(t, 44), a50, a51, lanes);
      }
      t += 48;
    }
  }
  for (let n = 0; n < fours; n++) {
    let a00 = b0, a01 = b1;
    let a10 = b0, a11 = b1;
    let a20 = b0, a21 = b1;
    let a30 = b0, a31 = b1;
    let x0 = x + load<u32>(t);
    let x1 = x + load<u32>(t, 8);
    let x2 = x + load<u32>(t, 16);
    let x3 = x + load<u32>(t, 24);
    let wp = panel;
    for (let r = 0; r < rows; r++) {
      const end = wp + runBytes;
      let k: usize = 0;
      while (wp < end) {
        const w0 = v128.load(wp), w1 = v128.load(wp, 16);
        let s = v128.load32_splat(x0 + k);
        a00 = madd(s, w0, a00); a01 = madd(s, w1, a01);
        s = v128.load32_splat(x1 + k);
        a10 = madd(s, w0, a10); a11 = madd(s, w1, a11);
        s = v128.load32_splat(x2 + k);
        a20 = madd(s, w0, a20); a21 = madd(s, w1, a21);
        s = v128.load32_splat(x3 + k);
        a30 = madd(s, w0, a30); a31 = madd(s, w1, a31);
        k += 4;
        wp += 32;
      }
      x0 += rowBytes; x1 += rowBytes; x2 += rowBytes; x3 += rowBytes;
    }
    if (activation == RELU) {
      a00 = relu(a00); a01 = relu(a01);
      a10 = relu(a10); a11 = relu(a11);
      a20 = relu(a20); a21 = relu(a21);
      a30 = relu(a30); a31 = relu(a31);
    } else if (activation == LEAKY) {
      a00 = leaky(a00, slopes); a01 = leaky(a01, slopes);
      a10 = leaky(a10, slopes); a11 = leaky(a11, slopes);
      a20 = leaky(a20, slopes); a21 = leaky(a21, slopes);
      a30 = leaky(a30, slopes); a31 = leaky(a31, slopes);
    } else if (activation != NONE) {
      a00 = curved(a00, activation); a01 = curved(a01, activation);
      a10 = curved(a10, activation); a11 = curved(a11, activation);
      a20 = curved(a20, activation); a21 = curved(a21, activation);
      a30 = curved(a30, activation); a31 = curved(a31, activation);
    }
    const s0 = v128.load(scale), s1 = v128.load(scale, 16);
    a00 = f32x4.mul(a00, s0); a01 = f32x4.mul(a01, s1);
    a10 = f32x4.mul(a10, s0); a11 = f32x4.mul(a11, s1);
    a20 = f32x4.mul(a20, s0); a21 = f32x4.mul(a21, s1);
    a30 = f32x4.mul(a30, s0); a31 = f32x4.mul(a31, s1);
    if (lanes == 8) {
      store8(y + load<u32>(t, 4), a00, a01);
      store8(y + load<u32>(t, 12), a10, a11);
      store8(y + load<u32>(t, 20), a20, a21);
      store8(y + load<u32>(t, 28), a30, a31);
    } else {
      storePart(y + load<u32>(t, 4), a00, a01, lanes);
      storePart(y + load<u32>(t, 12), a10, a11, lanes);
      storePart(y + load<u32>(t, 20), a20, a21, lanes);
      storePart(y + load<u32>(t, 28), a30, a31, lanes);
    }
    t += 32;
  }
}

/**
 * A block, or a phase of one, for the pixels of a table.
 * @param run floats of a run
 * @param outputs output channels; `panels` is that by eight, rounded up
 * @param constants bias [panels · 8], then the scale after the activation [panels · 8]
 */
export function convolve(
  table: usize, sixes: i32, fours: i32, x: usize, w: usize, rows: i32, run: i32, rowBytes: usize,
  panels: i32, outputs: i32, constants: usize, y: usize, activation: i32, slope: f32,
): void {
  const runBytes: usize = <usize>run << 5;
  const panelBytes: usize = <usize>rows * runBytes;
  const scales: usize = constants + (<usize>panels << 5);
  for (let p = 0; p < panels; p++) {
    const at: usize = <usize>p << 5;
    multiplyPanel(
      table, sixes, fours, x, w + <usize>p * panelBytes, rows, runBytes, rowBytes,
      constants + at, scales + at, y + at, min(8, outputs - (p << 3)), activation, slope,
    );
  }
}

/**
 * As `convolve` for one pixel, four panels at a time: what is left to save there is reading the
 * weights, in four streams. `outputs` must fill all panels, and `panels` be a multiple of four.
 */
export function convolveOne(
  table: usize, x: usize, w: usize, rows: i32, run: i32, rowBytes: usize,
  panels: i32, constants: usize, y: usize, activation: i32, slope: f32,
): void {
  const slopes = f32x4.splat(slope);
  const runBytes: usize = <usize>run << 5;
  const panelBytes: usize = <usize>rows * runBytes;
  const scales: usize = constants + (<usize>panels << 5);
  const pixel: usize = x + load<u32>(table);
  const out: usize = y + load<u32>(table, 4);
  for (let p = 0; p < panels; p += 4) {
    const at: usize = <usize>p << 5;
    const c = constants + at;
    let a0 = v128.load(c), a1 = v128.load(c, 16), a2 = v128.load(c, 32), a3 = v128.load(c, 48);
    let a4 = v128.load(c, 64), a5 = v128.load(c, 80), a6 = v128.load(c, 96), a7 = v128.load(c, 112);
    let w0: usize = w + <usize>p * panelBytes;
    let xr = pixel;
    for (let r = 0; r < rows; r++) {
      const end = w0 + runBytes;
      let xp = xr;
      while (w0 < end) {
        const s = v128.load32_splat(xp);
        const w1 = w0 + panelBytes, w2 = w1 + panelBytes, w3 = w2 + panelBytes;
        a0 = madd(s, v128.load(w0), a0); a1 = madd(s, v128.load(w0, 16), a1);
        a2 = madd(s, v128.load(w1), a2); a3 = madd(s, v128.load(w1, 16), a3);
        a4 = madd(s, v128.load(w2), a4); a5 = madd(s, v128.load(w2, 16), a5);
        a6 = madd(s, v128.load(w3), a6); a7 = madd(s, v128.load(w3, 16), a7);
        xp += 4;
        w0 += 32;
      }
      xr += rowBytes;
    }
    if (activation == RELU) {
      a0 = relu(a0); a1 = relu(a1); a2 = relu(a2); a3 = relu(a3);
      a4 = relu(a4); a5 = relu(a5); a6 = relu(a6); a7 = relu(a7);
    } else if (activation == LEAKY) {
      a0 = leaky(a0, slopes); a1 = leaky(a1, slopes); a2 = leaky(a2, slopes);
      a3 = leaky(a3, slopes); a4 = leaky(a4, slopes); a5 = leaky(a5, slopes);
      a6 = leaky(a6, slopes); a7 = leaky(a7, slopes);
    } else if (activation != NONE) {
      a0 = curved(a0, activation); a1 = curved(a1, activation); a2 = curved(a2, activation);
      a3 = curved(a3, activation); a4 = curved(a4, activation); a5 = curved(a5, activation);
      a6 = curved(a6, activation); a7 = curved(a7, activation);
    }
    const d = scales + at;
    const to = out + at;
    store8(to, f32x4.mul(a0, v128.load(d)), f32x4.mul(a1, v128.load(d, 16)));
    store8(to + 32, f32x4.mul(a2, v128.load(d, 32)), f32x4.mul(a3, v128.load(d, 48)));
    store8(to + 64, f32x4.mul(a4, v128.load(d, 64)), f32x4.mul(a5, v128.load(d, 80)));
    store8(to + 96, f32x4.mul(a6, v128.load(d, 96)), f32x4.mul(a7, v128.load(d, 112)));
  }
}
