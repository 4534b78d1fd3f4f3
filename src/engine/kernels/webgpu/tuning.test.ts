/** What tuning decides without a clock: which variants fit a block, and what runs anywhere. */
import { expect, test } from 'vitest';
import type { BlockShape } from '../executor.ts';
import { fitting, filledPart } from './candidates.ts';
import { outputFormats, untimedChoice } from './choice.ts';

import { type PlannedBlock, planNetwork } from './plan.ts';
import { type Variant, variantName, workgroupTile } from './variant.ts';

const mid: BlockShape = {
  kind: 'conv_transpose',
  in: 128,
  out: 64,
  kernel: 4,
  stride: 2,
  padding: 1,
  inHeight: 4,
  inWidth: 4,
  outHeight: 8,
  outWidth: 8,
  activation: 'relu',
  slope: 0,
};
const last: BlockShape = {
  ...mid,
  in: 64,
  out: 3,
  inHeight: 8,
  inWidth: 8,
  outHeight: 16,
  outWidth: 16,
  activation: 'tanh',
};
const small: Variant = { family: 'quad', pixels: 4, quads: 4, workgroup: 4 };
const large: Variant = { family: 'quad', pixels: 8, quads: 8, workgroup: 4 };
const tile: Variant = { family: 'tile', pixels: 8, quads: 2, workgroup: 64 };

test('tiles of a workgroup', () => {
  expect(workgroupTile(small)).toEqual({ pixels: 16, quads: 4 });
  expect(workgroupTile(tile)).toEqual({ pixels: 64, quads: 16 });
  expect(variantName(tile)).toBe('tile-8x2-w64');
});

test('a variant fits when the block fills its tiles about as well as those of the best', () => {
  const [plan, end] = planNetwork([mid, last]) as [PlannedBlock, PlannedBlock];
  // 16 pixels a phase and 16 groups of four outputs.
  expect(filledPart(plan, 1, small)).toBe(1);
  expect(filledPart(plan, 1, large)).toBe(0.5);
  expect(filledPart(plan, 1, tile)).toBe(0.25);
  expect(fitting(plan, 1, [small, large, tile])).toEqual([small, large]);
  expect(fitting(plan, 4, [small, large, tile])).toEqual([small, large, tile]);
  // Three channels are one group: 1/4 of the small tile, 1/8 and 1/16 of the others.
  expect(fitting(end, 4, [small, large, tile])).toEqual([small, large]);
  expect(fitting(end, 4, [tile])).toEqual([tile]);
});

test('without timing there is a choice for every block that needs no feature', () => {
  const { precision, blocks } = untimedChoice([mid, last]);
  expect(precision).toBe('float32');
  expect(blocks).toHaveLength(2);
  for (const { few, many } of blocks) expect([few.family, many.family]).toEqual(['plain', 'plain']);
});

test('only the last block writes numbers, and pictures only from 1 or 3 channels', () => {
  expect(outputFormats([mid, last], 0)).toEqual(['activations']);
  expect(outputFormats([mid, last], 1)).toEqual(['floats', 'pixels']);
  expect(outputFormats([mid], 0)).toEqual(['floats']);
});
