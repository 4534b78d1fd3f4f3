import { describe, expect, test } from 'vitest';
import { drawShape, signedDistance } from './raster.ts';
import { planShape, shapeAttributes, shapeColours, shapeKinds } from './recipe.ts';
import type { ShapePlan } from './recipe.ts';

const count = 4000;
const plans = Array.from({ length: count }, (_, index) => planShape(7, index));

/** Share of the picture that is ink rather than ground, from the blue of black ink on white. */
function inkShare(plan: Partial<ShapePlan>, size = 64): number {
  const whole: ShapePlan = {
    ...planShape(1, 0),
    ink: [0, 0, 0],
    ground: [255, 255, 255],
    x: 0.5,
    y: 0.5,
    radius: 0.3,
    turn: 0.4,
    line: 0,
    ...plan,
  };
  const rgba = drawShape(whole, size);
  let ink = 0;
  for (let at = 0; at < rgba.length; at += 4) ink += 1 - (rgba[at] ?? 0) / 255;
  return ink / (size * size);
}

describe('the plan', () => {
  test('is the same for the same seed and number', () => {
    expect(planShape(7, 11)).toEqual(plans[11]);
    expect(planShape(8, 11)).not.toEqual(plans[11]);
  });
  test('uses every kind and colour evenly, and every attribute half of the time', () => {
    const slack = 4 * Math.sqrt(0.25 / count);
    for (const kind of shapeKinds) {
      expect(plans.filter((p) => p.kind === kind).length / count).toBeCloseTo(0.25, 1);
    }
    for (const colour of shapeColours) {
      expect(plans.filter((p) => p.colour === colour).length / count).toBeCloseTo(0.25, 1);
    }
    for (const [i] of shapeAttributes.entries()) {
      const share = plans.filter((p) => p.attributes[i] === true).length / count;
      expect(Math.abs(share - 0.5)).toBeLessThan(slack);
    }
  });
  test('keeps the shape inside the picture', () => {
    for (const { x, y, radius } of plans) {
      expect(Math.min(x, y) - radius).toBeGreaterThan(0);
      expect(Math.max(x, y) + radius).toBeLessThan(1);
    }
  });
});

describe('drawing', () => {
  test.each([
    ['circle', Math.PI],
    ['square', 2],
    ['triangle', (3 * Math.sqrt(3)) / 4],
    ['star', 10 * 0.5 * 0.45 * Math.sin(Math.PI / 5)],
  ] as const)('a %s covers its area', (kind, area) => {
    expect(inkShare({ kind })).toBeCloseTo(area * 0.3 * 0.3, 2);
  });
  test('an outline is as large as the filled shape, and hollow', () => {
    const ring = Math.PI * (0.3 * 0.3 - 0.2 * 0.2);
    expect(inkShare({ kind: 'circle', line: 0.1 })).toBeCloseTo(ring, 2);
  });
  test('the distance is negative inside, zero on the edge, positive outside', () => {
    expect(signedDistance('circle', 0, 0)).toBe(-1);
    expect(signedDistance('square', 0, 0)).toBeCloseTo(-Math.SQRT1_2, 12);
    expect(signedDistance('triangle', 0, -1)).toBeCloseTo(0, 12);
    expect(signedDistance('star', 0, -2)).toBeCloseTo(1, 12);
  });
  test('colours are those of the plan', () => {
    const plan = { ...planShape(1, 0), kind: 'circle', x: 0.5, y: 0.5, line: 0 } as const;
    const rgba = drawShape(plan, 16);
    const middle = (8 * 16 + 8) * 4;
    expect(Array.from(rgba.subarray(0, 4))).toEqual([...plan.ground, 255]);
    expect(Array.from(rgba.subarray(middle, middle + 4))).toEqual([...plan.ink, 255]);
  });
});
