/**
 * The WGSL of the training kernels. Every program has the same frame: up to seven arrays of floats
 * and sixteen numbers; `u(i)` reads one as a whole number, `f(i)` as a float. Tiles are kept in
 * registers and nothing is shared between threads but in reductions, which suits software adapters
 * and leaves little on the table of real ones at these sizes.
 */
import type { ActivationKind } from '../layers.ts';
import { batchNormEpsilon, leakySlope } from '../layers.ts';

/** Threads of a workgroup. */
export const groupSize = 64;
/** Workgroups along x; what is more goes along y. */
export const groupsPerRow = 32_768;
/** Numbers of a dispatch. */
export const numbersPerDispatch = 16;

/** A program: its arrays in order, and what it does. */
export interface Program {
  readonly arrays: readonly string[];
  /** Those of the arrays that are read and written by fours. */
  readonly vectors?: readonly string[];
  readonly code: string;
}

/** The whole text of a program. */
export function sourceOf({ arrays, vectors = [], code }: Program): string {
  const bindings = arrays.map((name, i) => {
    const type = vectors.includes(name) ? 'vec4f' : 'f32';
    return `@group(0) @binding(${i + 1}) var<storage, read_write> ${name}: array<${type}>;`;
  });
  return `
@group(0) @binding(0) var<uniform> numbers: array<vec4u, ${numbersPerDispatch / 4}>;
${bindings.join('\n')}
fn u(i: u32) -> u32 { return numbers[i / 4u][i % 4u]; }
fn f(i: u32) -> f32 { return bitcast<f32>(u(i)); }
${code}`;
}

/** Runs `body` for each `i` below u(0). */
function each(body: string, before = ''): string {
  return `${before}
@compute @workgroup_size(${groupSize})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x + id.y * ${groupsPerRow * groupSize}u;
  if (i >= u(0)) { return; }
  ${body}
}`;
}

/** One workgroup a column c; `total(value of the thread)` sums over its threads. */
function eachColumn(body: string, before = ''): string {
  return `${before}
var<workgroup> parts: array<f32, ${groupSize}>;
fn total(value: f32, t: u32) -> f32 {
  parts[t] = value;
  workgroupBarrier();
  for (var reach = ${groupSize / 2}u; reach > 0u; reach /= 2u) {
    if (t < reach) { parts[t] += parts[t + reach]; }
    workgroupBarrier();
  }
  let sum = parts[0];
  workgroupBarrier();
  return sum;
}
@compute @workgroup_size(${groupSize})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let c = group.x;
  let t = local.x;
  let rows = u(0);
  let channels = u(1);
  ${body}
}`;
}

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

const biasGradient: Program = {
  arrays: ['dy', 'gradient'],
  code: eachColumn(`
  var sum = 0.0;
  for (var row = t; row < rows; row += ${groupSize}u) { sum += dy[row * channels + c]; }
  let all = total(sum, t);
  if (t == 0u) { gradient[c] += all; }`),
};

/** Mean and 1 / √(variance + ε). */
const columnStatistics: Program = {
  arrays: ['x', 'saved'],
  code: eachColumn(`
  var sum = 0.0;
  for (var row = t; row < rows; row += ${groupSize}u) { sum += x[row * channels + c]; }
  let mean = total(sum, t) / f32(rows);
  var squares = 0.0;
  for (var row = t; row < rows; row += ${groupSize}u) {
    let d = x[row * channels + c] - mean;
    squares += d * d;
  }
  let variance = total(squares, t) / f32(rows);
  if (t == 0u) {
    saved[c] = mean;
    saved[channels + c] = 1.0 / sqrt(variance + ${batchNormEpsilon});
  }`),
};

const applyStatistics: Program = {
  arrays: ['x', 'gain', 'shift', 'saved', 'y'],
  code: each(`
  let channels = u(1);
  let c = i % channels;
  y[i] = (x[i] - saved[c]) * saved[channels + c] * gain[c] + shift[c];`),
};

const applyFrozen: Program = {
  arrays: ['x', 'gain', 'shift', 'mean', 'variance', 'y'],
  code: each(`
  let c = i % u(1);
  y[i] = (x[i] - mean[c]) / sqrt(variance[c] + ${batchNormEpsilon}) * gain[c] + shift[c];`),
};

/** Gradients of gain and shift to `sums`, one behind the other. */
const normSums: Program = {
  arrays: ['x', 'saved', 'dy', 'sums'],
  code: eachColumn(`
  var dShift = 0.0;
  var dGain = 0.0;
  for (var row = t; row < rows; row += ${groupSize}u) {
    let at = row * channels + c;
    dShift += dy[at];
    dGain += dy[at] * (x[at] - saved[c]) * saved[channels + c];
  }
  let allGain = total(dGain, t);
  let allShift = total(dShift, t);
  if (t == 0u) {
    sums[c] = allGain;
    sums[channels + c] = allShift;
  }`),
};

const normBack: Program = {
  arrays: ['x', 'gain', 'saved', 'sums', 'dy'],
  code: each(`
  let channels = u(1);
  let c = i % channels;
  let normal = (x[i] - saved[c]) * saved[channels + c];
  let mean = (sums[channels + c] + normal * sums[c]) / f32(u(2));
  dy[i] = saved[channels + c] * gain[c] * (dy[i] - mean);`),
};

/** Adds u(0) sums to the gradients of gain and shift. */
const addNormSums: Program = {
  arrays: ['sums', 'gain', 'shift'],
  code: each(`
  gain[i] += sums[i];
  shift[i] += sums[u(0) + i];`),
};

const trackStatistics: Program = {
  arrays: ['saved', 'mean', 'variance'],
  code: each(`
  let inverse = saved[u(0) + i];
  let found = (1.0 / (inverse * inverse) - ${batchNormEpsilon}) * f(2);
  mean[i] = (1.0 - f(1)) * mean[i] + f(1) * saved[i];
  variance[i] = (1.0 - f(1)) * variance[i] + f(1) * found;`),
};

/**
 * tanh: its series near zero, where a difference of exponentials would keep no digit, and no
 * overflow far from it.
 */
const bend = `
fn bend(a: f32) -> f32 {
  let s = a * a;
  if (s < 0.09) {
    return a * (1.0 + s * (-1.0 / 3.0 + s * (2.0 / 15.0 + s * (-17.0 / 315.0 + s * 62.0 / 2835.0))));
  }
  return sign(a) * (1.0 - 2.0 / (exp(2.0 * min(abs(a), 40.0)) + 1.0));
}`;

const activations: Readonly<Record<Exclude<ActivationKind, 'linear'>, readonly [string, string]>> =
  {
    relu: ['select(a, 0.0, a < 0.0)', 'select(1.0, 0.0, a <= 0.0)'],
    leakyRelu: [`select(a, ${leakySlope} * a, a < 0.0)`, `select(1.0, ${leakySlope}, a <= 0.0)`],
    tanh: ['bend(a)', '(1.0 - a * a)'],
  };

/** y = f(y). */
function activate(kind: Exclude<ActivationKind, 'linear'>): Program {
  return { arrays: ['y'], code: each(`let a = y[i]; y[i] = ${activations[kind][0]};`, bend) };
}

/** dy = dy · f′. */
function activateGradient(kind: Exclude<ActivationKind, 'linear'>): Program {
  return { arrays: ['y', 'dy'], code: each(`let a = y[i]; dy[i] *= ${activations[kind][1]};`) };
}

/** The first of the four of small value i; 1 small width, 2 channels. */
const four = `
  let c = i % u(2);
  let pixel = i / u(2);
  let at = ((pixel / u(1)) * 4u * u(1) + (pixel % u(1)) * 2u) * u(2) + c;
  let right = at + u(2);
  let below = at + 2u * u(1) * u(2);
  let last = below + u(2);`;

const repeatPixels: Program = {
  arrays: ['x', 'y'],
  code: each(`${four}
  y[at] = x[i];
  y[right] = x[i];
  y[below] = x[i];
  y[last] = x[i];`),
};

const repeatGradient: Program = {
  arrays: ['dy', 'dx'],
  code: each(`${four}
  dx[i] = dy[at] + dy[right] + dy[below] + dy[last];`),
};

const pool: Program = {
  arrays: ['x', 'y'],
  code: each(`${four}
  y[i] = max(max(x[at], x[right]), max(x[below], x[last]));`),
};

const poolGradient: Program = {
  arrays: ['x', 'dy', 'dx'],
  code: each(`${four}
  var best = at;
  if (x[right] > x[best]) { best = right; }
  if (x[below] > x[best]) { best = below; }
  if (x[last] > x[best]) { best = last; }
  dx[at] = 0.0;
  dx[right] = 0.0;
  dx[below] = 0.0;
  dx[last] = 0.0;
  dx[best] = dy[i];`),
};

/** 0 n, 1 logits, 2 kind, 3 sign, 4 target, 5 has classes; one workgroup, dx is cleared before. */
const loss: Program = {
  arrays: ['x', 'classes', 'dx', 'result'],
  code: eachColumn(
    `
  var sum = 0.0;
  var scores = 0.0;
  for (var item = t; item < rows; item += ${groupSize}u) {
    var at = item * channels;
    if (u(5) == 1u) { at += u32(classes[item]); }
    let a = x[at];
    let sigma = 0.5 + 0.5 * bend(0.5 * a);
    var value = 0.0;
    var slope = 0.0;
    switch u(2) {
      case 0u: {
        let softplus = max(a, 0.0) + log(1.0 + exp(-abs(a)));
        value = f(3) * (softplus - f(4) * a);
        slope = f(3) * (sigma - f(4));
      }
      case 1u: {
        value = 0.5 * (a - f(4)) * (a - f(4));
        slope = a - f(4);
      }
      case 2u: {
        value = f(3) * a;
        slope = f(3);
      }
      default: {
        let margin = 1.0 + f(3) * a;
        if (!(margin <= 0.0)) {
          value = margin;
          slope = f(3);
        }
      }
    }
    sum += value;
    scores += sigma;
    dx[at] = slope / f32(rows);
  }
  let allLosses = total(sum, t);
  let allScores = total(scores, t);
  if (t == 0u) {
    result[0] = allLosses / f32(rows);
    result[1] = allScores / f32(rows);
  }`,
    bend,
  ),
};

/** y += scale · noise, in place. */
const addNoise: Program = {
  arrays: ['noise', 'y'],
  code: each('y[i] += f(3) * noise[(u(1) + i) % u(2)];'),
};

const adam: Program = {
  arrays: ['w', 'g', 'm', 'v'],
  code: each(`
  let m1 = f(1) * m[i] + f(2) * g[i];
  let v1 = f(3) * v[i] + f(4) * g[i] * g[i];
  m[i] = m1;
  v[i] = v1;
  w[i] -= f(5) * m1 / (sqrt(v1) * f(6) + f(7));`),
};

const moveAverage: Program = {
  arrays: ['average', 'w'],
  code: each('average[i] = f(1) * average[i] + f(2) * w[i];'),
};

const clip: Program = { arrays: ['w'], code: each('w[i] = clamp(w[i], -f(1), f(1));') };

/** One workgroup. */
const sumOfSquares: Program = {
  arrays: ['x', 'result'],
  code: eachColumn(`
  var sum = 0.0;
  for (var i = t; i < rows; i += ${groupSize}u) { sum += x[i] * x[i]; }
  let all = total(sum, t);
  if (t == 0u) { result[c] = all; }`),
};

/** Programs by name. */
export const programs = {
  convolve,
  convolveFours,
  convolveTransposed,
  transposedFours,
  filterParts,
  filterFours,
  addParts,
  biasGradient,
  columnStatistics,
  applyStatistics,
  applyFrozen,
  normSums,
  normBack,
  addNormSums,
  trackStatistics,
  activateRelu: activate('relu'),
  activateLeakyRelu: activate('leakyRelu'),
  activateTanh: activate('tanh'),
  gradientRelu: activateGradient('relu'),
  gradientLeakyRelu: activateGradient('leakyRelu'),
  gradientTanh: activateGradient('tanh'),
  repeatPixels,
  repeatGradient,
  pool,
  poolGradient,
  loss,
  addNoise,
  adam,
  moveAverage,
  clip,
  sumOfSquares,
} as const satisfies Record<string, Program>;
export type ProgramName = keyof typeof programs;
