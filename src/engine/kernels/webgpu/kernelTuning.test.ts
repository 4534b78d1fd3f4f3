/** What is remembered of timing is believed only where this device can run it. */
import { expect, test } from 'vitest';
import type { BlockShape } from '../executor.ts';
import { supportedVariants } from './candidates.ts';
import type { KernelChoice } from './choice.ts';
import { nameShapes, readChoices } from './kernelTuning.ts';
import type { Variant } from './variant.ts';

/** As much of a device as the choice of variants asks for. */
function deviceWith(features: readonly string[]): GPUDevice {
  const limits = { maxComputeInvocationsPerWorkgroup: 256, maxComputeWorkgroupStorageSize: 16384 };
  return { features: new Set(features), limits } as unknown as GPUDevice;
}

const plain: Variant = { family: 'plain', pixels: 4, quads: 4, workgroup: 64 };
const quad: Variant = { family: 'quad', pixels: 8, quads: 8, workgroup: 4 };
const choiceOf = (few: Variant, many: Variant, precision: KernelChoice['precision'] = 'float32') =>
  ({ precision, blocks: [{ few, many }] }) satisfies KernelChoice;

test('choices come back from text as they were', () => {
  const device = deviceWith(['subgroups', 'shader-f16']);
  const choices = [choiceOf(plain, quad, 'half'), choiceOf(quad, plain)];
  expect(readChoices(JSON.parse(JSON.stringify(choices)), device, 1)).toEqual(choices);
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['no list', { 0: choiceOf(plain, plain) }],
  ['nothing in float32', [choiceOf(plain, plain, 'half')]],
  ['an unknown precision', [{ ...choiceOf(plain, plain), precision: 'double' }]],
  ['a size that is no candidate', [choiceOf(plain, { ...plain, pixels: 4096 })]],
  ['a feature that is missing', [choiceOf(quad, plain)]],
  ['a precision that is missing', [choiceOf(plain, plain, 'half'), choiceOf(plain, plain)]],
  ['another number of blocks', [{ ...choiceOf(plain, plain), blocks: [] }]],
  ['no blocks', [{ precision: 'float32' }]],
  ['a hole', [{ precision: 'float32', blocks: [null] }]],
  ['half a block', [{ precision: 'float32', blocks: [{ few: plain }] }]],
])('%s is not believed', (_, value) => {
  expect(readChoices(value, deviceWith([]), 1)).toBeNull();
});

test('half precision and quads are candidates only where the device has the feature', () => {
  const families = (device: GPUDevice, precision: KernelChoice['precision']) =>
    new Set(supportedVariants(device, precision).map(({ family }) => family));
  expect(families(deviceWith([]), 'float32')).toEqual(new Set(['tile', 'plain', 'split']));
  expect(families(deviceWith(['subgroups']), 'float32').has('quad')).toBe(true);
  expect(families(deviceWith(['subgroups']), 'half')).toEqual(new Set());
  expect(families(deviceWith(['shader-f16']), 'half').has('tile')).toBe(true);
});

test('networks go by the same name when everything that takes time is the same', () => {
  const block: BlockShape = {
    kind: 'conv',
    in: 3,
    out: 64,
    kernel: 4,
    stride: 2,
    padding: 1,
    inHeight: 64,
    inWidth: 32,
    outHeight: 32,
    outWidth: 16,
    activation: 'leaky_relu',
    slope: 0.2,
  };
  expect(nameShapes([block])).toBe('conv 3@64x32 k4s2p1 64 leaky_relu');
  expect(nameShapes([{ ...block, slope: 0.1 }])).toBe(nameShapes([block]));
  const others = [{ in: 4 }, { out: 65 }, { kernel: 5 }, { stride: 1 }, { inWidth: 33 }];
  const names = others.map((other) => nameShapes([{ ...block, ...other }]));
  expect(new Set([nameShapes([block]), ...names]).size).toBe(6);
});
