import { expect, test } from 'vitest';
import type { ImageSet } from '../model/imageSet.ts';
import type { RunConfig } from './config.ts';
import { checkFit, checkRunConfig, recipe } from './config.ts';

const pictures: ImageSet = {
  name: 'ramp',
  size: 32,
  channels: 3,
  count: 64,
  pixels: Uint8Array.from({ length: 64 * 32 * 32 * 3 }, (_, i) => i % 251),
  origin: { source: 'files', terms: '', recipe: {} },
};

test('the recipe is sound, and fits pictures of its size', () => {
  expect(() => checkRunConfig(recipe)).not.toThrow();
  expect(() => checkFit(recipe, pictures)).not.toThrow();
});

test.each<[string, Partial<Record<keyof RunConfig, unknown>>, RegExp]>([
  ['half a channel', { width: 32.5 }, /width: expected a whole number from 4 to 256; found 32.5/],
  ['no rate', { rateG: Number.NaN }, /rateG: expected a number from .*; found NaN/],
  ['a decay of one', { beta1D: 1 }, /beta1D: .*; found 1/],
  ['an unknown loss', { loss: 'relativistic' }, /loss: expected nonSaturating, .*relativistic/],
  ['a size between', { imageSize: 48 }, /imageSize: expected 16, 32, 64; found 48/],
  ['classes that nobody asks for', { classes: 10 }, /classes: expected 0 .*; found 10/],
  ['a condition without classes', { network: 'conditional' }, /classes: expected at least 2/],
])('%s is refused', (_, change, message) => {
  expect(() => {
    checkRunConfig({ ...recipe, ...change } as RunConfig);
  }).toThrow(message);
});

test.each<[string, Partial<RunConfig>, Partial<ImageSet>, RegExp]>([
  ['another size', { imageSize: 16 }, {}, /imageSize: expected 32, as the pictures have/],
  ['another depth', { channels: 1 }, {}, /channels: expected 3/],
  ['two pictures', {}, { count: 2 }, /pictures.count: expected at least 16; found 2/],
  ['a batch above the set', { batchSize: 65 }, {}, /batchSize: expected at most the 64 pictures/],
  [
    'one picture again and again',
    {},
    { pixels: new Uint8Array(64 * 32 * 32 * 3) },
    /pictures that differ; found 64 times the same picture/,
  ],
  ['no classes', { network: 'conditional', classes: 3 }, {}, /classes: expected 0, as the pict/],
])('%s cannot be learned from', (_, change, set, message) => {
  expect(() => {
    checkFit({ ...recipe, ...change }, { ...pictures, ...set });
  }).toThrow(message);
});
