import { expect, test } from 'vitest';
import type { Concept, Shape } from '../model/markings.ts';
import { labelRows, sampleCells } from './dataset.ts';

const box = (x0: number, y0: number, x1: number, y1: number): Shape => ({
  kind: 'box',
  x0,
  y0,
  x1,
  y1,
});
const grid = { height: 8, width: 8 };

/** Boxes of 2×1 cells of 8 pixels, each further right, on every third of 30 samples. */
function conceptWith(change: Partial<Concept> = {}): Concept {
  const marked = Array.from({ length: 10 }, (_, i) => i * 3);
  return {
    id: 'c',
    name: 'C',
    modelId: 'm',
    sheet: { seed: 5, firstIndex: 100, count: 30 },
    shapes: Object.fromEntries(
      marked.map((sample) => [sample, [box((sample % 6) * 8, 8, (sample % 6) * 8 + 16, 16)]]),
    ),
    ...change,
  };
}

const options = { seed: 9, usesUnmarked: false };

test('positives are the cells inside, negatives as many outside in the same picture', () => {
  const { pictures, report } = sampleCells(conceptWith(), 64, grid, {
    ...options,
    leastNegatives: 1,
  });
  expect(report).toEqual({
    pictures: 10,
    shapes: 10,
    positives: 20,
    negatives: 20,
    smallShapes: 0,
    fullPictures: 0,
    unmarkedPictures: 0,
  });
  expect(pictures.map(({ sample }) => sample)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
  for (const { sample, positive, negative } of pictures) {
    const column = sample % 6;
    expect(positive).toEqual([8 + column, 9 + column]);
    expect(new Set([...positive, ...negative]).size).toBe(4);
  }
  // Not the same places everywhere.
  expect(new Set(pictures.map(({ negative }) => String(negative))).size).toBeGreaterThan(5);
  const { labels, groups } = labelRows(pictures);
  expect([...labels.subarray(0, 6)]).toEqual([1, 1, 0, 0, 1, 1]);
  expect([...groups.subarray(2, 6)]).toEqual([0, 0, 3, 3]);
  expect(groups).toHaveLength(40);
});

test('a small box still gets some negatives, and no more than there are cells', () => {
  const small = conceptWith({
    shapes: Object.fromEntries([0, 1, 2, 3, 4].map((sample) => [sample, [box(0, 0, 8, 8)]])),
  });
  expect(sampleCells(small, 64, grid, options).report).toMatchObject({
    positives: 5,
    negatives: 20,
  });
  const coarse = sampleCells(small, 64, { height: 2, width: 1 }, options);
  expect(coarse.report).toMatchObject({ positives: 5, negatives: 5, smallShapes: 5 });
});

test('a draw depends on the seed and on its own picture only', () => {
  const concept = conceptWith();
  const drawn = sampleCells(concept, 64, grid, options).pictures;
  const { 3: _, ...others } = concept.shapes;
  const without = sampleCells({ ...concept, shapes: others }, 64, grid, options).pictures;
  expect(without).toEqual(drawn.filter(({ sample }) => sample !== 3));
  expect(sampleCells(concept, 64, grid, { ...options, seed: 10 }).pictures).not.toEqual(drawn);
});

test('pictures without boxes give negatives where boxes are elsewhere, if wanted', () => {
  const { pictures, report } = sampleCells(conceptWith(), 64, grid, {
    ...options,
    usesUnmarked: true,
  });
  expect(report).toMatchObject({ pictures: 10, positives: 20, unmarkedPictures: 20 });
  const unmarked = pictures.filter(({ positive }) => positive.length === 0);
  expect(unmarked).toHaveLength(20);
  const places = new Set(pictures.flatMap(({ positive }) => positive));
  for (const { negative } of unmarked) {
    expect(negative).toHaveLength(2);
    expect(negative.every((cell) => places.has(cell))).toBe(true);
  }
});

test('too few boxes, and boxes over everything, are refused with numbers', () => {
  const shapesOn = (samples: readonly number[], shape: Shape) =>
    conceptWith({ shapes: Object.fromEntries(samples.map((sample) => [sample, [shape]])) });
  const few = shapesOn([0, 1, 2, 3], box(0, 0, 8, 8));
  expect(() => sampleCells(few, 64, grid, options)).toThrow(
    expect.objectContaining({ code: 'too-few-boxes', details: { expected: 5, found: 4 } }),
  );
  const none = conceptWith({ shapes: { 0: [], 1: [] } });
  expect(() => sampleCells(none, 64, grid, options)).toThrow(
    expect.objectContaining({ code: 'too-few-boxes', details: { expected: 5, found: 0 } }),
  );
  const all = shapesOn([0, 1, 2, 3, 4], box(0, 0, 64, 64));
  expect(() => sampleCells(all, 64, grid, options)).toThrow(
    expect.objectContaining({ code: 'nothing-outside' }),
  );
  const most = { ...all, shapes: { ...all.shapes, 7: [box(0, 0, 8, 8)], 8: [box(0, 0, 8, 8)] } };
  expect(sampleCells(most, 64, grid, options).report).toMatchObject({ fullPictures: 5 });
});
