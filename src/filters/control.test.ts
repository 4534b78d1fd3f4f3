import { expect, test } from 'vitest';
import { createRandomStream } from '../maths/random.ts';
import { drawControls, rankAmong } from './control.ts';

const stream = createRandomStream(256);
/** Heavy-tailed, as the maps of a ReLU layer are. */
const strengths = Array.from({ length: 256 }, () => stream() ** 6);
const strengthOf = (channel: number | undefined): number => strengths[channel ?? NaN] ?? NaN;
const inOrder = [...strengths.keys()].toSorted((a, b) => strengthOf(b) - strengthOf(a));

test('sets have the size of the fitted one and match it in mean activation', () => {
  const loud = inOrder.slice(0, 12).toSorted((a, b) => a - b);
  const { sets, matching, bins } = drawControls(loud, strengths, 1);
  expect(bins).toBe(16);
  expect(sets).toHaveLength(20);
  const loudBin = new Set(inOrder.slice(0, 16));
  for (const [i, set] of sets.entries()) {
    expect(set).toHaveLength(12);
    expect(new Set(set).size).toBe(12);
    expect(set).toEqual(set.toSorted((a, b) => a - b));
    expect(set.every((channel) => loudBin.has(channel))).toBe(true);
    expect(set).not.toEqual(loud);
    const sum = (of: readonly number[]) => of.reduce((all, one) => all + strengthOf(one), 0);
    expect(matching[i]).toBeCloseTo(sum(set) / sum(loud), 12);
    expect(Math.abs((matching[i] ?? NaN) - 1)).toBeLessThan(0.35);
  }
  // A draw without bins would be far off: most maps are quiet.
  expect(strengths.reduce((a, b) => a + b) / 256).toBeLessThan(0.5 * strengthOf(loud[0]));
});

test('every bin gives as many maps as the fitted set has there, its own among them', () => {
  const fitted = inOrder.filter((_, rank) => rank % 2 === 0).toSorted((a, b) => a - b);
  const { sets } = drawControls(fitted, strengths, 2);
  let shared = 0;
  for (const set of sets) {
    for (let bin = 0; bin < 16; bin += 1) {
      const members = inOrder.slice(bin * 16, bin * 16 + 16);
      expect(members.filter((channel) => set.includes(channel))).toHaveLength(8);
    }
    shared += set.filter((channel) => fitted.includes(channel)).length;
  }
  expect(shared / 20 / 128).toBeGreaterThan(0.4);
  expect(shared / 20 / 128).toBeLessThan(0.6);
});

test('sets are seeded, and differ from each other', () => {
  const fitted = [3, 50, 99];
  const drawn = drawControls(fitted, strengths, 7);
  expect(drawControls(fitted, strengths, 7)).toEqual(drawn);
  expect(drawControls(fitted, strengths, 8).sets).not.toEqual(drawn.sets);
  expect(new Set(drawn.sets.map(String)).size).toBe(20);
  expect(drawControls(fitted, strengths, 7, 5).sets).toEqual(drawn.sets.slice(0, 5));
});

test('one map of a small layer: each set is another map, never the fitted one', () => {
  const { sets, bins } = drawControls([2], [1, 1, 1, 1], 1);
  expect(bins).toBe(1);
  expect(new Set(sets.map(String))).toEqual(new Set(['0', '1', '3']));
});

test('where only the fitted set matches there is no control, and that is said', () => {
  expect(drawControls([0, 1, 2, 3], [1, 2, 3, 4], 1)).toEqual({ sets: [], matching: [], bins: 1 });
  expect(drawControls([], [1, 2], 1).sets).toEqual([]);
});

test('silent maps match silent maps', () => {
  expect(drawControls([0], [0, 0, 0], 1).matching.every((ratio) => ratio === 1)).toBe(true);
});

test('ties count against the fitted set', () => {
  expect(rankAmong(0.5, [0.1, 0.2, 0.3])).toEqual({ rank: 1, beats: 3, of: 3 });
  expect(rankAmong(0.3, [0.1, 0.3, 0.4])).toEqual({ rank: 3, beats: 1, of: 3 });
  expect(rankAmong(0, [0, 0])).toEqual({ rank: 3, beats: 0, of: 2 });
  expect(rankAmong(1, [])).toEqual({ rank: 1, beats: 0, of: 0 });
});
