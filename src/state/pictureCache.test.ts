import { expect, test } from 'vitest';
import { createFreeFace, createSampleFace } from '../latent/createFace.ts';
import { createPictureCache, pictureKey } from './pictureCache.ts';
import { fakeConfig, fakeImage } from './testing/fakeEngine.ts';

test('the least recently used goes when the bytes are used up', () => {
  const cache = createPictureCache(8); // two pictures of 4 bytes
  cache.set('a', fakeImage([0]));
  cache.set('b', fakeImage([0]));
  expect(cache.get('a')).toBeDefined();
  cache.set('c', fakeImage([0]));
  expect(cache.get('b')).toBeUndefined();
  expect(cache.get('a')).toBeDefined();
  cache.set('a', fakeImage([1])); // replaced, not counted twice
  expect(cache.get('c')).toBeDefined();
  cache.clear();
  expect(cache.get('a')).toBeUndefined();
});

test('keys tell models and single bits of z apart, and ignore where a face came from', () => {
  const model = fakeConfig('faces');
  const face = createSampleFace(model, 1, 1);
  expect(pictureKey({ ...face, origin: { kind: 'free' } } as typeof face)).toBe(pictureKey(face));
  expect(pictureKey({ ...face, modelId: 'other' })).not.toBe(pictureKey(face));
  const [a, b] = [1, 1 + 2 ** -10].map((x) => createFreeFace(model, [x, 0, 0, 0]));
  expect(pictureKey(a as typeof face)).not.toBe(pictureKey(b as typeof face));
});
