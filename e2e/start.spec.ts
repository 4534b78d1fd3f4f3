/** What a start asks its host for: our own kernels draw alone, TensorFlow.js comes when they fail. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { en } from './support/words.ts';
import { PlaygroundPage } from './support/page.ts';
import type { Rewrite } from './support/serveFolder.ts';
import { dist, serveFolder } from './support/serveFolder.ts';

/** Whether a file of the build is TensorFlow.js: its WebAssembly, or a script with its core in it. */
function isTensorFlow(path: string): boolean {
  if (path.endsWith('.wasm')) return path.includes('tfjs');
  return path.endsWith('.js') && readFileSync(join(dist, path), 'utf8').includes('registryFactory');
}

/** Opens the page on WebAssembly, draws a face, and lists the scripts and WebAssembly asked for. */
async function start(playground: (url: string) => PlaygroundPage, rewrite: Rewrite) {
  const asked: string[] = [];
  const host = await serveFolder(dist, '/', (path, bytes) => {
    if (/\.(js|wasm)$/.test(path)) asked.push(path);
    return rewrite(path, bytes);
  });
  try {
    const opened = playground(host.url);
    await opened.openReady('', { backend: 'wasm' });
    await opened.whenStageIsLive();
    return asked;
  } finally {
    await host.close();
  }
}

test('TensorFlow.js is not asked for where our own kernels pass their check', async ({ page }) => {
  const asked = await start(
    (url) => new PlaygroundPage(page, url),
    (_path, bytes) => bytes,
  );
  expect(asked.some((path) => /kernels\.(simd|relaxed).*\.wasm$/.test(path))).toBe(true);
  expect(asked.filter(isTensorFlow)).toEqual([]);
  const [report] = await page.evaluate(() => window.playground.backend().reports);
  expect(report).toMatchObject({ backend: 'wasm', kernels: 'own', kernelFailure: null });
});

test('TensorFlow.js draws where they fail, and the visitor is told', async ({ page }) => {
  const asked = await start(
    (url) => new PlaygroundPage(page, url),
    (path, bytes) => (/kernels\.(simd|relaxed)/.test(path) ? bytes.subarray(0, 100) : bytes),
  );
  const found = asked.filter(isTensorFlow);
  expect(found.some((path) => path.endsWith('.wasm'))).toBe(true);
  expect(found.some((path) => path.endsWith('.js'))).toBe(true);
  await page.getByRole('button', { name: /^WASM/ }).click();
  await expect(page.getByText(en.shell.backend.kernels.tensorflow)).toBeVisible();
  await expect(page.getByText(en.shell.backend.kernelsRefused)).toBeVisible();
});
