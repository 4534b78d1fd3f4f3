import { expect, test } from 'vitest';
import { readExemplars } from './exemplars.ts';
import { changedJson, toBytes } from './testing/changeJson.ts';

const model = { generatorSha256: 'ab', attributes: ['Smiling', 'Male'] };
const condition = (attribute: string, present: boolean) => ({ attribute, present, threshold: 0.8 });
const json = {
  format: 'latent-playground-exemplars',
  version: 1,
  generator_sha256: 'ab',
  rule: 'nearest first',
  seed: 1,
  first_index: 100,
  count: 1000,
  presets: [
    {
      id: 'smiling-man',
      a: {
        concept: [condition('Smiling', true), condition('Male', false)],
        satisfying: 411,
        indices: [100, 101, 1099, 200, 201, 202],
      },
      b: { concept: [condition('Smiling', false)], satisfying: 3, indices: [300, 301, 302] },
      c: { concept: [condition('Male', true)], satisfying: 44, indices: [400, 401, 402] },
      expected: [condition('Smiling', true), condition('Male', true)],
    },
  ],
};

test('presets with concepts and samples', () => {
  const { presets, ...rest } = readExemplars(toBytes(json), model, 'exemplars.json');
  expect(rest).toEqual({ rule: 'nearest first', seed: 1, firstIndex: 100, count: 1000 });
  expect(presets).toEqual(json.presets);
});

test.each<[string, unknown, string, RegExp]>([
  ['generator_sha256', 'cd', 'generator_sha256', /digest of this model/],
  ['presets', [], 'presets', /a list/],
  ['presets.0.id', 'Smiling man', 'presets[0].id', /lower-case/],
  ['presets.1', json.presets[0], 'presets[1].id', /each id once/],
  ['presets.0.a.indices', [100, 101], 'presets[0].a.indices', /3 to 1000/],
  ['presets.0.a.indices.2', 1100, 'presets[0].a.indices[2]', /100 to 1099/],
  ['presets.0.a.indices.2', 100, 'presets[0].a.indices[2]', /has already/],
  ['presets.0.c.indices.0', 300, 'presets[0].c.indices[0]', /has already/],
  ['presets.0.b.satisfying', 2, 'presets[0].b.satisfying', /3 to 1000/],
  ['presets.0.a.concept.0.attribute', 'Hat', 'presets[0].a.concept[0].attribute', /classifier/],
  ['presets.0.a.concept.1.attribute', 'Smiling', 'presets[0].a.concept[1].attribute', /once/],
  ['presets.0.a.concept.0.present', undefined, 'presets[0].a.concept[0].present', /true or false/],
  ['presets.0.expected.0.threshold', 0.4, 'presets[0].expected[0].threshold', /0.5 to 1/],
  ['presets.0.expected', undefined, 'presets[0].expected', /a list/],
])('%s = %j is refused', (path, value, where, message) => {
  const read = () => readExemplars(changedJson(json, path, value), model, 'e.json');
  expect(read).toThrow(message);
  expect(read).toThrow(
    expect.objectContaining({
      code: 'bad-file',
      details: expect.objectContaining({ where: `e.json: ${where}` }),
    }),
  );
});
