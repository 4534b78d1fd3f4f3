import { describe, expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import type { PixelImage } from './arrays.ts';
import type { PixelTerm } from './pixels.ts';
import { sumOfPictures } from './pixels.ts';

/** A picture one pixel high; colours as [red, green, blue]. */
function row(...colours: readonly (readonly [number, number, number])[]): PixelImage {
  const data = Uint8ClampedArray.from(colours.flatMap((colour) => [...colour, 255]));
  return { width: colours.length, height: 1, data };
}

const term = (weight: number, ...exemplars: PixelImage[]): PixelTerm => ({ weight, exemplars });

describe('pictures added pixel by pixel', () => {
  test('one picture is itself', () => {
    const picture = row([0, 1, 255], [127, 128, 77]);
    expect(sumOfPictures([term(1, picture)])).toEqual({ image: picture, clippedShare: 0 });
  });

  test('the mean is rounded half up', () => {
    const { image, clippedShare } = sumOfPictures([
      term(1, row([0, 10, 255]), row([1, 20, 255]), row([0, 30, 255])),
    ]);
    expect([...image.data]).toEqual([0, 20, 255, 255]);
    expect(clippedShare).toBe(0);
    const half = sumOfPictures([term(1, row([0, 1, 3]), row([1, 2, 4]))]);
    expect([...half.image.data]).toEqual([1, 2, 4, 255]);
  });

  test('A − B + C is computed in −1 … 1 and clipped; a pixel counts once', () => {
    const { image, clippedShare } = sumOfPictures([
      term(1, row([200, 100, 50], [10, 20, 30], [255, 255, 255], [1, 1, 1])),
      term(-1, row([100, 100, 100], [5, 10, 15], [0, 0, 0], [2, 2, 2])),
      term(1, row([20, 30, 40], [1, 2, 3], [255, 255, 255], [0, 0, 0])),
    ]);
    expect([...image.data]).toEqual([
      120, 30, 0, 255, 6, 12, 18, 255, 255, 255, 255, 255, 0, 0, 0, 255,
    ]);
    expect(clippedShare).toBe(0.75);
  });

  test('weights act on −1 … 1, where 127.5 is nothing', () => {
    expect([...sumOfPictures([term(0, row([9, 99, 200]))]).image.data]).toEqual([
      128, 128, 128, 255,
    ]);
    expect([...sumOfPictures([term(-1, row([0, 100, 255]))]).image.data]).toEqual([
      255, 155, 0, 255,
    ]);
    // 0.5 · v: half the contrast.
    expect([...sumOfPictures([term(0.5, row([0, 255, 128]))]).image.data]).toEqual([
      64, 191, 128, 255,
    ]);
  });
});

test.each<[string, readonly PixelTerm[], RegExp]>([
  ['no terms', [], /at least one picture/],
  ['an empty slot', [term(1, row([0, 0, 0])), term(1)], /terms\[1\]: expected at least one/],
  ['other sizes', [term(1, row([0, 0, 0]), row([0, 0, 0], [1, 1, 1]))], /1×1; found 2×1/],
])('%s is refused', (_, terms, message) => {
  expect(() => sumOfPictures(terms)).toThrow(PlaygroundError);
  expect(() => sumOfPictures(terms)).toThrow(message);
});
