// Winograd's F(2 × 2, 2 × 2): 9 products where four outputs of a 2 × 2 convolution need 16. Along
// one axis, for inputs d0 d1 d2 and weights g0 g1:
//   m0 = (d0 − d1) g0, m1 = d1 (g0 + g1), m2 = (d1 − d2) g1;  y0 = m0 + m1, y1 = m1 − m2.
// A transposed convolution of kernel 4, stride 2, padding 1 is four such convolutions of one input
// (one for each parity of the output); a convolution of kernel 4, stride 2 is the sum of four, one
// for each parity of its input, summed before the way back. Only additions are added to what plain
// ops do, and a sum sees the same inputs as there; but infinity − infinity is NaN, so inputs that
// are not finite, or too large to add, are reported and the caller takes the plain kernel.
import { activate, storePart } from './arithmetic';
import { multiplyPanel } from './panels';

/** Above this an input counts as not fit for differences. */
const LIMIT: f32 = 1e15;

// @ts-ignore: decorator
@inline
function fits(a: v128): v128 {
  return f32x4.le(f32x4.abs(a), f32x4.splat(LIMIT));
}

// @ts-ignore: decorator
@inline
function storeFive(at: usize, plane: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(at, f32x4.sub(a, b));
  at += plane;
  v128.store(at, b);
  at += plane;
  v128.store(at, f32x4.sub(b, c));
  at += plane;
  v128.store(at, c);
  at += plane;
  v128.store(at, f32x4.sub(c, d));
}

/**
 * 4 × 4 input pixels of each tile (two by two with a border) to the 25 differences that the four
 * parities share: along an axis of a b c d they are a−b, b, b−c (one parity) and b−c, c, c−d.
 * @param table entries of tiles; only offsets in the padded input are read
 * @param v out: [25][tiles][channels], planes `plane` bytes apart
 * @returns whether every input was fit
 */
export function spreadUp(
  table: usize, tiles: i32, x: usize, rowBytes: usize, channels: i32, v: usize, plane: usize,
): i32 {
  const pixel: usize = <usize>channels << 2;
  let fit = i32x4.splat(-1);
  let t = table, to = v;
  for (let n = 0; n < tiles; n++) {
    let p0: usize = x + load<u32>(t);
    const end = p0 + pixel;
    while (p0 < end) {
      const p1 = p0 + rowBytes, p2 = p1 + rowBytes, p3 = p2 + rowBytes;
      const a0 = v128.load(p0), a1 = v128.load(p0 + pixel);
      const a2 = v128.load(p0 + 2 * pixel), a3 = v128.load(p0 + 3 * pixel);
      const b0 = v128.load(p1), b1 = v128.load(p1 + pixel);
      const b2 = v128.load(p1 + 2 * pixel), b3 = v128.load(p1 + 3 * pixel);
      const c0 = v128.load(p2), c1 = v128.load(p2 + pixel);
      const c2 = v128.load(p2 + 2 * pixel), c3 = v128.load(p2 + 3 * pixel);
      const d0 = v128.load(p3), d1 = v128.load(p3 + pixel);
      const d2 = v128.load(p3 + 2 * pixel), d3 = v128.load(p3 + 3 * pixel);
      fit = v128.and(fit, v128.and(v128.and(fits(b1), fits(b2)), v128.and(fits(c1), fits(c2))));
      storeFive(to, plane, f32x4.sub(a0, b0), f32x4.sub(a1, b1), f32x4.sub(a2, b2), f32x4.sub(a3, b3));
      storeFive(to + 5 * plane, plane, b0, b1, b2, b3);
      storeFive(to + 10 * plane, plane, f32x4.sub(b0, c0), f32x4.sub(b1, c1), f32x4.sub(b2, c2), f32x4.sub(b3, c3));
      storeFive(to + 15 * plane, plane, c0, c1, c2, c3);
      storeFive(to + 20 * plane, plane, f32x4.sub(c0, d0), f32x4.sub(c1, d1), f32x4.sub(c2, d2), f32x4.sub(c3, d3));
      p0 += 16;
      to += 16;
    }
    t += 8;
  }
  return i32(i32x4.all_true(fit));
}

// @ts-ignore: decorator
@inline
function storeThree(at: usize, plane: usize, a: v128, b: v128, c: v128): void {
  v128.store(at, f32x4.sub(a, b));
  v128.store(at + plane, b);
  v128.store(at + 2 * plane, f32x4.sub(b, c));
}

/**
 * 6 × 6 input pixels of each tile of a stride-2 convolution to 9 differences for each of the four
 * parities of the input, which lie one behind the other like channels.
 * @param v out: [9][tiles][4 · channels], planes `plane` bytes apart
 * @returns whether every input was fit
 */
export function spreadDown(
  table: usize, tiles: i32, x: usize, rowBytes: usize, channels: i32, v: usize, plane: usize,
): i32 {
  const pixel: usize = <usize>channels << 2;
  let fit = i32x4.splat(-1);
  let t = table, to = v;
  for (let n = 0; n < tiles; n++) {
    const corner: usize = x + load<u32>(t);
    for (let parity = 0; parity < 4; parity++) {
      const a: usize = parity >> 1, b: usize = parity & 1;
      let p0: usize = corner + a * rowBytes + b * pixel;
      // Of the rows 1 to 4 and columns 1 to 4, which no other tile looks at, those of this parity.
      let own: usize = corner + (2 - a) * rowBytes + (2 - b) * pixel;
      const end = p0 + pixel;
      while (p0 < end) {
        const p1 = p0 + 2 * rowBytes, p2 = p1 + 2 * rowBytes;
        const a0 = v128.load(p0), a1 = v128.load(p0 + 2 * pixel), a2 = v128.load(p0 + 4 * pixel);
        const b0 = v128.load(p1), b1 = v128.load(p1 + 2 * pixel), b2 = v128.load(p1 + 4 * pixel);
        const c0 = v128.load(p2), c1 = v128.load(p2 + 2 * pixel), c2 = v128.load(p2 + 4 * pixel);
        const other = own + 2 * rowBytes;
        fit = v128.and(fit, v128.and(
          v128.and(fits(v128.load(own)), fits(v128.load(own + 2 * pixel))),
          v128.and(fits(v128.load(other)), fits(v128.load(other + 2 * pixel))),
        ));
        storeThree(to, plane, f32x4.sub(a0, b0), f32x4.sub(a1, b1), f32x4.sub(a2, b2));
        storeThree(to + 3 * plane, plane, b0, b1, b2);
        storeThree(to + 6 * plane, plane, f32x4.sub(b0, c0), f32x4.sub(b1, c1), f32x4.sub(b2, c2));
        p0 += 16;
        own += 16;
        to += 16;
      }
    }
    t += 8;
  }
  return i32(i32x4.all_true(fit));
}

/**
 * The products of one parity and the way back to pixels, panel by panel.
 * @param line table of tiles one behind the other: offsets in a plane of `v` and of `m`
 * @param v the nine planes: plane (i, j) starts at i · `planeRow` + j · `plane` bytes
 * @param run floats of a tile in a plane
 * @param w [panel][9][run][8]
 * @param m working memory: [9] planes of `mPlane` bytes
 * @param table entries of tiles; only offsets in the output are read
 * @param rowStep bytes from one output row of a tile to the next; `columnStep` likewise
 */
export function multiplyTiles(
  line: usize, sixes: i32, fours: i32, v: usize, plane: usize, planeRow: usize, run: i32,
  w: usize, panels: i32, outputs: i32, constants: usize, m: usize, mPlane: usize,
  table: usize, tiles: i32, y: usize, rowStep: usize, columnStep: usize,
  zeros: usize, ones: usize, activation: i32, slope: f32,
): void {
  const slopes = f32x4.splat(slope);
  const runBytes: usize = <usize>run << 5;
  const scales: usize = constants + (<usize>panels << 5);
  let wp = w;
  for (let p = 0; p < panels; p++) {
    let to = m;
    for (let i: usize = 0; i < 3; i++) {
      for (let j: usize = 0; j < 3; j++) {
        multiplyPanel(
          line, sixes, fours, v + i * planeRow + j * plane, wp, 1, runBytes, 0,
          zeros, ones, to, 8, 0, 0,
        );
        wp += runBytes;
        to += mPlane;
      }
    }
    const at: usize = <usize>p << 5;
    const lanes = min(8, outputs - (p << 3));
    let t = table, from = m;
    for (let n = 0; n < tiles; n++) {
      const out: usize = y + at + load<u32>(t, 4);
      for (let half: usize = 0; half < 32; half += 16) {
        const left = lanes - (<i32>half >> 2);
        if (left <= 0) break;
        const bias = v128.load(constants + at + half), scale = v128.load(scales + at + half);
        let q = from + half;
        const m00 = v128.load(q); q += mPlane;
        const m01 = v128.load(q); q += mPlane;
        const m02 = v128.load(q); q += mPlane;
        const m10 = v128.load(q); q += mPlane;
        const m11 = v128.load(q); q += mPlane;
        const m12 = v128.load(q); q += mPlane;
        const m20 = v128.load(q); q += mPlane;
        const m21 = v128.load(q); q += mPlane;
        const m22 = v128.load(q);
        const a0 = f32x4.add(m00, m10), a1 = f32x4.add(m01, m11), a2 = f32x4.add(m02, m12);
        const b0 = f32x4.sub(m10, m20), b1 = f32x4.sub(m11, m21), b2 = f32x4.sub(m12, m22);
        const y00 = f32x4.mul(activate(f32x4.add(f32x4.add(a0, a1), bias), activation, slopes), scale);
        const y01 = f32x4.mul(activate(f32x4.add(f32x4.sub(a1, a2), bias), activation, slopes), scale);
        const y10 = f32x4.mul(activate(f32x4.add(f32x4.add(b0, b1), bias), activation, slopes), scale);
        const y11 = f32x4.mul(activate(f32x4.add(f32x4.sub(b1, b2), bias), activation, slopes), scale);
        const o = out + half;
        if (left >= 4) {
          v128.store(o, y00);
          v128.store(o + columnStep, y01);
          v128.store(o + rowStep, y10);
          v128.store(o + rowStep + columnStep, y11);
        } else {
          storePart(o, y00, y00, left);
          storePart(o + columnStep, y01, y01, left);
          storePart(o + rowStep, y10, y10, left);
          storePart(o + rowStep + columnStep, y11, y11, left);
        }
      }
      t += 8;
      from += 32;
    }
  }
}
