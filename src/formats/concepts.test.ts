import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generatorDigest } from '../model/namedMask.ts';
import { readConcepts } from './concepts.ts';
import { readModelConfig } from './config.ts';
import { readLabels } from './labels.ts';
import { changedJson, toBytes } from './testing/changeJson.ts';

const folder = new URL('../../public/models/faces/', import.meta.url);
const bedrooms = new URL('../../public/models/bedrooms/', import.meta.url);
const configOf = (of: URL) =>
  readModelConfig(JSON.parse(readFileSync(new URL('config.json', of), 'utf8')), 'config.json');
const bytesOf = (file: string, of: URL): ArrayBuffer =>
  new Uint8Array(readFileSync(new URL(file, of))).buffer;
const config = configOf(folder);
const json = {
  format: 'latent-playground-concepts',
  version: 1,
  generator_sha256: generatorDigest(config),
  rule: 'where it is likelier than not',
  concepts: [
    {
      id: 'glasses',
      layer: 'main.5',
      uses_unmarked: true,
      sheet: { seed: 1, first_index: 150, count: 300 },
      samples: [3, 40, 299],
      boxes: [[10, 22, 52, 38]],
    },
    {
      id: 'background',
      layer: 'main.8',
      sheet: { seed: 1, first_index: 0, count: 4 },
      samples: [0],
      boxes: [
        [0, 0, 8, 32],
        [56, 0, 64, 32],
      ],
    },
    {
      id: 'windows',
      layer: 'main.5',
      uses_unmarked: true,
      sheet: { seed: 1, first_index: 0, count: 8 },
      marks: [
        { sample: 1, boxes: [[1, 2, 3, 4]] },
        {
          sample: 7,
          boxes: [
            [5, 6, 64, 64],
            [0, 0, 2, 2],
          ],
        },
      ],
    },
  ],
};

test('concepts with their samples and boxes', () => {
  const { rule, concepts } = readConcepts(toBytes(json), config, 'concepts.json');
  expect(rule).toBe(json.rule);
  expect(concepts[0]).toEqual({
    id: 'glasses',
    layer: 'main.5',
    usesUnmarked: true,
    sheet: { seed: 1, firstIndex: 150, count: 300 },
    isByHand: false,
    marks: [3, 40, 299].map((sample) => ({
      sample,
      boxes: [{ x0: 10, y0: 22, x1: 52, y1: 38 }],
    })),
  });
  expect(concepts[1]).toMatchObject({ usesUnmarked: false, isByHand: false });
  expect(concepts[1]?.marks).toEqual([
    {
      sample: 0,
      boxes: [
        { x0: 0, y0: 0, x1: 8, y1: 32 },
        { x0: 56, y0: 0, x1: 64, y1: 32 },
      ],
    },
  ]);
  expect(concepts[2]).toMatchObject({
    isByHand: true,
    marks: [
      { sample: 1, boxes: [{ x0: 1, y0: 2, x1: 3, y1: 4 }] },
      { sample: 7, boxes: [{ x0: 5, y0: 6, x1: 64, y1: 64 }, { x0: 0 }] },
    ],
  });
});

test.each<[string, unknown, string, RegExp]>([
  ['generator_sha256', 'cd', 'generator_sha256', /digest of this model/],
  ['concepts', [], 'concepts', /a list/],
  ['concepts.0.id', 'Glasses!', 'concepts[0].id', /lower-case/],
  ['concepts.1.id', 'glasses', 'concepts[1].id', /each id once/],
  ['concepts.0.layer', 'main.13', 'concepts[0].layer', /one of main.2, /],
  ['concepts.0.layer', 'D.main.1', 'concepts[0].layer', /one of main.2, /],
  ['concepts.0.sheet.count', 0, 'concepts[0].sheet.count', /1 to 1000/],
  ['concepts.0.samples.2', 300, 'concepts[0].samples[2]', /0 to 299/],
  ['concepts.0.samples.1', 3, 'concepts[0].samples[1]', /above 3/],
  ['concepts.0.samples', [], 'concepts[0].samples', /a list/],
  ['concepts.0.boxes.0.2', 65, 'concepts[0].boxes[0][2]', /0 to 64/],
  ['concepts.0.boxes.0', [10, 22, 10, 38], 'concepts[0].boxes[0]', /not empty/],
  ['concepts.0.boxes.0', [10, 22, 52], 'concepts[0].boxes[0]', /4 to 4/],
  ['concepts.0.boxes', undefined, 'concepts[0].boxes', /a list/],
  ['concepts.2.marks', [], 'concepts[2].marks', /a list/],
  ['concepts.2.marks.1.sample', 8, 'concepts[2].marks[1].sample', /0 to 7/],
  ['concepts.2.marks.1.sample', 1, 'concepts[2].marks[1].sample', /above 1/],
  ['concepts.2.marks.0.boxes', [], 'concepts[2].marks[0].boxes', /a list/],
  ['concepts.2.marks.1.boxes.1.3', 0, 'concepts[2].marks[1].boxes[1]', /not empty/],
  ['concepts.0.uses_unmarked', 'yes', 'concepts[0].uses_unmarked', /true or false/],
])('%s = %j is refused', (path, value, where, message) => {
  const read = () => readConcepts(changedJson(json, path, value), config, 'c.json');
  expect(read).toThrow(message);
  expect(read).toThrow(
    expect.objectContaining({
      code: 'bad-file',
      details: expect.objectContaining({ where: `c.json: ${where}` }),
    }),
  );
});

test('those of the shipped faces carry boxes where the shipped labels say so', () => {
  const { concepts } = readConcepts(bytesOf('concepts.json', folder), config, 'concepts.json');
  expect(concepts.map(({ id }) => id)).toEqual(['glasses', 'smile', 'fringe', 'background']);
  expect(config.concepts).toBe('concepts.json');
  const { labels: set } = config;
  if (set === null) throw new Error('the faces have no labels');
  const labels = readLabels(bytesOf(set.file, folder), set, generatorDigest(config), set.file);
  const { attributes } = labels;
  for (const [id, attribute] of [
    ['glasses', 'Eyeglasses'],
    ['smile', 'Smiling'],
    ['fringe', 'Bangs'],
  ]) {
    const concept = concepts.find((one) => one.id === id);
    const { firstIndex = 0, count = 0, seed } = concept?.sheet ?? {};
    expect(seed).toBe(set.seed);
    const column = attributes.indexOf(attribute ?? '');
    const there = Array.from({ length: count }, (_, sample) => sample).filter((sample) => {
      const row = firstIndex - set.firstIndex + sample;
      return (labels.probabilities[row * attributes.length + column] ?? 0) >= 128;
    });
    expect(concept?.marks.map(({ sample }) => sample)).toEqual(there);
  }
});

test('the shipped bedrooms have boxes of windows that were drawn by hand', () => {
  const { concepts } = readConcepts(
    bytesOf('concepts.json', bedrooms),
    configOf(bedrooms),
    'concepts.json',
  );
  expect(concepts).toHaveLength(1);
  const [windows] = concepts;
  expect(windows).toMatchObject({ id: 'windows', isByHand: true, sheet: { count: 150 } });
  const boxes = windows?.marks.flatMap((mark) => mark.boxes) ?? [];
  expect([windows?.marks.length, boxes.length]).toEqual([68, 81]);
});
