/** The WGSL of activations and of doubling and halving a side. */
import type { ActivationKind } from '../layers.ts';
import { leakySlope } from '../layers.ts';
import type { Program } from './frame.ts';
import { each } from './frame.ts';

/**
 * tanh: its series near zero, where a difference of exponentials would keep no digit, and no
 * overflow far from it.
 */
export const bend = `
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

export const activationPrograms = {
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
} as const;
