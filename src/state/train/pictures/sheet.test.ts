import { expect, test } from 'vitest';
import type { ImageSet } from '../../../model/imageSet.ts';
import { chooseForSheet, countClasses, labelAttributes, pictureOf, sheetLength } from './sheet.ts';

const set: ImageSet = {
  name: 'two',
  size: 16,
  channels: 1,
  count: 2,
  pixels: Uint8Array.from({ length: 512 }, (_, i) => Math.floor(i / 256) * 9 + (i % 2)),
  labels: Uint8Array.of(3, 3),
  classNames: ['a', 'b', 'c', 'd'],
  origin: { source: 'avatars', terms: '', recipe: { labelBy: 'hat,smile' } },
};

test('a sheet shows different pictures in order, others for another seed', () => {
  expect(chooseForSheet(3, 0)).toEqual([0, 1, 2]);
  expect(chooseForSheet(3, 7)).toEqual([0, 1, 2]);
  const even = chooseForSheet(8000, 0);
  expect([even.length, even[1], even.at(-1)]).toEqual([sheetLength, 100, 7900]);
  const other = chooseForSheet(8000, 7);
  expect(new Set(other).size).toBe(sheetLength);
  expect(other).not.toEqual(even);
  expect(other).toEqual(chooseForSheet(8000, 7));
  expect(Math.max(...other)).toBeLessThan(8000);
});

test('a picture is cut out of its place, grey as three equal colours', () => {
  expect(Array.from(pictureOf(set, 1).subarray(0, 8))).toEqual([9, 9, 9, 255, 10, 10, 10, 255]);
  const pixels = Uint8Array.from({ length: 2 * 768 }, (_, i) => i % 251);
  const colour = pictureOf({ ...set, channels: 3, pixels }, 1);
  expect(Array.from(colour.subarray(0, 5))).toEqual([...pixels.slice(768, 771), 255, pixels[771]]);
});

test('classes are counted; those of avatars know their attributes', () => {
  expect(countClasses(set)).toEqual([0, 0, 0, 2]);
  expect(labelAttributes(set)).toEqual(['hat', 'smile']);
  const { labels: _labels, classNames: _names, ...bare } = set;
  expect(countClasses(bare)).toEqual([]);
  expect(labelAttributes(bare)).toEqual([]);
  const shapes = { ...set, origin: { ...set.origin, source: 'shapes' } } as const;
  expect(labelAttributes(shapes)).toEqual([]);
});
