/**
 * WebGPU: the same pictures as everywhere, and a lost device is survived. The smallest of the models
 * draws, as the device is software where there is no GPU; `masks.gpu.spec.ts` draws faces.
 */
import { expect, test } from '@playwright/test';
import { drawSample } from '../src/latent/prior.ts';
import { en } from './support/words.ts';
import { largestDifference, PlaygroundPage } from './support/page.ts';

test.setTimeout(180_000);

const scene = '#/walk?v=1&m=avatars-32';

/** What a worker has told its device since counting began. */
interface DeviceWords {
  submissions: number;
  dispatches: number;
  /** Buffers made. */
  buffers: number;
  writtenBytes: number;
  /** Bytes mapped for reading. */
  readBytes: number;
}

declare global {
  var deviceWords: DeviceWords;
}

/** Runs inside a worker: begins to count, from zero. */
function countDeviceWords(): void {
  const isFirst = !('deviceWords' in globalThis);
  globalThis.deviceWords = {
    submissions: 0,
    dispatches: 0,
    buffers: 0,
    writtenBytes: 0,
    readBytes: 0,
  };
  if (!isFirst) return;
  const { submit, writeBuffer } = GPUQueue.prototype;
  const { dispatchWorkgroups } = GPUComputePassEncoder.prototype;
  const { createBuffer } = GPUDevice.prototype;
  const { mapAsync } = GPUBuffer.prototype;
  GPUQueue.prototype.submit = function (...args) {
    globalThis.deviceWords.submissions += 1;
    return submit.apply(this, args);
  };
  GPUQueue.prototype.writeBuffer = function (...args) {
    globalThis.deviceWords.writtenBytes += args[4] ?? args[2].byteLength;
    return writeBuffer.apply(this, args as Parameters<typeof writeBuffer>);
  };
  GPUComputePassEncoder.prototype.dispatchWorkgroups = function (...args) {
    globalThis.deviceWords.dispatches += 1;
    return dispatchWorkgroups.apply(this, args);
  };
  GPUDevice.prototype.createBuffer = function (...args) {
    globalThis.deviceWords.buffers += 1;
    return createBuffer.apply(this, args);
  };
  GPUBuffer.prototype.mapAsync = function (...args) {
    globalThis.deviceWords.readBytes += args[2] ?? this.size;
    return mapAsync.apply(this, args);
  };
}

test('WebGPU draws what WASM draws', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const ready = await playground.openReady(scene, { backend: 'webgpu' });
  expect(ready.backend).toBe('webgpu');
  expect(ready.adapter).toBeTruthy();
  const z = Array.from(drawSample('normal', 100, 2014, 1));
  const difference = await page.evaluate(async (latent) => {
    const { playground: api } = window;
    const scale = { 'main.5': { 3: 0, 4: 2 }, 'main.8': { 1: 0.5 } };
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

test('faces are drawn by few words to the device: weights once, one submission, all faces a dispatch', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady(scene, { backend: 'webgpu' });
  const backend = await page.evaluate(() => window.playground.backend());
  expect(backend.reports.find((report) => report.backend === 'webgpu')).toMatchObject({
    kernels: 'own',
    kernelFailure: null,
  });
  // The engine draws faces of its own to time itself.
  await page.waitForFunction(() => !window.playground.backend().timing);
  await playground.whenStageIsLive();
  // On a software device every picture of the page takes its time, and each is a call of its own.
  await expect(page.locator('canvas[data-source]:not([data-source="live"])')).toHaveCount(0, {
    timeout: 90_000,
  });
  // A view without pictures: the page must draw none of its own while words are counted.
  await playground.follow('#/models?v=1&m=avatars-32');
  await expect(page.locator('canvas[data-source]')).toHaveCount(0);
  const z = Array.from({ length: 16 }, (_, i) => Array.from(drawSample('normal', 100, 2014, i)));
  const draw = async (latents: readonly (readonly number[])[]): Promise<number> =>
    page.evaluate(async (list) => (await window.playground.generate(list)).length, latents);
  // Memory for a batch and for a face is there from then on.
  await draw(z);
  await draw(z.slice(0, 1));

  const counted = async (latents: readonly (readonly number[])[]): Promise<DeviceWords> => {
    for (const worker of page.workers()) await worker.evaluate(countDeviceWords);
    expect(await draw(latents)).toBe(latents.length);
    const counts = await Promise.all(
      page.workers().map(async (worker) => worker.evaluate(() => globalThis.deviceWords)),
    );
    return counts.reduce((sum, one) => ({
      submissions: sum.submissions + one.submissions,
      dispatches: sum.dispatches + one.dispatches,
      buffers: sum.buffers + one.buffers,
      writtenBytes: sum.writtenBytes + one.writtenBytes,
      readBytes: sum.readBytes + one.readBytes,
    }));
  };
  const pictureBytes = 32 * 32 * 4;
  // Of 100 components and the tables of four blocks, of which only the number of faces may change.
  const mostTables = 8192;
  const one = await counted(z.slice(0, 1));
  expect(one).toMatchObject({ submissions: 1, dispatches: 4, buffers: 0, readBytes: pictureBytes });
  expect(one.writtenBytes).toBeLessThanOrEqual(400 + mostTables);
  const many = await counted(z);
  // Slices of at least four faces, so that no submission holds the device for long.
  expect(many.submissions).toBeLessThanOrEqual(4);
  expect(many.dispatches).toBe(4 * many.submissions);
  expect(many.buffers).toBe(0);
  expect(many.readBytes).toBe(16 * pictureBytes);
  expect(many.writtenBytes).toBeLessThanOrEqual(16 * 400 + many.submissions * mostTables);
});

test('a lost GPU device is survived: a notice, the same picture, no reload', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady(scene, { backend: 'webgpu' });
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
    return { width: 32, height: 32, data: Array.from(image?.data ?? []) };
  }, z);
  expect(largestDifference(before, drawn)).toBeLessThanOrEqual(1);
  await expect
    .poll(async () =>
      largestDifference(before, await playground.pixelsOf(playground.stagePicture())),
    )
    .toBeLessThanOrEqual(1);
  expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
});
