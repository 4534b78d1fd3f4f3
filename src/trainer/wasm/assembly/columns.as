// Sums over the rows of [rows, channels] and what batch norm makes of them. Rows are taken in blocks
// that stay in the first-level cache; a block's sum is added to the total, which keeps rounding small.

const BLOCK: i32 = 32;

// @ts-ignore: decorator
@inline
function clear(at: usize, channels: i32): void {
  memory.fill(at, 0, <usize>channels << 2);
}

/** total[c] += Σ x[row][c]. */
export function addColumns(x: usize, rows: i32, channels: i32, total: usize): void {
  const rowBytes: usize = <usize>channels << 2;
  for (let first = 0; first < rows; first += BLOCK) {
    const some = min(BLOCK, rows - first);
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      let at = x + (<usize>c << 2);
      let sum = f32x4.splat(0);
      for (let row = 0; row < some; row++) {
        sum = f32x4.add(sum, v128.load(at));
        at += rowBytes;
      }
      const to = total + (<usize>c << 2);
      v128.store(to, f32x4.add(v128.load(to), sum));
    }
    for (; c < channels; c++) {
      let at = x + (<usize>c << 2);
      let sum: f32 = 0;
      for (let row = 0; row < some; row++) {
        sum += load<f32>(at);
        at += rowBytes;
      }
      const to = total + (<usize>c << 2);
      store<f32>(to, load<f32>(to) + sum);
    }
    x += rowBytes * BLOCK;
  }
}

/** total[c] += Σ (x[row][c] − mean[c])². */
function addSquares(x: usize, rows: i32, channels: i32, mean: usize, total: usize): void {
  const rowBytes: usize = <usize>channels << 2;
  for (let first = 0; first < rows; first += BLOCK) {
    const some = min(BLOCK, rows - first);
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const offset: usize = <usize>c << 2;
      const middle = v128.load(mean + offset);
      let at = x + offset;
      let sum = f32x4.splat(0);
      for (let row = 0; row < some; row++) {
        const d = f32x4.sub(v128.load(at), middle);
        sum = f32x4.add(sum, f32x4.mul(d, d));
        at += rowBytes;
      }
      v128.store(total + offset, f32x4.add(v128.load(total + offset), sum));
    }
    for (; c < channels; c++) {
      const offset: usize = <usize>c << 2;
      const middle = load<f32>(mean + offset);
      let at = x + offset;
      let sum: f32 = 0;
      for (let row = 0; row < some; row++) {
        const d = load<f32>(at) - middle;
        sum += d * d;
        at += rowBytes;
      }
      store<f32>(total + offset, load<f32>(total + offset) + sum);
    }
    x += rowBytes * BLOCK;
  }
}

/** y[row][c] = x[row][c] · factor[c] + offset[c]. */
export function applyColumns(
  x: usize, rows: i32, channels: i32, factor: usize, offset: usize, y: usize,
): void {
  for (let row = 0; row < rows; row++) {
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const at: usize = <usize>c << 2;
      const scaled = f32x4.mul(v128.load(x + at), v128.load(factor + at));
      v128.store(y + at, f32x4.add(scaled, v128.load(offset + at)));
    }
    for (; c < channels; c++) {
      const at: usize = <usize>c << 2;
      store<f32>(y + at, load<f32>(x + at) * load<f32>(factor + at) + load<f32>(offset + at));
    }
    x += <usize>channels << 2;
    y += <usize>channels << 2;
  }
}

/**
 * Batch norm by the statistics of the rows. `saved` gets means, then 1 / √(variance + ε).
 * @param work 2 · channels floats that are overwritten
 */
export function normaliseColumns(
  x: usize, rows: i32, channels: i32, gain: usize, shift: usize, saved: usize, y: usize,
  epsilon: f32, work: usize,
): void {
  const bytes: usize = <usize>channels << 2;
  const inverse = saved + bytes;
  clear(saved, channels);
  addColumns(x, rows, channels, saved);
  for (let c: usize = 0; c < bytes; c += 4) {
    store<f32>(saved + c, load<f32>(saved + c) / <f32>rows);
  }
  clear(inverse, channels);
  addSquares(x, rows, channels, saved, inverse);
  for (let c: usize = 0; c < bytes; c += 4) {
    const root: f32 = 1 / sqrt<f32>(load<f32>(inverse + c) / <f32>rows + epsilon);
    store<f32>(inverse + c, root);
    const factor: f32 = root * load<f32>(gain + c);
    store<f32>(work + c, factor);
    store<f32>(work + bytes + c, load<f32>(shift + c) - load<f32>(saved + c) * factor);
  }
  applyColumns(x, rows, channels, work, work + bytes, y);
}

/**
 * dy → dx in place. `work` gets the gradients of gain and shift (channels floats each, in that
 * order), and has room for as many again.
 */
export function normaliseBack(
  x: usize, rows: i32, channels: i32, gain: usize, saved: usize, dy: usize, work: usize,
): void {
  const bytes: usize = <usize>channels << 2;
  const inverse = saved + bytes;
  const dShift = work + bytes;
  clear(work, channels * 2);
  addColumns(dy, rows, channels, dShift);
  // Σ dy · (x − mean), in blocks as above.
  let xb = x;
  let dyb = dy;
  for (let first = 0; first < rows; first += BLOCK) {
    const some = min(BLOCK, rows - first);
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const offset: usize = <usize>c << 2;
      const middle = v128.load(saved + offset);
      let at = offset;
      let sum = f32x4.splat(0);
      for (let row = 0; row < some; row++) {
        const d = f32x4.sub(v128.load(xb + at), middle);
        sum = f32x4.add(sum, f32x4.mul(d, v128.load(dyb + at)));
        at += bytes;
      }
      v128.store(work + offset, f32x4.add(v128.load(work + offset), sum));
    }
    for (; c < channels; c++) {
      const offset: usize = <usize>c << 2;
      const middle = load<f32>(saved + offset);
      let at = offset;
      let sum: f32 = 0;
      for (let row = 0; row < some; row++) {
        sum += (load<f32>(xb + at) - middle) * load<f32>(dyb + at);
        at += bytes;
      }
      store<f32>(work + offset, load<f32>(work + offset) + sum);
    }
    xb += bytes * BLOCK;
    dyb += bytes * BLOCK;
  }
  // dx = factor · dy + slope · x + offset
  const factor = work + bytes * 2;
  const slope = factor + bytes;
  const offset = slope + bytes;
  for (let c: usize = 0; c < bytes; c += 4) {
    const root = load<f32>(inverse + c);
    const dGain: f32 = load<f32>(work + c) * root;
    store<f32>(work + c, dGain);
    const f: f32 = root * load<f32>(gain + c);
    const s: f32 = -f * dGain * root / <f32>rows;
    store<f32>(factor + c, f);
    store<f32>(slope + c, s);
    store<f32>(offset + c, -f * load<f32>(dShift + c) / <f32>rows - s * load<f32>(saved + c));
  }
  for (let row = 0; row < rows; row++) {
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const at: usize = <usize>c << 2;
      const a = f32x4.mul(v128.load(dy + at), v128.load(factor + at));
      const b = f32x4.mul(v128.load(x + at), v128.load(slope + at));
      v128.store(dy + at, f32x4.add(a, f32x4.add(b, v128.load(offset + at))));
    }
    for (; c < channels; c++) {
      const at: usize = <usize>c << 2;
      const a: f32 = load<f32>(dy + at) * load<f32>(factor + at);
      const b: f32 = load<f32>(x + at) * load<f32>(slope + at);
      store<f32>(dy + at, a + (b + load<f32>(offset + at)));
    }
    x += bytes;
    dy += bytes;
  }
}
