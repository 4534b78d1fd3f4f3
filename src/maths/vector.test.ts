import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { angleBetween, dot, lerp, norm, scale, slerp } from './vector.ts';

const a = [1, 2, 3, 4];
const b = [-2, 0.5, 1, 3];

function expectClose(found: ArrayLike<number>, expected: readonly number[], digits = 6): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, digits));
}

describe('against numpy', () => {
  test('norm, dot, angle', () => {
    expect(norm(a)).toBeCloseTo(5.477225575051661, 12);
    expect(dot(a, b)).toBe(14);
    expect(angleBetween(a, b)).toBeCloseTo(0.8269664993759352, 12);
  });
  test('lerp and scale', () => {
    expectClose(lerp(a, b, 0.25), [0.25, 1.625, 2.5, 3.75]);
    expectClose(scale(a, -0.5), [-0.5, -1, -1.5, -2]);
  });
  test("slerp is White's formula on vectors of different length", () => {
    const found = slerp(a, b, 0.25);
    expectClose(
      found,
      [0.23193180897204835, 1.719126840203129, 2.6484271059857507, 3.996148445854717],
    );
    expect(norm(found)).toBeCloseTo(5.09828971261412, 6);
  });
});

describe('slerp at its edges', () => {
  test('parallel vectors: the straight line', () => {
    expectClose(slerp([1, 0], [3, 0], 0.5), [2, 0]);
  });
  test('a zero vector: the straight line', () => {
    expectClose(slerp([0, 0], [2, 4], 0.25), [0.5, 1]);
  });
  test('opposite vectors: a half circle that keeps the length', () => {
    expectClose(slerp([3, 4, 0], [-3, -4, 0], 0.5), [0, 0, 5]);
    expectClose(slerp([3, 4, 0], [-3, -4, 0], 0.25), [
      3 / Math.SQRT2,
      4 / Math.SQRT2,
      5 / Math.SQRT2,
    ]);
    expect(norm(slerp([1, 0], [-3, 0], 0.5))).toBeCloseTo(2, 6);
  });
  test('nearly opposite vectors stay on the shell', () => {
    const found = slerp([1, 0, 0], [-1, 1e-4, 0], 0.5);
    expectClose(found, [0, 1, 0], 4);
  });
});

const vectors = fc.array(fc.float({ min: -4, max: 4, noNaN: true }), {
  minLength: 8,
  maxLength: 8,
});

test('end points are exact, whatever the vectors', () => {
  fc.assert(
    fc.property(vectors, vectors, (from, to) => {
      expect(slerp(from, to, 0)).toEqual(Float32Array.from(from));
      expect(slerp(from, to, 1)).toEqual(Float32Array.from(to));
    }),
  );
});

test('slerp between vectors of one length keeps that length', () => {
  fc.assert(
    fc.property(vectors, vectors, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, t) => {
      fc.pre(norm(from) > 0.1 && norm(to) > 0.1);
      const onShell = slerp(scale(from, 3 / norm(from)), scale(to, 3 / norm(to)), t);
      expect(norm(onShell)).toBeCloseTo(3, 4);
    }),
  );
});
