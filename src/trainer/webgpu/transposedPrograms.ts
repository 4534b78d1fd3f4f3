/** The WGSL of transposed convolutions: from the small side to the big one, a parity at a time. */
import type { Program } from './frame.ts';
import { each } from './frame.ts';
import { four4, geometry, loadFour, plainTile, storeFour } from './registerTile.ts';

/** What a thread of the big side is for: channels from o on, and pixels 4 · quad … of a parity. */
const byParity = `
  let s = u(9);
  let fours = (bc + 3u) / 4u;
  let o = (i % fours) * 4u;
  let left = bc - o;
  let quads = (n * u(2) * u(3) / (s * s) + 3u) / 4u;
  let quad = (i / fours) % quads;
  let parity = i / (fours * quads);
  let ph = u(2) / s; let pw = u(3) / s;
  let pixels = n * ph * pw;`;

/** A thread: four pixels of one parity × four channels of the big side. */
const convolveTransposed: Program = {
  arrays: ['x', 'w', 'b', 'y'],
  code: each(
    `${geometry}
  ${byParity}
  let parityRow = parity / s; let parityColumn = parity % s;
  ${plainTile}
  for (var q = 0u; q < 4u; q++) {
    acc[q] = start;
    let pixel = min(quad * 4u + q, pixels - 1u);
    item[q] = i32(pixel / (ph * pw));
    row[q] = i32(((pixel / pw) % ph) * s + parityRow) + padding;
    column[q] = i32((pixel % pw) * s + parityColumn) + padding;
  }
  // Taps whose parity is that of the pixel; the rest would meet inserted zeros.
  for (var a = u32(row[0]) % s; a < k; a += s) {
    for (var v = u32(column[0]) % s; v < k; v += s) {
      var at: array<u32, 4>;
      var inside: array<bool, 4>;
      for (var q = 0u; q < 4u; q++) {
        let r = (row[q] - i32(a)) / stride;
        let c = (column[q] - i32(v)) / stride;
        inside[q] = row[q] >= i32(a) && r < i32(sh) && column[q] >= i32(v) && c < i32(sw);
        at[q] = select(0u, u32((item[q] * i32(sh) + r) * i32(sw) + c) * sc, inside[q]);
      }
      if (!(inside[0] || inside[1] || inside[2] || inside[3])) { continue; }
      let weights = ((a * k + v) * bc + o) * sc;
      let rowEnd = min(left, 4u) - 1u;
      let w1 = weights + min(1u, rowEnd) * sc;
      let w2 = weights + min(2u, rowEnd) * sc;
      let w3 = weights + min(3u, rowEnd) * sc;
      for (var c = 0u; c < sc; c++) {
        let values = vec4f(w[weights + c], w[w1 + c], w[w2 + c], w[w3 + c]);
        acc[0] += select(0.0, x[at[0] + c], inside[0]) * values;
        acc[1] += select(0.0, x[at[1] + c], inside[1]) * values;
        acc[2] += select(0.0, x[at[2] + c], inside[2]) * values;
        acc[3] += select(0.0, x[at[3] + c], inside[3]) * values;
      }
    }
  }
  for (var q = 0u; q < 4u; q++) {
    if (quad * 4u + q < pixels) {
      let place = (item[q] * bh + row[q] - padding) * bw + column[q] - padding;
      store_y(u32(place) * bc + o, left, acc[q]);
    }
  }`,
    loadFour('b') + storeFour('y'),
  ),
};

/** As `convolveTransposed` where the small side has a multiple of four channels. */
const transposedFours: Program = {
  arrays: ['x', 'w', 'b', 'y'],
  vectors: ['x', 'w'],
  code: each(
    `${geometry}
  ${byParity}
  let ins = sc / 4u;
  var start = vec4f();
  if (u(11) == 1u) { start = load_b(o, left); }
  ${four4(
    (q) => `
  var acc${q} = start;
  let pixel${q} = min(quad * 4u + ${q}u, pixels - 1u);
  let item${q} = i32(pixel${q} / (ph * pw));
  let row${q} = i32(((pixel${q} / pw) % ph) * s + parity / s) + padding;
  let column${q} = i32((pixel${q} % pw) * s + parity % s) + padding;`,
  )}
  let rowEnd = min(left, 4u) - 1u;
  for (var a = row0 % stride; a < i32(k); a += stride) {
    for (var v = column0 % stride; v < i32(k); v += stride) {
      ${four4(
        (q) => `
      let r${q} = (row${q} - a) / stride;
      let c${q} = (column${q} - v) / stride;
      let in${q} = row${q} >= a && r${q} < i32(sh) && column${q} >= v && c${q} < i32(sw);
      let at${q} = select(0u, u32((item${q} * i32(sh) + r${q}) * i32(sw) + c${q}) * ins, in${q});
      let mask${q} = select(0.0, 1.0, in${q});`,
      )}
      if (!(in0 || in1 || in2 || in3)) { continue; }
      let wAt0 = (u32(a * i32(k) + v) * bc + o) * ins;
      let wAt1 = wAt0 + min(1u, rowEnd) * ins;
      let wAt2 = wAt0 + min(2u, rowEnd) * ins;
      let wAt3 = wAt0 + min(3u, rowEnd) * ins;
      for (var c = 0u; c < ins; c++) {
        let w0 = w[wAt0 + c];
        let w1 = w[wAt1 + c];
        let w2 = w[wAt2 + c];
        let w3 = w[wAt3 + c];
        ${four4(
          (q) => `
        let x${q} = x[at${q} + c] * mask${q};
        acc${q} += vec4f(dot(x${q}, w0), dot(x${q}, w1), dot(x${q}, w2), dot(x${q}, w3));`,
        )}
      }
    }
  }
  ${four4(
    (q) => `
  if (quad * 4u + ${q}u < pixels) {
    let place = (item${q} * bh + row${q} - padding) * bw + column${q} - padding;
    store_y(u32(place) * bc + o, left, acc${q});
  }`,
  )}`,
    loadFour('b') + storeFour('y'),
  ),
};

/** big = transposed convolution of small; by fours where the small side's channels allow it. */
export const transposedPrograms = { convolveTransposed, transposedFours } as const;
