/** Sets as wholes: what the builder makes, what can be trained on. */
import { expect, test } from 'vitest';
import { checkImageSet } from '../model/imageSet.ts';
import { greyOf, toDepth } from './depth.ts';
import { drawShapes } from './drawShapes.ts';
import type { ShapeRequest } from './request.ts';
import { createSetBuilder } from './setBuilder.ts';
import { checkTrainable } from './trainable.ts';

const request: ShapeRequest = {
  source: 'shapes',
  size: 16,
  channels: 3,
  count: 600,
  seed: 5,
  labelBy: 'kind',
};

test('shapes become a set that can be trained on, with classes and attributes', async () => {
  const { set } = await drawShapes(request, {});
  checkTrainable(set);
  expect(set.classNames).toEqual(['circle', 'square', 'triangle', 'star']);
  expect(new Set(set.labels)).toEqual(new Set([0, 1, 2, 3]));
  expect(set.attributes?.names).toEqual(['large', 'outlined', 'dark_ground']);
  const again = await drawShapes(request, {});
  expect(again.set.pixels).toEqual(set.pixels);
  const byColour = await drawShapes({ ...request, labelBy: 'colour' }, {});
  expect(byColour.set.pixels).toEqual(set.pixels);
  expect(byColour.set.labels).not.toEqual(set.labels);
});

test('grey is the luma of colour', async () => {
  const colour = await drawShapes({ ...request, count: 3 }, {});
  const grey = await drawShapes({ ...request, count: 3, channels: 1 }, {});
  const expected = Array.from({ length: 3 * 256 }, (_, i) =>
    greyOf(...(colour.set.pixels.slice(i * 3, i * 3 + 3) as unknown as [number, number, number])),
  );
  expect([...grey.set.pixels]).toEqual(expected);
  const white = new Uint8Array(1);
  toDepth([255, 255, 255, 0], 1, white, 0, 1);
  expect(white[0]).toBe(255);
});

test('drawing can be stopped', async () => {
  const stopper = new AbortController();
  const run = {
    signal: stopper.signal,
    onProgress: ({ done }: { done: number }) => {
      if (done === 200) stopper.abort();
    },
  };
  await expect(drawShapes(request, run)).rejects.toMatchObject({ code: 'aborted' });
});

test.each([
  [499, 'too-few-pictures'],
  [50_001, 'too-many-pictures'],
])('%d pictures are refused', (count, code) => {
  const builder = createSetBuilder({ size: 16, channels: 1 }, count);
  for (let i = 0; i < count; i += 1) builder.addPixels(new Uint8Array(256).fill(i));
  const set = builder.finish({ name: '', origin: { source: 'files', terms: '', recipe: {} } });
  expect(() => checkTrainable(set)).toThrow(expect.objectContaining({ code }));
});

test('pictures that are all the same are refused, a single other pixel is enough', () => {
  const builder = createSetBuilder({ size: 16, channels: 3 }, 1);
  const picture = Uint8Array.from({ length: 768 }, (_, i) => i);
  for (let i = 0; i < 600; i += 1) builder.addPixels(picture);
  const set = builder.finish({ name: '', origin: { source: 'files', terms: '', recipe: {} } });
  expect(() => checkTrainable(set)).toThrow(expect.objectContaining({ code: 'pictures-equal' }));
  set.pixels[599 * 768 + 5] = 9;
  expect(() => checkTrainable(set)).not.toThrow();
});

test('a builder grows beyond what was expected and keeps every picture', () => {
  const builder = createSetBuilder({ size: 16, channels: 1 }, 2);
  for (let i = 0; i < 9; i += 1) builder.addPixels(new Uint8Array(256).fill(i), i % 3);
  const set = builder.finish({
    name: 'nine',
    origin: { source: 'files', terms: '', recipe: {} },
    classNames: ['a', 'b', 'c'],
  });
  checkImageSet(set);
  expect(Array.from({ length: 9 }, (_, i) => set.pixels[i * 256 + 255])).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8,
  ]);
  expect([...(set.labels ?? [])]).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
});
