import { expect, test } from 'vitest';
import type { AttributeDirection, ConditionalScores } from '../../formats/directions.ts';
import { createSampleFace } from '../../latent/createFace.ts';
import type { Face } from '../../latent/face.ts';
import { dot } from '../../maths/vector.ts';
import {
  canFit,
  directionsOf,
  freedScores,
  movesOf,
  moveLatent,
  offerDirections,
  ownDirection,
  sharedFaces,
  shiftOf,
  turnSheetFaces,
} from './attributes.ts';

const model = { id: 'faces', prior: 'normal', latentDim: 4 } as const;
const face = (index: number): Face => createSampleFace(model, 7, index);
const faces = (...indices: number[]): Face[] => indices.map(face);
const unit = (...values: number[]): Float32Array<ArrayBuffer> => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
};
const direction = (name: string, balancedAccuracy: number, ...vector: number[]) =>
  ({
    name,
    vector: unit(...vector),
    weightLength: 1,
    bias: 0,
    positives: 0.5,
    direction: { accuracy: balancedAccuracy, balancedAccuracy, auc: null },
    classifier: { accuracy: 1, balancedAccuracy: 1, auc: null },
    pageClassifier: null,
    conditional: null,
  }) satisfies AttributeDirection;
const attributes = [
  direction('Chubby', 0.8, 0, 0, 1, 1),
  direction('Blurry', 0.6, 0, 0, 0, 1),
  direction('Male', 0.9, 1, 1, 0, 0),
  direction('Smiling', 0.9, 1, 0, 0, 0),
  direction('Goatee', 0.95, 0, 1, 1, 1),
];

test('first the asked-for attributes, then what is worth offering, best first', () => {
  const { first, more, notOffered } = offerDirections({ attributes });
  const names = (list: readonly { name: string }[]): string[] => list.map((one) => one.name);
  expect(names(first)).toEqual(['Smiling', 'Male']);
  expect(names(more)).toEqual(['Goatee', 'Chubby']);
  expect(names(notOffered)).toEqual(['Blurry']);
  const own = offerDirections({
    attributes: attributes.filter((one) => !['Male', 'Smiling'].includes(one.name)),
  });
  expect(names(own.first)).toEqual(['Goatee', 'Chubby']);
  expect(own.more).toEqual([]);
});

test('what each direction has of its own, the least first', () => {
  const scored = (auc: number | null, conditional: ConditionalScores | null) => ({
    direction: { accuracy: 0.9, balancedAccuracy: 0.9, auc },
    conditional,
  });
  const freed = (auc: number | null, ...names: string[]): ConditionalScores => ({
    accuracy: 0.5,
    balancedAccuracy: 0.5,
    auc,
    cosine: 0.2,
    neighbours: names.map((name) => ({ name, aucBefore: 0.9, aucAfter: 0.5 })),
  });
  const shown = [
    { ...direction('Smiling', 0.9, 1, 0), ...scored(0.98, freed(0.57, 'Mouth_Slightly_Open')) },
    { ...direction('Bald', 0.9, 1, 0), ...scored(0.7, freed(null, 'Male')) },
    { ...direction('Male', 0.9, 1, 0), ...scored(0.95, null) },
    { ...direction('No_Beard', 0.9, 1, 0), ...scored(0.96, freed(0.55, 'Goatee', 'Male')) },
    { ...direction('Wearing_Hat', 0.9, 1, 0), ...scored(0.98, freed(0.94, 'Smiling')) },
  ];
  expect(freedScores(shown)).toEqual([
    { name: 'No_Beard', auc: 0.96, freeOf: ['Goatee', 'Male'], left: 0.55 },
    { name: 'Smiling', auc: 0.98, freeOf: ['Mouth_Slightly_Open'], left: 0.57 },
    { name: 'Wearing_Hat', auc: 0.98, freeOf: ['Smiling'], left: 0.94 },
    { name: 'Male', auc: 0.95, freeOf: [], left: 0.95 },
    { name: 'Bald', auc: 0.7, freeOf: ['Male'], left: null },
  ]);
  expect(freedScores(shown.slice(2, 3))).toEqual([]);
  expect(freedScores([])).toEqual([]);
});

test('a held direction keeps its score, and one held altogether moves nothing', () => {
  const { z } = face(1);
  const male = attributes[2]?.vector ?? [];
  const free = moveLatent(z, movesOf({ amounts: { Smiling: 2 }, held: [] }, attributes), model);
  expect(dot(male, free) - dot(male, z)).toBeCloseTo(Math.SQRT2, 4);
  const look = { amounts: { Smiling: 2 }, held: ['Male', 'Smiling'] };
  const moved = moveLatent(z, movesOf(look, attributes), model);
  expect(dot(male, moved)).toBeCloseTo(dot(male, z), 4);
  expect(movesOf({ amounts: { Smiling: 2, gone: 1 }, held: [] }, [])).toEqual([]);
  const all = [...attributes, direction('Twin', 0.9, 1, 0, 0, 0)];
  expect(movesOf({ amounts: { Smiling: 2 }, held: ['Twin'] }, all)).toEqual([]);
  expect(moveLatent(z, [], model)).toBe(z);
});

test('the walk adds the same steps to every z', () => {
  expect(shiftOf({ amounts: {}, held: [] }, attributes, model)).toBeNull();
  const shift = shiftOf({ amounts: { Smiling: -1.5 }, held: [] }, attributes, model);
  expect([...(shift ?? [])]).toEqual([-1.5, 0, 0, 0]);
});

test('a direction of one’s own needs three faces on each side, none of them on both', () => {
  const groups = { withFaces: faces(1, 2, 3), withoutFaces: faces(4, 5, 6) };
  expect(ownDirection({ ...groups, withFaces: faces(1, 2) })).toBeNull();
  expect(canFit({ ...groups, withoutFaces: faces(3, 4, 5) })).toBe(false);
  expect(sharedFaces({ ...groups, withoutFaces: faces(3, 4, 5) })).toEqual(faces(3));
  const own = ownDirection(groups);
  expect(ownDirection(groups)).toBe(own);
  const score = (one: Face): number => dot(own?.vector ?? [], one.z);
  const mean = (list: Face[]): number => list.reduce((sum, one) => sum + score(one), 0) / 3;
  expect(mean(groups.withFaces)).toBeGreaterThan(mean(groups.withoutFaces));
  expect(directionsOf(null, groups).map((one) => one.name)).toEqual(['own']);
});

test('the turn sheet: five samples of the seed in the middle of eleven steps', () => {
  const rows = turnSheetFaces(model, 7, direction('Smiling', 0.9, 1, 0, 0, 0));
  expect(rows.map((row) => row.length)).toEqual([11, 11, 11, 11, 11]);
  expect(rows.map((row) => row[5])).toEqual(faces(0, 1, 2, 3, 4));
  const first = rows[0]?.map((one) => one.z[0] ?? 0) ?? [];
  expect((first[10] ?? 0) - (first[0] ?? 0)).toBeCloseTo(8, 4);
});
