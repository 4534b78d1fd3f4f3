/** The WGSL of the gradients of filters, of convolutions and of transposed ones. */
import type { Program } from './frame.ts';
import { each } from './frame.ts';
import { four4, geometry, loadFour, storeFour } from './registerTile.ts';

/**
 * Runs `body` for the pixels of the small side in `chunk` that meet one of the big side under `tap`,
 * in row `base + r` of all its items' rows and in column `c`. Item, row and column are counted on:
 * divisions are slow.
 */
const overChunk = (body: string): string => `
  let pixels = n * sh * sw;
  let begin = chunk * u(12);
  let end = min(pixels, begin + u(12));
  let a = i32(tap / k) - padding; let v = i32(tap % k) - padding;
  var item = i32(begin / (sh * sw));
  var row = i32((begin / sw) % sh);
  var column = i32(begin % sw);
  for (var pixel = begin; pixel < end; pixel++) {
    let r = row * stride + a;
    let c = column * stride + v;
    let base = item * bh;
    column++;
    if (column == i32(sw)) {
      column = 0;
      row++;
      if (row == i32(sh)) { row = 0; item++; }
    }
    if (r < 0 || r >= bh || c < 0 || c >= bw) { continue; }
    ${body}
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
  var acc: array<vec4f, 4>;
  ${overChunk(`let at = u32((base + r) * bw + c) * bc + m;
    let g = load_dy(pixel * sc + o, leftS);
    let values = load_x(at, leftB);
    acc[0] += values[0] * g;
    acc[1] += values[1] * g;
    acc[2] += values[2] * g;
    acc[3] += values[3] * g;`)}
  for (var q = 0u; q < min(leftB, 4u); q++) {
    let at = chunk * k * k * bc * sc + (tap * bc + m + q) * sc + o;
    store_parts(at, leftS, acc[q]);
  }`,
    loadFour('x') + loadFour('dy') + storeFour('parts'),
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
  ${four4((q) => `var acc${q} = vec4f();`)}
  ${overChunk(`let g = dy[pixel * outs + o];
    let values = x[u32((base + r) * bw + c) * ins + m];
    acc0 += values.x * g;
    acc1 += values.y * g;
    acc2 += values.z * g;
    acc3 += values.w * g;`)}
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

/** Gradients of filters in chunks of pixels, and their sums. */
export const filterPrograms = { filterParts, filterFours, addParts } as const;
