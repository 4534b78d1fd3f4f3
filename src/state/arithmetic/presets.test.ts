import { expect, test } from 'vitest';
import type { Exemplars, Preset } from '../../formats/exemplars.ts';
import { countTriples, facesOfTriple, findPreset, nextTriple } from './presets.ts';

const model = { id: 'faces', prior: 'normal', latentDim: 4 } as const;
const slot = (indices: readonly number[]) => ({ concept: [], satisfying: 100, indices });
const preset: Preset = {
  id: 'smiling-man',
  a: slot([5, 3, 9, 1, 2, 4, 8]),
  b: slot([10, 11, 12, 13, 14, 15, 16, 17, 18]),
  c: slot([20, 21, 22, 23, 24, 25]),
  expected: [],
};
const exemplars: Exemplars = { rule: 'r', seed: 7, firstIndex: 0, count: 100, presets: [preset] };

const originsOf = (triple: number) =>
  facesOfTriple(model, exemplars, preset, triple).map((faces) =>
    faces.map(({ origin }) => (origin.kind === 'sample' ? [origin.seed, origin.index] : [])),
  );

test('triple k takes exemplars 3k, 3k + 1 and 3k + 2 of each slot, as samples', () => {
  expect(originsOf(0)).toEqual([
    [
      [7, 5],
      [7, 3],
      [7, 9],
    ],
    [
      [7, 10],
      [7, 11],
      [7, 12],
    ],
    [
      [7, 20],
      [7, 21],
      [7, 22],
    ],
  ]);
  expect(originsOf(1)[0]).toEqual([
    [7, 1],
    [7, 2],
    [7, 4],
  ]);
});

test('another triple cycles through as many as the shortest slot fills', () => {
  expect(countTriples(preset)).toBe(2);
  expect([0, 1].map((triple) => nextTriple(preset, triple))).toEqual([1, 0]);
  expect(originsOf(2)).toEqual(originsOf(0));
});

test('presets by id', () => {
  expect(findPreset(exemplars, 'smiling-man')).toBe(preset);
  expect(findPreset(exemplars, 'nobody')).toBeNull();
});
