import { describe, expect, test } from 'vitest';
import { norm } from '../maths/vector.ts';
import { interpolate } from './interpolate.ts';
import { drawSample, shellOf } from './prior.ts';

const draws = 4000;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each([
  // prior, |z| of a draw, its deviation, |z| of a lerp midpoint: 20,000 draws with numpy
  ['normal', 9.98, 0.71, 7.05],
  ['uniform', 5.77, 0.26, 4.07],
] as const)('%s prior in 100 dimensions', (prior, length, deviation, midpoint) => {
  const samples = Array.from({ length: draws }, (_, i) => drawSample(prior, 100, 2015, i));
  const norms = samples.map((z) => norm(z));
  const between = (how: 'lerp' | 'slerp'): number =>
    mean(samples.slice(1).map((z, i) => norm(interpolate(samples[i] as typeof z, z, 0.5, how))));

  test('length of a draw', () => {
    expect(Math.abs(mean(norms) - length)).toBeLessThan(0.03);
    const spread = Math.sqrt(mean(norms.map((n) => (n - mean(norms)) ** 2)));
    expect(Math.abs(spread - deviation)).toBeLessThan(0.03);
  });
  test('length half-way on a straight line, and on the sphere', () => {
    expect(Math.abs(between('lerp') - midpoint)).toBeLessThan(0.03);
    expect(Math.abs(between('slerp') - length)).toBeLessThan(0.03);
  });
  test('the shell that is drawn', () => {
    expect(shellOf(prior, 100).mean).toBeCloseTo(length, 2);
    expect(shellOf(prior, 100).deviation).toBeCloseTo(deviation, 2);
  });
});

test('sample 0 and 1 of seed 2015, as the Python twin draws them', () => {
  const normal = drawSample('normal', 100, 2015, 0);
  expect(normal[0]).toBeCloseTo(1.2352252, 6);
  expect(normal[1]).toBeCloseTo(1.9270769, 6);
  expect(norm(normal)).toBeCloseTo(9.373409, 5);
  expect(drawSample('normal', 100, 2015, 1)[2]).toBeCloseTo(0.42078802, 6);
  expect(drawSample('uniform', 100, 2015, 0)[1]).toBeCloseTo(0.87982464, 6);
  expect(drawSample('uniform', 100, 2015, 1)[0]).toBeCloseTo(0.24062002, 6);
});
