import { describe, expect, test } from 'vitest';
import { bendGlyph, oversampling } from './bend.ts';
import { glyphAlphabets, glyphsOf, planGlyph } from './recipe.ts';

describe('the plan', () => {
  test.each(glyphAlphabets)(
    'of %s uses every character about evenly, with its class',
    (alphabet) => {
      const glyphs = glyphsOf[alphabet];
      const counts = Array.from<number>({ length: glyphs.length }).fill(0);
      const total = glyphs.length * 200;
      for (let index = 0; index < total; index += 1) {
        const { glyph, label } = planGlyph(alphabet, 'Own', 1, 3, index);
        expect(glyphs[label]).toBe(glyph);
        counts[label] = (counts[label] ?? 0) + 1;
      }
      // Five standard deviations of about 14.
      expect(Math.min(...counts)).toBeGreaterThan(130);
      expect(Math.max(...counts)).toBeLessThan(270);
    },
  );
  test('is the same for the same seed, and straight without distortion', () => {
    expect(planGlyph('digits', 'Own', 0.5, 9, 4)).toEqual(planGlyph('digits', 'Own', 0.5, 9, 4));
    const straight = planGlyph('digits', 'Own', 0, 9, 4);
    const { turn, shear, stretch, x, y, bend } = straight;
    const still = [turn, shear, stretch - 1, x - 0.5, y - 0.5, bend.amplitudeX, bend.amplitudeY];
    expect(still.every((value) => value === 0)).toBe(true);
    const bent = planGlyph('digits', 'Own', 1, 9, 4);
    expect(bent.glyph).toBe(straight.glyph);
    expect(bent.turn).not.toBe(0);
  });
  test('sets light ink on dark ground', () => {
    for (let index = 0; index < 200; index += 1) {
      const { ink, ground } = planGlyph('both', 'Own', 1, 1, index);
      const sum = (colour: readonly number[]) => colour.reduce((a, b) => a + b, 0);
      expect(sum(ink) - sum(ground)).toBeGreaterThan(300);
    }
  });
});

describe('bending', () => {
  const size = 8;
  const side = size * oversampling;
  const ink = [200, 100, 50] as const;
  const ground = [0, 20, 40] as const;
  const none = { amplitudeX: 0, amplitudeY: 0, phaseX: 0, phaseY: 0, frequency: 1 };
  /** White in the left half. */
  const cover = Uint8ClampedArray.from({ length: side * side * 4 }, (_, i) =>
    Math.floor(i / 4) % side < side / 2 ? 255 : 0,
  );

  test('by nothing gives ink where there was coverage, and ground elsewhere', () => {
    const rgba = bendGlyph({ bend: none, ink, ground }, cover, 0, side * 4, size);
    for (let pixel = 0; pixel < size * size; pixel += 1) {
      const expected = pixel % size < size / 2 ? ink : ground;
      expect(Array.from(rgba.subarray(pixel * 4, pixel * 4 + 4))).toEqual([...expected, 255]);
    }
  });
  test('shifts a row by the wave at its height', () => {
    // At phase π/2 and row 0 the wave is 1: the first row is read a quarter further right.
    const bend = { ...none, amplitudeX: 0.25, phaseX: Math.PI / 2 };
    const rgba = bendGlyph({ bend, ink, ground }, cover, 0, side * 4, size);
    const firstRow = Array.from({ length: size }, (_, column) => rgba[column * 4] ?? 0);
    expect(firstRow[0]).toBe(200);
    expect(firstRow[3]).toBe(0);
  });
  test('reads a cell of a wider sheet by its offset and stride', () => {
    const sheet = new Uint8ClampedArray(side * side * 2 * 4);
    for (let row = 0; row < side; row += 1) {
      sheet.set(cover.subarray(row * side * 4, (row + 1) * side * 4), (row * 2 + 1) * side * 4);
    }
    const plan = { bend: { ...none, amplitudeX: 0.1, phaseX: 1 }, ink, ground };
    const cell = bendGlyph(plan, sheet, side * 4, side * 8, size);
    expect(cell).toEqual(bendGlyph(plan, cover, 0, side * 4, size));
  });
});
