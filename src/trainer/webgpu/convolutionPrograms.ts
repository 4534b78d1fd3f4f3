/** The WGSL of convolutions, forwards and backwards, and of their filters' gradients. */
import type { Program } from './frame.ts';
import { each } from './frame.ts';

/** Four values from `name[at]` on, of which those below `limit` count. */
const loadFour = (name: string): string => `
fn load_${name}(at: u32, left: u32) -> vec4f {
  if (left >= 4u) { return vec4f(${name}[at], ${name}[at + 1u], ${name}[at + 2u], ${name}[at + 3u]); }
  var value = vec4f();
  for (var i = 0u; i < left; i++) { value[i] = ${name}[at + i]; }
  return value;
}`;
const storeFour = (name: string): string => `
fn store_${name}(at: u32, left: u32, value: vec4f) {
  for (var i = 0u; i < min(left, 4u); i++) { ${name}[at + i] = value[i]; }
}`;

/**
 * Numbers of the convolutions: 1 n, 2 big height, 3 big width, 4 big channels, 5 small height,
 * 6 small width, 7 small channels, 8 kernel, 9 stride, 10 padding, 11 has a bias, 12 pixels of a
 * chunk.
 */
const geometry = `
  let n = u(1); let bh = i32(u(2)); let bw = i32(u(3)); let bc = u(4);
  let sh = u(5); let sw = u(6); let sc = u(7);
  let k = u(8); let stride = i32(u(9)); let padding = i32(u(10));`;

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
  var acc: array<vec4f, 4>;
  var start = vec4f();
  if (u(11) == 1u) { start = load_b(o, left); }
  var item: array<i32, 4>; var row: array<i32, 4>; var column: array<i32, 4>;
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
  var acc: array<vec4f, 4>;
  var start = vec4f();
  if (u(11) == 1u) { start = load_b(o, left); }
  var item: array<i32, 4>; var row: array<i32, 4>; var column: array<i32, 4>;
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

/** Item, row and column of pixel `begin` of the small side, and of the next one: divisions are slow. */
const startWalk = `
  var item = i32(begin / (sh * sw));
  var row = i32((begin / sw) % sh);
  var column = i32(begin % sw);`;
const walkOn = `
    column++;
    if (column == i32(sw)) {
      column = 0;
      row++;
      if (row == i32(sh)) { row = 0; item++; }
    }`;

/** A thread: one tap, four channels of each side, one chunk of the pixels; sums go to `parts`. */
const filterParts: Program = {
  arrays: ['x', 'dy', 'parts'],
  code: each(
    `${geometry}
  let foursB = (bc + 3u) / 4u; let foursS = (sc + 3u) / 4u;
  let o = (i % foursS) * 4u;
  let m = ((i / foursS) % foursB) * 4u;
  let tap = (i / (foursS * foursB)) % (k * k);
  let chunk = i / (foursS * foursB * k * k);
  let leftB = bc - m; let leftS = sc - o;
  let pixels = n * sh * sw;
  let begin = chunk * u(12);
  let end = min(pixels, begin + u(12));
  var acc: array<vec4f, 4>;
  let a = i32(tap / k) - padding; let v = i32(tap % k) - padding;
  ${startWalk}
  for (var pixel = begin; pixel < end; pixel++) {
    let r = row * stride + a;
    let c = column * stride + v;
    let base = item * bh;
    ${walkOn}
    if (r < 0 || r >= bh || c < 0 || c >= bw) { continue; }
    let at = u32((base + r) * bw + c) * bc + m;
    let g = load_dy(pixel * sc + o, leftS);
    let values = load_x(at, leftB);
    acc[0] += values[0] * g;
    acc[1] += values[1] * g;
    acc[2] += values[2] * g;
    acc[3] += values[3] * g;
  }
  for (var q = 0u; q < min(leftB, 4u); q++) {
    let at = chunk * k * k * bc * sc + (tap * bc + m + q) * sc + o;
    store_parts(at, leftS, acc[q]);
  }`,
    loadFour('x') + loadFour('dy') + storeFour('parts'),
  ),
};

/** Text for each of the four pixels (or rows) of a register tile. */
const four4 = (text: (q: number) => string): string => [0, 1, 2, 3].map(text).join('\n');

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

/** As `filterParts` where both numbers of channels are multiples of four. */
const filterFours: Program = {
  arrays: ['x', 'dy', 'parts'],
  vectors: ['x', 'dy', 'parts'],
  code: each(`${geometry}
  let ins = bc / 4u; let outs = sc / 4u;
  let o = i % outs;
  let m = (i / outs) % ins;
  let tap = (i / (outs * ins)) % (k * k);
  let chunk = i / (outs * ins * k * k);
  let pixels = n * sh * sw;
  let begin = chunk * u(12);
  let end = min(pixels, begin + u(12));
  ${four4((q) => `var acc${q} = vec4f();`)}
  let a = i32(tap / k) - padding; let v = i32(tap % k) - padding;
  ${startWalk}
  for (var pixel = begin; pixel < end; pixel++) {
    let r = row * stride + a;
    let c = column * stride + v;
    let base = item * bh;
    ${walkOn}
    if (r < 0 || r >= bh || c < 0 || c >= bw) { continue; }
    let g = dy[pixel * outs + o];
    let values = x[u32((base + r) * bw + c) * ins + m];
    acc0 += values.x * g;
    acc1 += values.y * g;
    acc2 += values.z * g;
    acc3 += values.w * g;
  }
  let at = (chunk * k * k * bc + tap * bc + m * 4u) * outs + o;
  ${four4((q) => `parts[at + ${q}u * outs] = acc${q};`)}`),
};

/** gradient[i] += Σ over u(1) chunks. */
const addParts: Program = {
  arrays: ['parts', 'gradient'],
  code: each(`
  var sum = 0.0;
  for (var chunk = 0u; chunk < u(1); chunk++) { sum += parts[chunk * u(0) + i]; }
  gradient[i] += sum;`),
};

export const convolutionPrograms = {
  convolve,
  convolveFours,
  convolveTransposed,
  transposedFours,
  filterParts,
  filterFours,
  addParts,
} as const;
