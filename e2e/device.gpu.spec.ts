/** WebGPU: the same faces as everywhere, and a lost device is survived. */
import { expect, test } from '@playwright/test';
import { drawSample } from '../src/latent/prior.ts';
import { en } from '../src/teaching/strings/en/index.ts';
import { largestDifference, PlaygroundPage } from './support/page.ts';

test.setTimeout(180_000);

test('WebGPU draws what WASM draws', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const ready = await playground.openReady('', { backend: 'webgpu' });
  expect(ready.backend).toBe('webgpu');
  expect(ready.adapter).toBeTruthy();
  const z = Array.from(drawSample('normal', 100, 2014, 1));
  const difference = await page.evaluate(async (latent) => {
    const { playground: api } = window;
    const scale = { 'main.5': { 3: 0, 4: 2 }, 'main.11': { 1: 0.5 } };
    const [onGpu] = await api.generate([latent], { scale });
    const maps = await api.featureMaps(latent, 'main.5');
    await api.setBackend('wasm');
    const [onCpu] = await api.generate([latent], { scale });
    const same = await api.featureMaps(latent, 'main.5');
    const most = (a: ArrayLike<number> = [], b: ArrayLike<number> = []) =>
      Array.from(a).reduce((top, value, i) => Math.max(top, Math.abs(value - (b[i] ?? 999))), 0);
    return { pixels: most(onGpu?.data, onCpu?.data), maps: most(maps.data, same.data) };
  }, z);
  expect(difference.pixels).toBeLessThanOrEqual(1);
  expect(difference.maps).toBeLessThan(1e-3);
});

test('a lost GPU device is survived: a notice, the same picture, no reload', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady('', { backend: 'webgpu' });
  await playground.whenStageIsLive();
  const before = await playground.pixelsOf(playground.stagePicture());
  await page.evaluate(() => Object.assign(window, { notReloaded: true }));

  await playground.crashGpuProcess();

  const notices = page.getByRole('region', { name: en.shell.notices });
  // The notice of the loss, replaced by that of the return.
  await expect(notices.getByText(/graphics device/i).first()).toBeVisible({ timeout: 60_000 });
  const z = Array.from(drawSample('normal', 100, 2014, 0));
  const drawn = await page.evaluate(async (latent) => {
    const [image] = await window.playground.generate([latent]);
    return { width: 64, height: 64, data: Array.from(image?.data ?? []) };
  }, z);
  expect(largestDifference(before, drawn)).toBeLessThanOrEqual(1);
  await expect
    .poll(async () =>
      largestDifference(before, await playground.pixelsOf(playground.stagePicture())),
    )
    .toBeLessThanOrEqual(1);
  expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
});
