import { expect, test } from 'vitest';
import { checkImageSet } from './imageSet.ts';
import type { ImageSet } from './imageSet.ts';

const set: ImageSet = {
  name: 'two',
  size: 16,
  channels: 3,
  count: 2,
  pixels: new Uint8Array(2 * 16 * 16 * 3),
  labels: Uint8Array.of(0, 1),
  classNames: ['a', 'b'],
  attributes: { names: ['x', 'y', 'z'], values: Uint8Array.of(0, 1, 0, 1, 1, 1) },
  origin: { source: 'shapes', seed: 1, terms: 'CC0', recipe: {} },
};

test('a set whose parts fit is accepted, with and without what may be absent', () => {
  expect(() => checkImageSet(set)).not.toThrow();
  const { labels: _labels, classNames: _names, attributes: _attributes, ...bare } = set;
  expect(() => checkImageSet(bare)).not.toThrow();
});

test.each<[string, Partial<Record<keyof ImageSet, unknown>>, RegExp]>([
  ['an odd size', { size: 20 }, /size: expected 16, 32, 64; found 20/],
  ['two channels', { channels: 2 }, /channels: expected 1 or 3; found 2/],
  ['no pictures', { count: 0, pixels: new Uint8Array() }, /count: .*found 0/],
  ['half a picture', { count: 1.5 }, /count: .*found 1.5/],
  ['too few bytes', { pixels: new Uint8Array(5) }, /pixels: expected 1536 bytes; found 5/],
  ['names without labels', { labels: undefined }, /one without the other/],
  ['labels without names', { classNames: undefined }, /one without the other/],
  ['too few labels', { labels: Uint8Array.of(1) }, /labels: expected 2 bytes; found 1/],
  ['a single class', { classNames: ['a'] }, /2 to 256 names; found 1/],
  [
    'a label of no class',
    { labels: Uint8Array.of(1, 2) },
    /labels\[1\]: expected below 2; found 2/,
  ],
  [
    'an attribute that is neither true nor false',
    { attributes: { names: ['x'], values: Uint8Array.of(1, 3) } },
    /attributes\[1\]: expected below 2; found 3/,
  ],
  [
    'too few attributes',
    { attributes: { names: ['x', 'y'], values: Uint8Array.of(1, 1, 0) } },
    /attributes: expected 4 bytes; found 3/,
  ],
])('%s is refused', (_, change, message) => {
  expect(() => checkImageSet({ ...set, ...change } as ImageSet)).toThrow(message);
});
