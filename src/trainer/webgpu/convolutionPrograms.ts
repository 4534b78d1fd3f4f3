/** The WGSL of convolutions: from the big side to the small one. */
import type { Program } from './frame.ts';
import { each } from './frame.ts';
import { four4, geometry, loadFour, plainTile, storeFour } from './registerTile.ts';

/** A thread: four pixels × four channels of the small side. */
const convolve: Program = {
  arrays: ['x', 'w', 'b', 'y'],
  code: each(
    `${geometry}
  let fours = (sc + 3u) / 4u;
  let o = (i % fours) * 4u;
  let first = (i / fours) * 4u;
  let pixels = n * sh * sw;
  let left = sc - o;
  ${plainTile}
  for (var q = 0u; q < 4u; q++) {
    acc[q] = start;
    let pixel = min(first + q, pixels - 1u);
    item[q] = i32(pixel / (sh * sw));
    row[q] = i32((pixel / sw) % sh) * stride - padding;
    column[q] = i32(pixel % sw) * stride - padding;
  }
  for (var a = 0u; a < k; a++) {
    for (var v = 0u; v < k; v++) {
      var at: array<u32, 4>;
      var inside: array<f32, 4>;
      for (var q = 0u; q < 4u; q++) {
        let r = row[q] + i32(a);
        let c = column[q] + i32(v);
        let isIn = r >= 0 && r < bh && c >= 0 && c < bw;
        inside[q] = select(0.0, 1.0, isIn);
        at[q] = select(0u, u32((item[q] * bh + r) * bw + c) * bc, isIn);
      }
      let weights = (a * k + v) * bc * sc + o;
      for (var c = 0u; c < bc; c++) {
        let values = load_w(weights + c * sc, left);
        acc[0] += select(0.0, x[at[0] + c], inside[0] == 1.0) * values;
        acc[1] += select(0.0, x[at[1] + c], inside[1] == 1.0) * values;
        acc[2] += select(0.0, x[at[2] + c], inside[2] == 1.0) * values;
        acc[3] += select(0.0, x[at[3] + c], inside[3] == 1.0) * values;
      }
    }
  }
  for (var q = 0u; q < 4u; q++) {
    if (first + q < pixels) { store_y((first + q) * sc + o, left, acc[q]); }
  }`,
    loadFour('w') + loadFour('b') + storeFour('y'),
  ),
};

/** As `convolve` where both numbers of channels are multiples of four: everything by fours. */
const convolveFours: Program = {
  arrays: ['x', 'w', 'b', 'y'],
  vectors: ['x', 'w', 'b', 'y'],
  code: each(`${geometry}
  let outs = sc / 4u;
  let ins = bc / 4u;
  let o = i % outs;
  let first = (i / outs) * 4u;
  let pixels = n * sh * sw;
  var start = vec4f();
  if (u(11) == 1u) { start = b[o]; }
  ${four4(
    (q) => `
  var acc${q} = start;
  let pixel${q} = min(first + ${q}u, pixels - 1u);
  let item${q} = i32(pixel${q} / (sh * sw)) * bh;
  let row${q} = i32((pixel${q} / sw) % sh) * stride - padding;
  let column${q} = i32(pixel${q} % sw) * stride - padding;`,
  )}
  for (var a = 0; a < i32(k); a++) {
    for (var v = 0; v < i32(k); v++) {
      ${four4(
        (q) => `
      let r${q} = row${q} + a;
      let c${q} = column${q} + v;
      let in${q} = r${q} >= 0 && r${q} < bh && c${q} >= 0 && c${q} < bw;
      let at${q} = select(0u, u32((item${q} + r${q}) * bw + c${q}) * ins, in${q});
      let mask${q} = select(0.0, 1.0, in${q});`,
      )}
      var wAt = u32(a * i32(k) + v) * bc * outs + o;
      for (var c = 0u; c < ins; c++) {
        let w0 = w[wAt];
        let w1 = w[wAt + outs];
        let w2 = w[wAt + 2u * outs];
        let w3 = w[wAt + 3u * outs];
        wAt += 4u * outs;
        ${four4(
          (q) => `
        let x${q} = x[at${q} + c] * mask${q};
        acc${q} += x${q}.x * w0 + x${q}.y * w1 + x${q}.z * w2 + x${q}.w * w3;`,
        )}
      }
    }
  }
  ${four4((q) => `if (first + ${q}u < pixels) { y[(first + ${q}u) * outs + o] = acc${q}; }`)}`),
};

/** small = convolution of big; by fours where both numbers of channels allow it. */
export const convolutionPrograms = { convolve, convolveFours } as const;
