/** After the first visit the page needs no network; a new build is announced, never forced. */
import { expect, test } from '@playwright/test';
import { en } from './support/words.ts';
import { largestDifference, PlaygroundPage } from './support/page.ts';
import { dist, serveFolder } from './support/serveFolder.ts';

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
  const playground = new PlaygroundPage(page, host.url, { offlineCopy: true });
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
    const playground = new PlaygroundPage(page, host.url, { offlineCopy: true });
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
  let isSecondBuild = false;
  const host = await serveFolder(dist, '/', (path, bytes) => {
    if (!isSecondBuild) return bytes;
    const text = bytes.toString();
    if (path === 'index.html') return text.replace('<html ', '<html data-build="second" ');
    const entry = /"revision":"\w+",("url":"index.html")/;
    return path === 'serviceWorker.js' ? text.replace(entry, '"revision":"second",$1') : bytes;
  });
  try {
    const playground = new PlaygroundPage(page, host.url, { offlineCopy: true });
    await playground.openReady('', { backend: 'wasm' });
    await whenKept(playground);
    await page.evaluate(() => sessionStorage.setItem('pages', '1'));
    await page.evaluate(() => {
      addEventListener('pagehide', () => sessionStorage.setItem('pages', '2'));
    });

    isSecondBuild = true;
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await expect(page.getByText(en.errors.notices['update-ready'])).toBeVisible();
    const before = await page.evaluate(async () => ({
      isWaiting: (await navigator.serviceWorker.ready).waiting !== null,
      pages: sessionStorage.getItem('pages'),
    }));
    expect(before).toEqual({ isWaiting: true, pages: '1' });
    await expect(page.locator('html')).not.toHaveAttribute('data-build', 'second');

    const { hash } = new URL(page.url());
    // What comes first reloads itself once the new build is in charge, perhaps before it has loaded.
    await page.reload({ waitUntil: 'commit' });
    await expect(page.locator('html')).toHaveAttribute('data-build', 'second');
    await playground.whenReady();
    expect(new URL(page.url()).hash).toBe(hash);
  } finally {
    await host.close();
  }
});
