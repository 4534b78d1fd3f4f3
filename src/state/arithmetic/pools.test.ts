import { expect, test } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import type { Labels } from '../../formats/labels.ts';
import { drawTriple, facesOfRows, poolOf, poolsOf } from './pools.ts';

const labels: Labels = {
  seed: 3,
  firstIndex: 50,
  count: 6,
  attributes: ['Smiling', 'Male'],
  // Smiling, Male of each row
  probabilities: Uint8Array.of(255, 0, 204, 52, 203, 0, 204, 51, 0, 255, 127, 255),
  realness: new Float32Array(6),
};
const smiling = { attribute: 'Smiling', present: true, threshold: 0.8 };
const notMale = { attribute: 'Male', present: false, threshold: 0.8 };

test('a pool holds the rows whose every certainty reaches its threshold, ends included', () => {
  expect([...poolOf(labels, [smiling])]).toEqual([0, 1, 3]);
  // 51 / 255 is a probability of 0.2: a certainty of 0.8 that it is no man.
  expect([...poolOf(labels, [smiling, notMale])]).toEqual([0, 3]);
  expect([...poolOf(labels, [{ attribute: 'Male', present: true, threshold: 1 }])]).toEqual([4, 5]);
  expect([...poolOf(labels, [])]).toEqual([0, 1, 2, 3, 4, 5]);
});

test('an attribute without labels is refused', () => {
  const hat = [{ attribute: 'Hat', present: true, threshold: 0.8 }];
  expect(() => poolsOf(labels, { a: hat, b: [], c: [] })).toThrow(PlaygroundError);
  expect(() => poolsOf(labels, { a: [], b: [], c: hat })).toThrow(/found Hat/);
});

test('triples are reproducible, hold no row twice, and use overlapping pools evenly', () => {
  const all = Uint32Array.from({ length: 9 }, (_, i) => i + 100);
  const pools = { a: all, b: all, c: Uint32Array.of(100, 101, 102) };
  const seen = new Map<number, number>();
  const draws = 3000;
  for (let number = 0; number < draws; number += 1) {
    const { a, b, c } = drawTriple(pools, 1, 2015, number);
    expect(new Set([...a, ...b, ...c]).size).toBe(3);
    const row = a[0] ?? NaN;
    seen.set(row, (seen.get(row) ?? 0) + 1);
  }
  expect(seen.size).toBe(9);
  // 333 ± 17 each
  for (const times of seen.values()) expect(Math.abs(times - draws / 9)).toBeLessThan(70);
  expect(drawTriple(pools, 1, 2015, 5)).toEqual(drawTriple(pools, 1, 2015, 5));
  const numbers = Array.from({ length: 10 }, (_, number) => number);
  const runOf = (seed: number) => numbers.map((number) => drawTriple(pools, 1, seed, number));
  expect(runOf(2015)).not.toEqual(runOf(2016));
});

test('three slots of three from nine rows use each of them once', () => {
  const all = Uint32Array.from({ length: 9 }, (_, i) => i);
  const { a, b, c } = drawTriple({ a: all, b: all, c: all }, 3, 1, 0);
  expect([...a, ...b, ...c].toSorted((x, y) => x - y)).toEqual([...all]);
});

test('a pool with too few rows is named with its count', () => {
  const pools = { a: Uint32Array.of(1, 2, 3), b: Uint32Array.of(1, 2, 9), c: Uint32Array.of(4, 5) };
  expect(() => drawTriple(pools, 3, 1, 0)).toThrow(
    expect.objectContaining({
      code: 'bad-argument',
      details: { where: 'pool b', expected: '3 faces', found: '3' },
    }),
  );
  expect(() => drawTriple({ ...pools, b: pools.a }, 1, 1, 0)).not.toThrow();
  expect(() => drawTriple({ ...pools, b: Uint32Array.of(7) }, 3, 1, 0)).toThrow(/found 1/);
});

test('rows are samples of the labels’ seed', () => {
  const model = { id: 'faces', prior: 'uniform', latentDim: 2 } as const;
  const [a, b, c] = facesOfRows(model, labels, { a: [0], b: [5], c: [2, 3] });
  expect([a, b, c].map((faces) => faces.map(({ origin }) => origin))).toEqual([
    [{ kind: 'sample', seed: 3, index: 50 }],
    [{ kind: 'sample', seed: 3, index: 55 }],
    [
      { kind: 'sample', seed: 3, index: 52 },
      { kind: 'sample', seed: 3, index: 53 },
    ],
  ]);
});
