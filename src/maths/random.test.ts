import { expect, test } from 'vitest';
import { drawSample, shellOf } from '../latent/prior.ts';
import { createRandomStream, drawNormal } from './random.ts';

// Golden numbers: `training/streams.py`, Python 3.11.
test('streams are those of training/streams.py', () => {
  const stream = createRandomStream(2015, 3);
  expect([stream(), stream(), stream()]).toEqual([
    0.6669376283602011, 0.6958031406595357, 0.6126275872052834,
  ]);
  expect(createRandomStream(4294967295, 7)()).toBe(0.31767272974699656);
});

test('samples are those of training/streams.py', () => {
  const normal = drawSample('normal', 100, 2015, 0);
  const uniform = drawSample('uniform', 100, 2015, 0);
  [1.2352252, 1.9270769, -0.9933833].forEach((value, i) => expect(normal[i]).toBeCloseTo(value, 6));
  [0.17280835, 0.87982464, 0.688323].forEach((value, i) =>
    expect(uniform[i]).toBeCloseTo(value, 6),
  );
});

test('normal draws have mean 0, variance 1 and kurtosis 3', () => {
  const stream = createRandomStream(1);
  const draws = Array.from({ length: 100_000 }, () => drawNormal(stream));
  const moment = (power: number) => draws.reduce((sum, x) => sum + x ** power, 0) / draws.length;
  expect(Math.abs(moment(1))).toBeLessThan(0.012);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.018);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.12);
});

test('neighbouring samples and seeds are uncorrelated', () => {
  const dot = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, i) => sum + value * (b[i] ?? Number.NaN), 0);
  const products = Array.from({ length: 400 }, (_, i) => [
    dot(drawSample('normal', 100, 5, i), drawSample('normal', 100, 5, i + 1)),
    dot(drawSample('normal', 100, i, 0), drawSample('normal', 100, i + 1, 0)),
  ]).flat();
  const mean = products.reduce((sum, value) => sum + value, 0) / products.length;
  const square = products.reduce((sum, value) => sum + value ** 2, 0) / products.length;
  expect(Math.abs(mean)).toBeLessThan(1.5); // standard error 0.35
  expect(square).toBeGreaterThan(80); // variance of the product of two draws is 100
  expect(square).toBeLessThan(120);
});

test.each([
  ['normal', 9.98, 0.71],
  ['uniform', 5.77, 0.26],
] as const)('the shell of the %s prior is where draws lie', (prior, mean, deviation) => {
  const shell = shellOf(prior, 100);
  expect(shell.mean).toBeCloseTo(mean, 2);
  expect(shell.deviation).toBeCloseTo(deviation, 2);
  const norms = Array.from({ length: 3000 }, (_, i) => Math.hypot(...drawSample(prior, 100, 9, i)));
  const drawn = norms.reduce((sum, norm) => sum + norm, 0) / norms.length;
  expect(Math.abs(drawn - shell.mean)).toBeLessThan(4 * (shell.deviation / Math.sqrt(3000)));
});
