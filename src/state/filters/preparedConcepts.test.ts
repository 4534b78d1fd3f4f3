import { expect, test } from 'vitest';
import { sampleCells } from '../../filters/dataset.ts';
import { conceptOfPrepared } from './preparedConcepts.ts';

test('a prepared concept can be fitted as a drawn one', () => {
  const prepared = {
    id: 'smile',
    layer: 'main.5',
    usesUnmarked: true,
    sheet: { seed: 1, firstIndex: 50, count: 9 },
    samples: [0, 2, 3, 5, 8],
    boxes: [{ x0: 16, y0: 40, x1: 48, y1: 56 }],
  };
  const concept = conceptOfPrepared(prepared, 'faces', 'Smile');
  expect(concept).toMatchObject({ id: 'smile', name: 'Smile', sheet: prepared.sheet });
  const options = { seed: 1, usesUnmarked: prepared.usesUnmarked };
  const { report, pictures } = sampleCells(concept, 64, { height: 8, width: 8 }, options);
  expect(report).toMatchObject({ pictures: 5, shapes: 5, positives: 40, unmarkedPictures: 4 });
  expect(pictures.slice(0, 5).map(({ sample }) => sample)).toEqual(prepared.samples);
});
