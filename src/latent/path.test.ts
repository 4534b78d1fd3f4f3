import { describe, expect, test } from 'vitest';
import { norm } from '../maths/vector.ts';
import type { Latent } from '../model/arrays.ts';
import { toLatent } from '../model/arrays.ts';
import { nearestKeyframe, rescale } from './control.ts';
import {
  countSegments,
  framePositions,
  indexForInsert,
  latentAt,
  normsAlong,
  positionAfterInsert,
  positionAfterRemove,
} from './path.ts';
import type { Path } from './path.ts';

const keyframes = [
  [1, 0],
  [0, 1],
  [-2, 0],
].map((values) => toLatent(values, 2));
const open: Path = { keyframes, closed: false, interpolation: 'lerp' };
const closed: Path = { ...open, closed: true };

describe('position to z', () => {
  test('a keyframe is itself, not a copy of it', () => {
    expect(latentAt(open, 1)).toBe(keyframes[1]);
    expect(latentAt(open, 2)).toBe(keyframes[2]);
    expect(latentAt(closed, 3)).toBe(keyframes[0]);
  });
  test('between two of them', () => {
    expect([...latentAt(open, 1.5)]).toEqual([-1, 0.5]);
    expect([...latentAt(closed, 2.5)]).toEqual([-0.5, 0]);
    const onSphere = latentAt({ ...open, interpolation: 'slerp' }, 0.5);
    expect(onSphere[0]).toBeCloseTo(Math.SQRT1_2, 6);
    expect(onSphere[1]).toBeCloseTo(Math.SQRT1_2, 6);
  });
  test('beyond the ends: the ends', () => {
    expect(latentAt(open, -1)).toBe(keyframes[0]);
    expect(latentAt(open, 99)).toBe(keyframes[2]);
    expect(latentAt({ ...open, keyframes: [keyframes[1] as never] }, 5)).toBe(keyframes[1]);
  });
});

test('segments', () => {
  expect([1, 2, 3].map((n) => countSegments(n, false))).toEqual([0, 1, 2]);
  expect([1, 2, 3].map((n) => countSegments(n, true))).toEqual([0, 2, 3]);
});

test('the strip has ten frames a segment, the end point once', () => {
  const strip = framePositions(3, false, 10);
  expect(strip).toHaveLength(21);
  expect(strip[10]).toBe(1);
  expect(strip.at(-1)).toBe(2);
  expect(new Set(strip).size).toBe(21);
  const loop = framePositions(3, true, 10);
  expect(loop).toHaveLength(30);
  expect(loop.at(-1)).toBeCloseTo(2.9, 12);
  expect(framePositions(1, true, 10)).toEqual([0]);
});

test('norms along the path', () => {
  const norms = normsAlong(open, 2);
  expect(norms).toHaveLength(5);
  [1, Math.SQRT1_2, 1, Math.hypot(1, 0.5), 2].forEach((value, i) => {
    expect(norms[i]).toBeCloseTo(value, 6);
  });
});

describe('positions after an edit', () => {
  test('a keyframe made here comes behind the one before', () => {
    expect([0, 0.4, 1, 1.9, 2].map((p) => indexForInsert(p, 3))).toEqual([1, 1, 2, 2, 3]);
    expect(indexForInsert(3, 3)).toBe(3);
  });
  test('inserting', () => {
    expect([0, 0.25, 0.5, 1, 1.5].map((p) => positionAfterInsert(p, 1))).toEqual([
      0, 0.5, 1, 2, 2.5,
    ]);
    expect(positionAfterInsert(0.5, 0)).toBe(1.5);
  });
  test('removing undoes inserting', () => {
    for (const index of [0, 1, 2]) {
      for (const position of [0, 0.25, 1, 1.5, 2]) {
        expect(positionAfterRemove(positionAfterInsert(position, index), index)).toBe(position);
      }
    }
  });
});

test('the control is the nearest keyframe at the present length', () => {
  expect([0, 0.5, 0.51, 1.5, 2].map((p) => nearestKeyframe(p, 3, false))).toEqual([0, 0, 1, 1, 2]);
  expect(nearestKeyframe(2.6, 3, true)).toBe(0);
  const z = latentAt(open, 1.75); // (−1.5, 0.25)
  const control = rescale(open.keyframes[nearestKeyframe(1.75, 3, false)] as Latent, norm(z));
  expect(control[0]).toBeCloseTo(-Math.hypot(1.5, 0.25), 6);
  expect(control[1]).toBeCloseTo(0, 6);
});
