import { expect, test } from 'vitest';
import { createFreeFace, createSampleFace } from '../latent/createFace.ts';
import { dressFace } from './derived.ts';
import { createStoredPictures } from './storedPictures.ts';
import { fakeConfig, fakeImage } from './testing/fakeEngine.ts';

const samples = { file: 's.webp', columns: 2, rows: 1, seed: 7, firstIndex: 3 };
const config = fakeConfig('faces', { samples });
const tiles = [fakeImage([0]), fakeImage([1])];

test('a sample of the sheet has its tile, and nothing else has', () => {
  const stored = createStoredPictures();
  const face = createSampleFace(config, 7, 4);
  expect(stored.pictureOf(face)).toBeNull();
  stored.add(config, tiles);
  expect(stored.pictureOf(face)).toBe(tiles[1]);
  expect(stored.pictureOf(createSampleFace(config, 7, 2))).toBeNull();
  expect(stored.pictureOf(createSampleFace(config, 7, 5))).toBeNull();
  expect(stored.pictureOf(createSampleFace(config, 8, 4))).toBeNull();
  expect(stored.pictureOf({ ...face, modelId: 'other' })).toBeNull();
  expect(stored.pictureOf(dressFace(face, 0.5))).toBeNull();
  expect(stored.pictureOf({ ...dressFace(face, 0.5), origin: face.origin })).toBeNull();
  expect(stored.pictureOf(createFreeFace(config, face.z))).toBeNull();
});
