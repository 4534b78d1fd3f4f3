/** Gradients and losses of every kind of run equal PyTorch's, on every device that Node has. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSafetensors } from '../formats/safetensors.ts';
import type { Device } from './device.ts';
import { createReferenceDevice } from './reference/referenceDevice.ts';
import { readTrainingModule } from './testing/compiled.ts';
import type { GoldenFile } from './testing/golden.ts';
import { runGolden } from './testing/golden.ts';
import { createWasmDevice } from './wasm/wasmDevice.ts';

const path = (name: string): URL => new URL(`fixtures/${name}`, import.meta.url);
const file = JSON.parse(readFileSync(path('gans.json'), 'utf8')) as GoldenFile;
const bytes = readFileSync(path('gans.safetensors'));
const gradients = readSafetensors(new Uint8Array(bytes).buffer, 'gans.safetensors');

const devices: readonly (readonly [string, () => Promise<Device>])[] = [
  ['plain loops', async () => createReferenceDevice()],
  ['WebAssembly', async () => createWasmDevice(await readTrainingModule('simd'))],
  ['relaxed WebAssembly', async () => createWasmDevice(await readTrainingModule('relaxed'))],
];

describe.each(devices)('%s', (_, create) => {
  test.each(Object.keys(file.cases))('%s', async (name) => {
    const found = await runGolden(await create(), name, file, gradients);
    expect(found.gradientD).toBeLessThanOrEqual(1);
    expect(found.gradientG).toBeLessThanOrEqual(1);
    expect(found.losses).toBeLessThanOrEqual(1);
  });
});
