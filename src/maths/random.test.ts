import { expect, test } from 'vitest';
import { createRandomStream, drawNormal } from './random.ts';

test('a stream is the same every time, and streams of other keys differ', () => {
  const [first, second, other] = [
    createRandomStream(2015, 3),
    createRandomStream(2015, 3),
    createRandomStream(2015, 4),
  ];
  const numbers = Array.from({ length: 5 }, first);
  expect(Array.from({ length: 5 }, second)).toEqual(numbers);
  expect(Array.from({ length: 5 }, other)).not.toEqual(numbers);
});

test('uniform and normal moments', () => {
  const stream = createRandomStream(7);
  const uniform = Array.from({ length: 20000 }, stream);
  const normal = Array.from({ length: 20000 }, () => drawNormal(stream));
  const mean = (values: number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
  expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...uniform)).toBeLessThan(1);
  expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan(0.01);
  expect(Math.abs(mean(normal))).toBeLessThan(0.03);
  expect(Math.abs(mean(normal.map((x) => x * x)) - 1)).toBeLessThan(0.04);
});
