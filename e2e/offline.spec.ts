/** After the first visit the page needs no network; a new build is announced, never forced. */
import { expect, test } from '@playwright/test';
import { en } from '../src/teaching/strings/en/index.ts';
import { largestDifference, PlaygroundPage } from './support/page.ts';
import { dist, serveFolder } from './support/serveFolder.ts';

test.use({ serviceWorkers: 'allow' });

/** Waits until the service worker has kept everything and serves this page. */
async function whenKept(playground: PlaygroundPage): Promise<void> {
  await playground.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const worker = registration.active;
    if (worker === null) throw new Error('No service worker is active.');
    await new Promise<void>((resolve) => {
      if (worker.state === 'activated') resolve();
      worker.addEventListener('statechange', () => {
        if (worker.state === 'activated') resolve();
      });
    });
  });
}

test('the page opens, draws, and changes language without its host', async ({ page }) => {
  const host = await serveFolder(dist, '/lecture/');
  const playground = new PlaygroundPage(page, host.url);
  await playground.openReady('', { backend: 'wasm' });
  await playground.whenStageIsLive();
  const online = await playground.pixelsOf(playground.stagePicture());
  await whenKept(playground);

  await host.close();
  await expect(page.request.get(host.url)).rejects.toThrow();

  await page.reload();
  const ready = await playground.whenReady();
  expect(ready.backend).toBe('wasm');
  await playground.whenStageIsLive();
  const offline = await playground.pixelsOf(playground.stagePicture());
  expect(largestDifference(online, offline)).toBe(0);

  await playground.openReady('', { backend: 'wasm', lang: 'ko' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  const card = await page.evaluate(async () => (await fetch('models/faces/README.md')).text());
  expect(card).toContain('#');
  const missing = page.evaluate(async () => fetch('models/not-kept.bin'));
  await expect(missing).rejects.toThrow();
});

test('the weights are downloaded once', async ({ page }) => {
  const asked: string[] = [];
  const host = await serveFolder(dist, '/', (path, bytes) => {
    asked.push(path);
    return bytes;
  });
  try {
    const playground = new PlaygroundPage(page, host.url);
    const generator = 'models/faces/generator.safetensors';
    await playground.openReady('', { backend: 'wasm' });
    await whenKept(playground);
    expect(asked.filter((path) => path === generator)).toHaveLength(1);
    await page.reload();
    await playground.whenReady();
    expect(asked.filter((path) => path === generator)).toHaveLength(1);
  } finally {
    await host.close();
  }
});

test('a new build is announced and waits for the visitor', async ({ page }) => {
  let build = 'first';
  const host = await serveFolder(dist, '/', (path, bytes) =>
    path === 'serviceWorker.js' ? `${bytes.toString()}\n// ${build} build` : bytes,
  );
  try {
    const playground = new PlaygroundPage(page, host.url);
    await playground.openReady('', { backend: 'wasm' });
    await whenKept(playground);
    await page.evaluate(() => sessionStorage.setItem('mark', 'set before the update'));
    build = 'second';
    await page.reload();
    await playground.whenReady();
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await expect(page.getByText(en.notices['update-ready'])).toBeVisible();
    const waits = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return registration.waiting !== null;
    });
    expect(waits).toBe(true);
  } finally {
    await host.close();
  }
});
