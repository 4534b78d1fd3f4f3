import { expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { readLabels } from './labels.ts';
import { build } from './testing/buildSafetensors.ts';
import type { Part } from './testing/buildSafetensors.ts';

const set = { file: 'labels.safetensors', seed: 1, firstIndex: 40, count: 2 };
const attributes = ['Smiling', 'Male', 'Young'];
const probabilities: Part = {
  dtype: 'U8',
  shape: [2, 3],
  bytes: Uint8Array.of(0, 128, 255, 3, 4, 5),
};
const realness: Part = { dtype: 'F16', shape: [2], bytes: Uint8Array.of(0, 0x3c, 0, 0xc0) };

test('rows of probabilities and realness, as stored', () => {
  const labels = readLabels(build({ realness, probabilities }), set, attributes, 'labels');
  expect(labels).toMatchObject({ seed: 1, firstIndex: 40, count: 2, attributes });
  expect([...labels.probabilities]).toEqual([0, 128, 255, 3, 4, 5]);
  expect([...labels.realness]).toEqual([1, -2]);
});

test.each<[string, Record<string, Part>, string, string, string]>([
  [
    'another number of rows',
    { probabilities: { ...probabilities, shape: [1, 6] }, realness },
    'labels: probabilities',
    'U8 [2, 3]',
    '[1, 6]',
  ],
  ['no realness', { probabilities }, 'labels: realness', 'F16 [2]', 'nothing of this type'],
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
  const read = () => readLabels(build(parts), set, attributes, 'labels');
  expect(read).toThrow(PlaygroundError);
  expect(read).toThrow(
    expect.objectContaining({ code: 'shape-mismatch', details: { where, expected, found } }),
  );
});

test('what is no safetensors is a bad file', () => {
  expect(() => readLabels(new ArrayBuffer(4), set, attributes, 'labels')).toThrow(
    expect.objectContaining({ code: 'bad-file' }),
  );
});
