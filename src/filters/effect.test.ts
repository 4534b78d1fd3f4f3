import { expect, test } from 'vitest';
import type { PixelImage } from '../model/arrays.ts';
import { areaOf, pixelChange, regionOf, summarise } from './effect.ts';
import { patchGrid, patchesOf } from './patches.ts';

/** A square picture whose red is `red(x, y)`; green is 10 more, blue 20. */
function picture(size: number, red: (x: number, y: number) => number): PixelImage {
  const data = new Uint8ClampedArray(size * size * 4);
  for (let i = 0; i < size * size; i += 1) {
    const value = red(i % size, Math.floor(i / size));
    data.set([value, value + 10, value + 20, 255], i * 4);
  }
  return { width: size, height: size, data };
}

test('responses are summed up by their mean and by the strongest cell of each picture', () => {
  const responses = Float64Array.of(0.1, 0.2, 0.3, 0.2, 0.9, 0.4, 0.1, 0);
  const { mean, peak } = summarise(responses, 2);
  expect(mean).toBeCloseTo(2.2 / 8, 12);
  expect(peak).toBeCloseTo(0.6, 12);
  expect([...regionOf(Float64Array.of(0.49, 0.5, 0.9))]).toEqual([0, 1, 1]);
  expect(areaOf(Uint8Array.of(0, 1, 1, 1))).toBe(0.75);
});

test('pixels that moved are told apart by the region', () => {
  const before = [picture(4, () => 100), picture(4, () => 100)];
  // The left half moves by 30 in the first picture, everything by 6 in the second.
  const after = [picture(4, (x) => (x < 2 ? 130 : 100)), picture(4, () => 94)];
  const region = Uint8Array.of(1, 0, 1, 0, 0, 0, 0, 1);
  const change = pixelChange(before, after, region, { height: 2, width: 2 });
  // Inside: 8 pixels of 30 and 4 of 6. Outside: 8 of 0 and 12 of 6.
  expect(change.inside).toBeCloseTo((8 * 30 + 4 * 6) / 12, 12);
  expect(change.outside).toBeCloseTo((12 * 6) / 20, 12);
  expect(pixelChange(before, after, new Uint8Array(8), { height: 2, width: 2 }).inside).toBeNull();
  expect(
    pixelChange(before, after, new Uint8Array(8).fill(1), { height: 2, width: 2 }).outside,
  ).toBeNull();
});

test('on a grid that does not divide the picture a pixel belongs to the cell of its centre', () => {
  const before = [picture(4, () => 0)];
  const after = [picture(4, (x, y) => (x === 1 && y === 1 ? 90 : 0))];
  // Three cells over four pixels: the centre of pixel 1 lies in cell 1.
  const region = Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0);
  const { inside, outside } = pixelChange(before, after, region, { height: 3, width: 3 });
  expect(inside).toBeGreaterThan(0);
  expect(outside).toBe(0);
});

test.each([
  [64, 8],
  [32, 8],
  [28, 7],
  [96, 8],
  [100, 10],
  [7, 7],
  [1, 1],
])('a picture of %i pixels has %i patches a side', (size, cells) => {
  expect(patchGrid(size)).toEqual({ height: cells, width: cells });
});

test('a patch holds the colours of its pixels, row by row', () => {
  const images = [picture(4, () => 0), picture(4, (x, y) => x + 4 * y)];
  const { count, channels, data } = patchesOf(images, { height: 2, width: 2 });
  expect([count, channels, data.length]).toEqual([2, 12, 96]);
  const last = [...data.subarray(84)].map((value) => Math.round(value * 255));
  expect(last).toEqual([10, 20, 30, 11, 21, 31, 14, 24, 34, 15, 25, 35]);
});
