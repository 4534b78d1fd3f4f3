/** The WGSL of batch norm, and of sums over columns. */
import { batchNormEpsilon } from '../layers.ts';
import type { Program } from './frame.ts';
import { each, eachColumn, groupSize } from './frame.ts';

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

export const normPrograms = {
  biasGradient,
  columnStatistics,
  applyStatistics,
  applyFrozen,
  normSums,
  normBack,
  addNormSums,
  trackStatistics,
} as const;
