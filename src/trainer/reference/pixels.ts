/** Activations, repeated and pooled pixels, noise: one value, or four, at a time. */
import type { ActivationKind, Shape } from '../layers.ts';
import { leakySlope } from '../layers.ts';

/** See `Device.activate`. */
export function activate(kind: ActivationKind, y: Float32Array): void {
  if (kind === 'linear') return;
  for (let at = 0; at < y.length; at += 1) {
    const a = y[at] ?? Number.NaN;
    if (kind === 'tanh') y[at] = Math.tanh(a);
    else if (a < 0) y[at] = kind === 'relu' ? 0 : leakySlope * a;
  }
}

/** See `Device.activateGradient`. */
export function activateGradient(kind: ActivationKind, y: Float32Array, dy: Float32Array): void {
  if (kind === 'linear') return;
  for (let at = 0; at < y.length; at += 1) {
    const value = y[at] ?? Number.NaN;
    const gradient = dy[at] ?? Number.NaN;
    if (kind === 'tanh') dy[at] = gradient * (1 - value * value);
    else if (value <= 0) dy[at] = kind === 'relu' ? 0 : leakySlope * gradient;
  }
}

/** Calls `visit` with the place of a small pixel and of the first of its four, channel by channel. */
function forEachFour(
  n: number,
  small: Shape,
  visit: (smallAt: number, at: number, right: number, below: number) => void,
): void {
  const { width, channels } = small;
  const below = 2 * width * channels;
  for (let row = 0; row < n * small.height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      for (let c = 0; c < channels; c += 1) {
        const at = (2 * row * 2 * width + 2 * column) * channels + c;
        visit((row * width + column) * channels + c, at, channels, below);
      }
    }
  }
}

/** See `Device.repeatPixels`. */
export function repeatPixels(n: number, shape: Shape, x: Float32Array, y: Float32Array): void {
  forEachFour(n, shape, (from, at, right, below) => {
    const value = x[from] ?? Number.NaN;
    y[at] = value;
    y[at + right] = value;
    y[at + below] = value;
    y[at + below + right] = value;
  });
}

/** See `Device.repeatGradient`. */
export function repeatGradient(n: number, shape: Shape, dy: Float32Array, dx: Float32Array): void {
  forEachFour(n, shape, (to, at, right, below) => {
    const above = (dy[at] ?? Number.NaN) + (dy[at + right] ?? Number.NaN);
    dx[to] = above + (dy[at + below] ?? Number.NaN) + (dy[at + below + right] ?? Number.NaN);
  });
}

function halved(shape: Shape): Shape {
  return { ...shape, height: shape.height / 2, width: shape.width / 2 };
}

/** See `Device.pool`. */
export function pool(n: number, shape: Shape, x: Float32Array, y: Float32Array): void {
  forEachFour(n, halved(shape), (to, at, right, below) => {
    y[to] = Math.max(
      x[at] ?? Number.NaN,
      x[at + right] ?? Number.NaN,
      x[at + below] ?? Number.NaN,
      x[at + below + right] ?? Number.NaN,
    );
  });
}

/** See `Device.poolGradient`. */
export function poolGradient(
  n: number,
  shape: Shape,
  x: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
): void {
  dx.fill(0);
  forEachFour(n, halved(shape), (from, at, right, below) => {
    let best = at;
    for (const other of [at + right, at + below, at + below + right]) {
      if ((x[other] ?? Number.NaN) > (x[best] ?? Number.NaN)) best = other;
    }
    dx[best] = dy[from] ?? Number.NaN;
  });
}

/** See `Device.addNoise`. */
export function addNoise(
  x: Float32Array,
  noise: Float32Array,
  start: number,
  scale: number,
  y: Float32Array,
): void {
  for (let at = 0; at < x.length; at += 1) {
    y[at] = (x[at] ?? Number.NaN) + scale * (noise[(start + at) % noise.length] ?? Number.NaN);
  }
}
