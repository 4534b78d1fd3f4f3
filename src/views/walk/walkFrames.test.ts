import { expect, test } from 'vitest';
import { walkPositions } from './walkFrames.ts';

test('once shows both ends', () => {
  const positions = walkPositions(3, 'once', 0.5, 10);
  expect(positions).toHaveLength(61);
  expect(positions[0]).toBe(0);
  expect(positions.at(-1)).toBe(3);
  expect(positions[1]).toBeCloseTo(0.05);
});

test('a loop leaves out its end, which is its beginning', () => {
  expect(walkPositions(4, 'loop', 1, 5)).toHaveLength(20);
  expect(walkPositions(4, 'loop', 1, 5).at(-1)).toBeCloseTo(3.8);
});

test('ping-pong comes back without showing an end twice', () => {
  expect(walkPositions(1, 'pingPong', 1, 4)).toEqual([0, 0.25, 0.5, 0.75, 1, 0.75, 0.5, 0.25]);
  expect(walkPositions(1, 'pingPong', 5, 1)).toEqual([0, 1]);
});

test('a single keyframe is one frame', () => {
  expect(walkPositions(0, 'loop', 1, 25)).toEqual([0]);
});
