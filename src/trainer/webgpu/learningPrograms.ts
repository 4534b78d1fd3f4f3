/** The WGSL of losses and of what changes weights. */
import { bend } from './activationPrograms.ts';
import type { Program } from './frame.ts';
import { each, eachColumn, groupSize } from './frame.ts';

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

export const learningPrograms = {
  loss,
  addNoise,
  adam,
  moveAverage,
  clip,
  sumOfSquares,
} as const;
