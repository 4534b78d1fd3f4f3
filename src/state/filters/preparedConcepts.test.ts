import { expect, test } from 'vitest';
import { sampleCells } from '../../filters/dataset.ts';
import { shapesOf } from './preparedConcepts.ts';

test('a prepared concept can be fitted as a drawn one', () => {
  const prepared = {
    id: 'smile',
    layer: 'main.5',
    usesUnmarked: true,
    sheet: { seed: 1, firstIndex: 50, count: 9 },
    isByHand: true,
    marks: [0, 2, 3, 5, 8].map((sample) => ({
      sample,
      boxes: [{ x0: 16, y0: 40, x1: 48, y1: 56 }],
    })),
  };
  const { id, sheet } = prepared;
  const concept = { id, name: 'Smile', modelId: 'faces', sheet, shapes: shapesOf(prepared) };
  const options = { seed: 1, usesUnmarked: prepared.usesUnmarked };
  const { report, pictures } = sampleCells(concept, 64, { height: 8, width: 8 }, options);
  expect(report).toMatchObject({ pictures: 5, shapes: 5, positives: 40, unmarkedPictures: 4 });
  expect(pictures.slice(0, 5).map(({ sample }) => sample)).toEqual([0, 2, 3, 5, 8]);
});
