import { expect, test } from 'vitest';
import { colourIndex, colourTable } from './colourMap.ts';

/** Relative luminance of an entry (WCAG). */
function luminance(entry: number): number {
  const channel = (shift: number): number => {
    const value = ((entry >> shift) & 255) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(0) + 0.7152 * channel(8) + 0.0722 * channel(16);
}

test('the colours get lighter from end to end, so their order survives grey and colour blindness', () => {
  const steps = Array.from(colourTable, luminance);
  for (let i = 1; i < steps.length; i += 1) {
    expect(steps[i] as number).toBeGreaterThanOrEqual((steps[i - 1] as number) - 1e-3);
  }
  expect(steps.at(-1) as number).toBeGreaterThan(0.7);
  expect(steps[0]).toBeLessThan(0.03);
});

test('values are placed between the ends and kept inside them', () => {
  const range = { min: -1, max: 3 };
  expect([-5, -1, 1, 3, 9].map((value) => colourIndex(value, range))).toEqual([
    0, 0, 128, 255, 255,
  ]);
  expect(colourIndex(0, { min: 0, max: 0 })).toBe(0);
});
