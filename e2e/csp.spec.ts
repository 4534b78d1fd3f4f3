/** The page keeps its own policy, asks nobody else, and does so on every backend without a GPU. */
import { expect, test } from '@playwright/test';
import { downloadTable } from '../src/datasets/downloadTable.ts';
import { PlaygroundPage } from './support/page.ts';
import { dist, serveFolder } from './support/serveFolder.ts';

test('the built page carries a strict policy', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  const policy = await page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).not.toContain("'unsafe-eval'");
  // Two folders of well-known pictures, and nothing else that is elsewhere.
  const elsewhere = policy?.match(/https?:[^ ;]*/g);
  expect(elsewhere).toEqual(Object.values(downloadTable).map(({ folder }) => folder));
});

test('the policy is in force: what it forbids does not run', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const complaints = await playground.watch();
  await playground.openReady();
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineScriptRan = true;';
    document.head.append(script);
    return 'inlineScriptRan' in window;
  });
  expect(ran).toBe(false);
  await expect.poll(() => complaints.violations.length).toBeGreaterThan(0);
});

for (const backend of ['wasm', 'cpu'] as const) {
  test(`drawing on ${backend} violates nothing and asks no other host`, async ({ page }) => {
    const playground = new PlaygroundPage(page);
    const complaints = await playground.watch();
    const ready = await playground.openReady('', { backend });
    expect(ready.backend).toBe(backend);
    await playground.whenStageIsLive();
    await page.evaluate(() => document.fonts.ready);
    expect(complaints).toEqual({ errors: [], violations: [], foreign: [] });
  });
}

test('the page works below any path of a host', async ({ page }) => {
  const host = await serveFolder(dist, '/~teacher/dcgan/');
  try {
    const playground = new PlaygroundPage(page, host.url);
    const complaints = await playground.watch();
    await playground.openReady();
    await playground.whenStageIsLive();
    expect(complaints).toEqual({ errors: [], violations: [], foreign: [] });
  } finally {
    await host.close();
  }
});

test('the page is set in its own font, in both languages', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady('', { lang: 'ko' });
  const shown = await page.evaluate(async () => {
    await document.fonts.ready;
    const faces = [...document.fonts].filter(({ status }) => status === 'loaded');
    return faces.map(({ family }) => family.replaceAll('"', ''));
  });
  expect(shown).toContain('Playground Sans');
});
