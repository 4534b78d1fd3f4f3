/** Convolutions and their gradients as plain loops: what the fast kernels are compared with. */
import type { Geometry } from '../layers.ts';

/** Calls `visit` for every pair of a pixel of `big` and one of `small` that a tap of the kernel joins. */
function forEachTap(
  { big, small, kernel, stride, padding }: Geometry,
  n: number,
  visit: (bigAt: number, smallAt: number, tap: number) => void,
): void {
  for (let item = 0; item < n; item += 1) {
    for (let row = 0; row < small.height; row += 1) {
      for (let column = 0; column < small.width; column += 1) {
        const smallAt = ((item * small.height + row) * small.width + column) * small.channels;
        for (let u = 0; u < kernel; u += 1) {
          const bigRow = row * stride - padding + u;
          if (bigRow < 0 || bigRow >= big.height) continue;
          for (let v = 0; v < kernel; v += 1) {
            const bigColumn = column * stride - padding + v;
            if (bigColumn < 0 || bigColumn >= big.width) continue;
            const bigAt = ((item * big.height + bigRow) * big.width + bigColumn) * big.channels;
            visit(bigAt, smallAt, (u * kernel + v) * big.channels * small.channels);
          }
        }
      }
    }
  }
}

/** Fills rows of `y` with the bias, or with zeros. */
function begin(y: Float32Array, bias: Float32Array | null): void {
  if (bias === null) y.fill(0);
  else for (let at = 0; at < y.length; at += bias.length) y.set(bias, at);
}

/** See `Device.convolve`. */
export function convolve(
  g: Geometry,
  n: number,
  big: Float32Array,
  weight: Float32Array,
  bias: Float32Array | null,
  small: Float32Array,
): void {
  const [inputs, outputs] = [g.big.channels, g.small.channels];
  begin(small, bias);
  forEachTap(g, n, (bigAt, smallAt, tap) => {
    for (let c = 0; c < inputs; c += 1) {
      const value = big[bigAt + c] ?? Number.NaN;
      const from = tap + c * outputs;
      for (let o = 0; o < outputs; o += 1) {
        small[smallAt + o] = (small[smallAt + o] ?? 0) + value * (weight[from + o] ?? Number.NaN);
      }
    }
  });
}

/** See `Device.convolveTransposed`. */
export function convolveTransposed(
  g: Geometry,
  n: number,
  small: Float32Array,
  weight: Float32Array,
  bias: Float32Array | null,
  big: Float32Array,
): void {
  const [outputs, inputs] = [g.big.channels, g.small.channels];
  begin(big, bias);
  forEachTap(g, n, (bigAt, smallAt, tap) => {
    for (let c = 0; c < outputs; c += 1) {
      const from = tap + c * inputs;
      let sum = big[bigAt + c] ?? 0;
      for (let o = 0; o < inputs; o += 1) {
        sum += (small[smallAt + o] ?? Number.NaN) * (weight[from + o] ?? Number.NaN);
      }
      big[bigAt + c] = sum;
    }
  });
}

/** See `Device.filterGradient`. */
export function filterGradient(
  g: Geometry,
  n: number,
  big: Float32Array,
  small: Float32Array,
  gradient: Float32Array,
): void {
  const [rows, columns] = [g.big.channels, g.small.channels];
  forEachTap(g, n, (bigAt, smallAt, tap) => {
    for (let c = 0; c < rows; c += 1) {
      const value = big[bigAt + c] ?? Number.NaN;
      const to = tap + c * columns;
      for (let o = 0; o < columns; o += 1) {
        gradient[to + o] = (gradient[to + o] ?? 0) + value * (small[smallAt + o] ?? Number.NaN);
      }
    }
  });
}

/** See `Device.biasGradient`. */
export function biasGradient(channels: number, dy: Float32Array, gradient: Float32Array): void {
  for (let c = 0; c < channels; c += 1) {
    let sum = 0;
    for (let at = c; at < dy.length; at += channels) sum += dy[at] ?? Number.NaN;
    gradient[c] = (gradient[c] ?? 0) + sum;
  }
}
