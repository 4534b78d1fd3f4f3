import { describe, expect, test } from 'vitest';
import { createSampleFace } from '../../latent/createFace.ts';
import type { Face } from '../../latent/face.ts';
import { createInitial } from '../sceneTable.ts';
import type { DragSource, DropTarget } from '../types.ts';
import { placeOnBench } from './placing.ts';
import { maxExemplars, maxGroup } from './scene.ts';
import type { ArithmeticScene } from './scene.ts';
import { arithmeticTable } from './table.ts';

const model = { id: 'faces', prior: 'normal', latentDim: 4, imageSize: 64, samples: null } as const;
const face = (index: number): Face => createSampleFace(model, 7, index);
const faces = (...indices: number[]): Face[] => indices.map(face);
const names = (list: readonly Face[]): number[] =>
  list.map(({ origin }) => (origin.kind === 'sample' ? origin.index : -1));

const bench: ArithmeticScene = {
  ...createInitial(arithmeticTable, model),
  slots: [
    { weight: 1, faces: faces(0, 1, 2) },
    { weight: -1, faces: faces(3, 4) },
    { weight: 1, faces: [] },
  ],
  withFaces: faces(10, 11),
  withoutFaces: faces(12),
};
const palette: DragSource = { kind: 'palette', index: 0 };
const exemplar = (slot: number, index: number) => ({ kind: 'exemplar', slot, index }) as const;
const slot = (at: number) => ({ kind: 'slot', slot: at }) as const;
const group = (which: 'with' | 'without') => ({ kind: 'group', group: which }) as const;
const grouped = (which: 'with' | 'without', index: number): DragSource => ({
  ...group(which),
  index,
});

/** The indices of what lies in the slots and in the groups, or what else came of it. */
function place(moved: Face, target: DropTarget, source: DragSource, on = bench): unknown {
  const placing = placeOnBench(on, 'faces', moved, target, source);
  if (placing?.kind !== 'bench') return placing?.kind ?? null;
  expect(placing.bench.slots.map(({ weight }) => weight)).toEqual([1, -1, 1]);
  return [
    ...placing.bench.slots.map((one) => names(one.faces)),
    names(placing.bench.withFaces),
    names(placing.bench.withoutFaces),
  ];
}

describe('what a drop does', () => {
  test.each<[string, Face, DropTarget, DragSource, unknown]>([
    ['elsewhere → exemplar', face(9), exemplar(0, 1), palette, [[0, 9, 2], [3, 4], []]],
    ['elsewhere → empty place', face(9), exemplar(1, 2), palette, [[0, 1, 2], [3, 4, 9], []]],
    ['elsewhere → slot', face(9), slot(2), palette, [[0, 1, 2], [3, 4], [9]]],
    ['exemplar → exemplar', face(0), exemplar(1, 1), exemplar(0, 0), [[4, 1, 2], [3, 0], []]],
    ['in its own slot', face(0), exemplar(0, 2), exemplar(0, 0), [[2, 1, 0], [3, 4], []]],
    ['exemplar → empty place', face(0), exemplar(2, 0), exemplar(0, 0), [[1, 2], [3, 4], [0]]],
    ['exemplar → slot', face(3), slot(0), exemplar(1, 0), [[0, 1, 2, 3], [4], []]],
    ['mean → slot', face(99), slot(1), slot(0), [[3, 4], [0, 1, 2], []]],
    ['mean → exemplar', face(99), exemplar(2, 1), slot(0), [[], [3, 4], [0, 1, 2]]],
    ['exemplar → bin', face(1), { kind: 'bin' }, exemplar(0, 1), [[0, 2], [3, 4], []]],
    ['mean → bin', face(99), { kind: 'bin' }, slot(1), [[0, 1, 2], [], []]],
  ])('%s', (_, moved, target, source, slots) => {
    expect(place(moved, target, source)).toEqual([...(slots as number[][]), [10, 11], [12]]);
  });

  test.each<[string, Face, DropTarget, DragSource, number[][]]>([
    ['elsewhere → group', face(9), group('with'), palette, [[10, 11, 9], [12]]],
    [
      'mean → group',
      face(99),
      group('without'),
      slot(1),
      [
        [10, 11],
        [12, 3, 4],
      ],
    ],
    ['group → other group', face(10), group('without'), grouped('with', 0), [[11], [12, 10]]],
    ['group → bin', face(12), { kind: 'bin' }, grouped('without', 0), [[10, 11], []]],
  ])('%s', (_, moved, target, source, groups) => {
    expect(place(moved, target, source)).toEqual([[0, 1, 2], [3, 4], [], ...groups]);
  });

  test.each<[string, Face, DropTarget, DragSource]>([
    ['exemplar → own slot', face(0), slot(0), exemplar(0, 0)],
    ['exemplar → itself', face(0), exemplar(0, 0), exemplar(0, 0)],
    ['a face that is there already', face(1), slot(0), palette],
    ['mean → own slot', face(99), slot(0), slot(0)],
    ['an empty mean → bin', face(99), { kind: 'bin' }, slot(2)],
    ['group → own group', face(10), group('with'), grouped('with', 0)],
    ['a slot that is not there', face(9), slot(5), palette],
  ])('nothing: %s', (_, moved, target, source) => {
    expect(place(moved, target, source)).toBe('nothing');
  });

  test('other places are none of its business', () => {
    expect(place(face(1), { kind: 'shelf' }, exemplar(0, 1))).toBeNull();
    expect(place(face(1), { kind: 'keyframe', index: 0 }, exemplar(0, 1))).toBeNull();
    expect(place(face(1), { kind: 'bin' }, palette)).toBeNull();
  });
});

test('refusals say why', () => {
  const stranger = { ...face(1), modelId: 'other' };
  expect(placeOnBench(bench, 'faces', stranger, slot(0), palette)).toEqual({
    kind: 'refused',
    notice: 'other-model',
  });
  const many = (count: number): Face[] => Array.from({ length: count }, (_, i) => face(100 + i));
  const full = { ...bench, slots: [{ weight: 1, faces: many(maxExemplars) }] };
  expect(placeOnBench(full, 'faces', face(1), slot(0), palette)).toEqual({
    kind: 'refused',
    notice: 'slot-full',
  });
  const crowded = { ...bench, withFaces: many(maxGroup) };
  expect(placeOnBench(crowded, 'faces', face(1), group('with'), palette)).toEqual({
    kind: 'refused',
    notice: 'group-full',
  });
});
