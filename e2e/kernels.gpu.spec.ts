/** The WebGPU kernels by themselves, against their slow twin and against PyTorch. */
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import type { FolderHost } from './support/serveFolder.ts';
import { serveFolder } from './support/serveFolder.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const built = here('../test-results/kernelPage');
let host: FolderHost | null = null;

test.setTimeout(240_000);

test.beforeAll(async () => {
  await build({
    configFile: false,
    root: here('kernelPage'),
    base: './',
    publicDir: here('../public'),
    logLevel: 'warn',
    build: { outDir: built, emptyOutDir: true, target: 'chrome123' },
  });
  host = await serveFolder(built);
});

test.afterAll(async () => {
  await host?.close();
});

test.beforeEach(async ({ page }) => {
  await page.goto(host?.url ?? '');
  await page.waitForFunction(() => 'kernels' in window);
});

test('any network, mask, tap, batch and picture equals the plain loops', async ({ page }) => {
  const result = await page.evaluate(async () => window.kernels.check(2015, 16, 'families', {}));
  expect(result.cases).toBe(16);
  expect(result.families).toBeGreaterThanOrEqual(3);
  // The error that rounding allows, and some error: exactly nothing would mean nothing was compared.
  expect(result.worst).toBeLessThanOrEqual(1);
  expect(result.worst).toBeGreaterThan(0);
});

test('variants drawn from all that may be chosen compute the same', async ({ page }) => {
  const result = await page.evaluate(async () =>
    window.kernels.check(511, 10, 'all', { activations: ['leaky_relu'], specials: false }),
  );
  expect(result.worst).toBeLessThanOrEqual(1);
});

test('trained weights give what PyTorch computed: numbers, bytes, logits', async ({ page }) => {
  const { numbers, bytes, logits } = await page.evaluate(async () => window.kernels.golden());
  expect(numbers).toBeLessThan(1e-4);
  expect(bytes).toBeLessThan(0.52);
  expect(logits).toBeLessThan(1e-3);
});

test('variants are chosen by timing once, remembered, and given up where it is hopeless', async ({
  page,
}) => {
  const { tuning, remembered, milliseconds, hopeless } = await page.evaluate(async () =>
    window.kernels.tune(),
  );
  expect(remembered).toBe(1);
  expect(tuning.adapter).toBe('this adapter');
  expect(tuning.shapes).toContain('conv_transpose 64@32x32 k4s2p1 3 tanh');
  expect(tuning.choices.at(-1)?.precision).toBe('float32');
  expect(tuning.choices.at(-1)?.blocks).toHaveLength(2);
  expect(milliseconds[1]).toBeLessThan((milliseconds[0] ?? 0) / 10);
  expect(hopeless).toEqual([]);
});

test('training: gradients and losses are PyTorch’s, and the same seed is the same run', async ({
  page,
}) => {
  // Between them they run every program; all cases take three times as long.
  const golden = await page.evaluate(async () =>
    window.training.golden('webgpu', ['wasserstein', 'pooling', 'batch norm everywhere', 'noise']),
  );
  const inBrowser = await page.evaluate(async () => window.training.golden('wasm'));
  for (const [name, { gradientD, gradientG, losses }] of [
    ...Object.entries(golden),
    ...Object.entries(inBrowser),
  ]) {
    expect(gradientD, name).toBeLessThanOrEqual(1);
    expect(gradientG, name).toBeLessThanOrEqual(1);
    expect(losses, name).toBeLessThanOrEqual(1);
  }
  const { difference, bytes } = await page.evaluate(async () => window.training.repeat('webgpu'));
  expect(difference).toBe(0);
  expect(bytes[1]).toBe(bytes[0]);
});
