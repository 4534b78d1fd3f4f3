/** Exports: real files, read back. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { readPngText } from '../src/exporting/pngText.ts';
import { en } from './support/words.ts';
import { PlaygroundPage } from './support/page.ts';
import { test } from './support/test.ts';

const words = en.walk.export;

test.use({ keepPage: true });

async function openExport(page: Page): Promise<void> {
  const playground = new PlaygroundPage(page);
  await playground.show('#/walk?v=1&e=export&k=s2014.0,s2014.3', { backend: 'wasm' });
  await playground.whenStageIsLive();
}

/** Chooses what to export, saves, and gives the bytes of the file. */
async function save(page: Page, kind: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByLabel(words.what, { exact: true }).selectOption({ label: kind });
  const download = page.waitForEvent('download', { timeout: 60_000 });
  await page.getByRole('button', { name: words.save, exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

const sizeOfPng = (bytes: Buffer) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];

test('face, strip and sheet are PNG files that say what made them', async ({ page }) => {
  await openExport(page);
  const face = await save(page, words.kinds.face);
  expect(face.name).toMatch(/\.png$/);
  const [width = 0, height = 0] = sizeOfPng(face.bytes);
  expect(width % 64).toBe(0);
  expect(height).toBe(width);
  const said = JSON.stringify(readPngText(new Uint8Array(face.bytes)));
  expect(said).toContain('faces');
  expect(said).toMatch(/seed 2014/);

  const strip = await save(page, words.kinds.strip);
  const [stripWidth = 0, stripHeight = 0] = sizeOfPng(strip.bytes);
  expect(stripWidth).toBeGreaterThanOrEqual(10 * 64);
  expect(stripHeight).toBeGreaterThan(64); // the caption is set below the frames

  const sheet = await save(page, words.kinds.sheet);
  const [sheetWidth = 0, sheetHeight = 0] = sizeOfPng(sheet.bytes);
  expect(sheetWidth).toBeGreaterThanOrEqual(10 * 64);
  expect(sheetHeight).toBeGreaterThan(10 * 64);
});

test('the walk is a GIF with all its frames, and a video where the browser can', async ({
  page,
}) => {
  await openExport(page);
  const gif = await save(page, words.kinds.gif);
  expect(gif.bytes.subarray(0, 6).toString('latin1')).toBe('GIF89a');
  // One graphic control extension a frame: 21 F9 04.
  let frames = 0;
  for (let at = gif.bytes.indexOf('21f904', 0, 'hex'); at !== -1;) {
    frames += 1;
    at = gif.bytes.indexOf('21f904', at + 3, 'hex');
  }
  expect(frames).toBeGreaterThan(10);

  const video = await save(page, words.kinds.video);
  const isMp4 = video.bytes.subarray(4, 8).toString('latin1') === 'ftyp';
  const isWebm = video.bytes.subarray(0, 4).toString('hex') === '1a45dfa3';
  expect(isMp4 || isWebm).toBe(true);
  expect(video.name).toMatch(isMp4 ? /\.mp4$/ : /\.webm$/);
  expect(video.bytes.length).toBeGreaterThan(2000);
});

test('a long export can be stopped, and saves nothing', async ({ page }) => {
  await openExport(page);
  await page.getByLabel(words.what, { exact: true }).selectOption({ label: words.kinds.sheet });
  const downloads: string[] = [];
  page.on('download', (file) => downloads.push(file.suggestedFilename()));
  await page.getByRole('button', { name: words.save, exact: true }).click();
  await page.getByRole('button', { name: words.stop, exact: true }).click();
  await expect(page.getByRole('tabpanel').getByText(words.stopped)).toBeVisible();
  expect(downloads).toEqual([]);
});
