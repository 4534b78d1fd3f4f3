import { expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { readLabels } from './labels.ts';
import { build } from './testing/buildSafetensors.ts';
import type { Part } from './testing/buildSafetensors.ts';

const set = { file: 'labels.safetensors', seed: 1, firstIndex: 40, count: 2 };
const probabilities: Part = {
  dtype: 'U8',
  shape: [2, 3],
  bytes: Uint8Array.of(0, 128, 255, 3, 4, 5),
};
const realness: Part = { dtype: 'F16', shape: [2], bytes: Uint8Array.of(0, 0x3c, 0, 0xc0) };

const facts = {
  seed: 1,
  first_index: 40,
  count: 2,
  generator_sha256: 'ab',
  attributes: ['Smiling', 'Male', 'Young'],
};

/** A file of these arrays, saying this of itself. */
function fileOf(parts: Record<string, Part>, stated: unknown = JSON.stringify(facts)): ArrayBuffer {
  return build(parts, (header) => {
    header['__metadata__'] = { facts: stated };
  });
}

test('rows of probabilities and realness, as stored, under the names that the file gives', () => {
  const labels = readLabels(fileOf({ realness, probabilities }), set, 'ab', 'labels');
  const { attributes } = facts;
  expect(labels).toMatchObject({ seed: 1, firstIndex: 40, count: 2, attributes });
  expect([...labels.probabilities]).toEqual([0, 128, 255, 3, 4, 5]);
  expect([...(labels.realness ?? [])]).toEqual([1, -2]);
  expect(readLabels(fileOf({ probabilities }), set, 'ab', 'labels').realness).toBeNull();
});

test.each<[string, Record<string, Part>, string, string, string]>([
  [
    'another number of rows',
    { probabilities: { ...probabilities, shape: [1, 6] }, realness },
    'labels: probabilities',
    'U8 [2, 3]',
    '[1, 6]',
  ],
  [
    'realness of one row',
    { probabilities, realness: { ...realness, shape: [1], bytes: Uint8Array.of(0, 0) } },
    'labels: realness',
    'F16 [2]',
    '[1]',
  ],
  [
    'probabilities that are no bytes',
    { probabilities: { dtype: 'F16', shape: [2, 3], bytes: new Uint8Array(12) }, realness },
    'labels: probabilities',
    'U8 [2, 3]',
    'nothing of this type',
  ],
])('%s: a mismatch', (_, parts, where, expected, found) => {
  const read = () => readLabels(fileOf(parts), set, 'ab', 'labels');
  expect(read).toThrow(PlaygroundError);
  expect(read).toThrow(
    expect.objectContaining({ code: 'shape-mismatch', details: { where, expected, found } }),
  );
});

test.each<[string, unknown, string]>([
  ['nothing', null, 'labels: __metadata__.facts'],
  ['no JSON', '{', 'labels: facts'],
  ['another seed', JSON.stringify({ ...facts, seed: 2 }), 'labels: facts: seed'],
  ['another start', JSON.stringify({ ...facts, first_index: 0 }), 'labels: facts: first_index'],
  ['another count', JSON.stringify({ ...facts, count: 3 }), 'labels: facts: count'],
  [
    'another generator',
    JSON.stringify({ ...facts, generator_sha256: 'cd' }),
    'labels: facts: generator_sha256',
  ],
  [
    'a name twice',
    JSON.stringify({ ...facts, attributes: ['A', 'B', 'A'] }),
    'labels: facts: attributes[2]',
  ],
])('a file that says of itself %s is refused', (_, stated, where) => {
  const bytes = fileOf({ realness, probabilities }, stated);
  expect(() => readLabels(bytes, set, 'ab', 'labels')).toThrow(
    expect.objectContaining({
      code: 'bad-file',
      details: expect.objectContaining({ where }),
    }),
  );
});

test('what is no safetensors, or says nothing of itself, is a bad file', () => {
  for (const bytes of [new ArrayBuffer(4), build({ probabilities, realness })]) {
    expect(() => readLabels(bytes, set, 'ab', 'labels')).toThrow(
      expect.objectContaining({ code: 'bad-file' }),
    );
  }
});
