/** The picker of pictures by itself: every source that needs a browser, the sheet, what is kept. */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { writeZip } from '../src/datasets/testing/zipFile.ts';
import { pngBytes } from '../src/datasets/testing/pictureFiles.ts';
import { findFaults } from './support/axe.ts';
import type { FolderHost } from './support/serveFolder.ts';
import { serveFolder } from './support/serveFolder.ts';
import { test } from './support/test.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const built = here('../test-results/picturesPage');
let host: FolderHost | null = null;

test.setTimeout(180_000);

test.beforeAll(async () => {
  await build({
    configFile: false,
    root: here('picturesPage'),
    base: './',
    publicDir: false,
    logLevel: 'warn',
    plugins: [react()],
    worker: { format: 'es' },
    build: { outDir: built, emptyOutDir: true, target: 'chrome123', assetsInlineLimit: 0 },
  });
  host = await serveFolder(built);
});

test.afterAll(async () => {
  await host?.close();
});

async function open(page: Page, search = ''): Promise<void> {
  await page.goto(`${host?.url ?? ''}${search}`);
  await page.waitForFunction(() => 'pictures' in window);
}

/** A sum over all bytes that also knows their order. */
async function digestOfSet(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const set = window.pictures.getState().set;
    if (set === null) return 'no set';
    const digest = await crypto.subtle.digest('SHA-256', set.pixels);
    return `${set.count} ${new Uint8Array(digest).toHex?.() ?? Array.from(new Uint8Array(digest)).join('.')}`;
  });
}

/** Pictures of noise as PNG files, made by the browser. */
async function noisePictures(page: Page, count: number): Promise<Uint8Array[]> {
  const urls = await page.evaluate((total) => {
    const canvas = document.createElement('canvas');
    canvas.width = 24;
    canvas.height = 20;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    return Array.from({ length: total }, (_, i) => {
      const data = Uint8ClampedArray.from({ length: 24 * 20 * 4 }, (_unused, at) =>
        at % 4 === 3 ? 255 : (Math.imul(at + 1, 2654435761 + i * 40503) >>> 24) % 256,
      );
      context?.putImageData(new ImageData(data, 24, 20), 0, 0);
      return canvas.toDataURL('image/png').slice('data:image/png;base64,'.length);
    });
  }, count);
  return urls.map((url) => new Uint8Array(Buffer.from(url, 'base64')));
}

test('avatars are drawn, shown with their classes, kept, and there again after a reload', async ({
  page,
}) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') violations.push(message.text());
  });
  await open(page);
  await page.getByRole('spinbutton', { name: 'Number' }).fill('500');
  await page.getByRole('spinbutton', { name: 'Number' }).press('Enter');
  await page.getByRole('checkbox', { name: 'glasses' }).check();
  await page.getByRole('button', { name: 'Draw the pictures' }).click();
  const sheet = page.getByRole('img', { name: '80 of 500 pictures, 32×32, colour · seed 2015' });
  await expect(sheet).toBeVisible({ timeout: 60_000 });
  const facts = await page.evaluate(() => {
    const { set } = window.pictures.getState();
    const withGlasses = set?.labels?.reduce((sum, label) => sum + label, 0);
    const attribute = set?.attributes?.names.indexOf('glasses') ?? -1;
    const agree = set?.labels?.every(
      (label, i) => set.attributes?.values[i * set.attributes.names.length + attribute] === label,
    );
    const distinct = new Set(set?.pixels).size;
    return { withGlasses, agree, distinct, corner: Array.from(set?.pixels.subarray(0, 3) ?? []) };
  });
  expect(facts.agree).toBe(true);
  expect(facts.withGlasses).toBeGreaterThan(200);
  expect(facts.withGlasses).toBeLessThan(300);
  // The ground of the recipe, and more than a few colours on it.
  expect(facts.corner).toEqual([0xe6, 0xea, 0xee]);
  expect(facts.distinct).toBeGreaterThan(40);
  await expect(page.getByText(`glasses: ${facts.withGlasses}`, { exact: true })).toBeVisible();
  expect(await findFaults(page)).toEqual([]);

  const before = await digestOfSet(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('Faces to learn');
  await page.getByRole('button', { name: 'Keep this set' }).click();
  await expect(page.getByText('Kept on this machine')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Open Faces to learn' }).click();
  await expect(sheet).toBeVisible();
  expect(await digestOfSet(page)).toBe(before);
  // The same request gives the same bytes.
  await page.evaluate(async () => {
    window.pictures.getState().setOptions({ count: 500, attributes: ['glasses'] });
    await window.pictures.getState().make();
  });
  expect(await digestOfSet(page)).toBe(before);
  await page.getByRole('button', { name: 'Delete Faces to learn' }).click();
  await expect(page.getByText('Nothing is kept yet.')).toBeVisible();
  expect(violations).toEqual([]);
});

test('characters are drawn in several fonts; drawing can be stopped', async ({ page }) => {
  await open(page);
  const { classes, inked } = await page.evaluate(async () => {
    const { setSource, setOptions, make } = window.pictures.getState();
    setSource('glyphs');
    setOptions({ count: 500, alphabet: 'both', channels: 1 });
    await make();
    const set = window.pictures.getState().set;
    const size = (set?.size ?? 0) ** 2;
    // Every picture has ink: bright pixels on a dark ground.
    const bright = Array.from({ length: set?.count ?? 0 }, (_, i) =>
      Math.max(...(set?.pixels.subarray(i * size, (i + 1) * size) ?? [])),
    );
    return { classes: new Set(set?.labels).size, inked: Math.min(...bright) };
  });
  expect(classes).toBe(36);
  expect(inked).toBeGreaterThan(100);
  await page.evaluate(() => window.pictures.getState().setOptions({ count: 50_000 }));
  await page.getByRole('button', { name: 'Draw the pictures' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Draw the pictures' })).toBeEnabled();
  await expect(page.getByText('No pictures yet.')).toBeVisible();
});

test("a zip of the visitor's becomes a set; what is wrong with it is said", async ({ page }) => {
  await open(page);
  const noise = await noisePictures(page, 510);
  const parts = noise.map((bytes, i) => ({
    path: `noise/${i % 2 ? 'odd' : 'even'}/${i}.png`,
    bytes,
  }));
  const zip = writeZip([
    ...parts,
    { path: 'noise/odd/huge.png', bytes: pngBytes(30_000, 30_000) },
    { path: 'noise/odd/broken.png', bytes: pngBytes(40, 40) },
    { path: 'noise/odd/again.png', bytes: noise[0] ?? new Uint8Array() },
    { path: 'noise/readme.txt', bytes: new TextEncoder().encode('Not a picture at all.') },
  ]);
  const buffer = Buffer.from(await zip.arrayBuffer());
  const give = async (name: string, bytes: Buffer): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files' }).click();
    await (await chooser).setFiles([{ name, mimeType: 'application/zip', buffer: bytes }]);
  };
  await page.getByRole('radio', { name: 'Yours' }).check();
  await page.getByRole('radio', { name: '16×16' }).check();
  await give('noise.zip', buffer);
  await expect(page.getByRole('heading', { name: 'How they would look' })).toBeVisible();
  await page.getByRole('button', { name: 'Use these files' }).click();
  await expect(page.getByRole('img', { name: '80 of 510 pictures, 16×16, colour' })).toBeVisible();
  await expect(page.getByText('even: 255', { exact: true })).toBeVisible();
  await page.getByText('4 left out').click();
  for (const row of [
    'noise.zip/noise/odd/huge.png: too many pixels; at most 40 million are decoded (30000×30000)',
    'noise.zip/noise/odd/again.png: the same pixels were there already',
    'noise.zip/noise/readme.txt: not a PNG, JPEG, GIF, WebP, BMP, IDX or zip',
  ]) {
    await expect(page.getByText(row)).toBeVisible();
  }
  await expect(page.getByText(/broken\.png: cannot be decoded/)).toBeVisible();

  // Two pictures, and an archive that claims more than a disk holds.
  await give('two.zip', Buffer.from(await writeZip(parts.slice(0, 2)).arrayBuffer()));
  await page.getByRole('button', { name: 'Use these files' }).click();
  await expect(page.getByRole('alert')).toContainText('2 usable pictures');
  const bomb = parts.slice(0, 3).map((part) => ({ ...part, claims: 4e9 }));
  await give('bomb.zip', Buffer.from(await writeZip(bomb).arrayBuffer()));
  await expect(page.getByRole('alert')).toContainText('this archive would unpack to 12,000 MB');
});

test('pictures are dropped, fetched from another host, and kept only where there is room', async ({
  page,
}) => {
  await open(page);
  await page.getByRole('radio', { name: 'Yours' }).check();
  await page.getByRole('radio', { name: '16×16' }).check();
  const noise = (await noisePictures(page, 500)).map((bytes) => Array.from(bytes));
  const dropped = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const [i, bytes] of files.entries()) {
      transfer.items.add(new File([Uint8Array.from(bytes)], `${i}.png`, { type: 'image/png' }));
    }
    transfer.setData('text/plain', 'not a file');
    return transfer;
  }, noise);
  const zone = page.getByText(/^Drop pictures/).locator('..');
  await zone.dispatchEvent('dragover', { dataTransfer: dropped });
  await zone.dispatchEvent('drop', { dataTransfer: dropped });
  await expect(page.getByText('500 files chosen')).toBeVisible();
  await page.getByRole('button', { name: 'Use these files' }).click();
  await expect(page.getByRole('img', { name: '80 of 500 pictures, 16×16, colour' })).toBeVisible();

  // A browser without room: said, and the set is still there to train on.
  const client = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  await page.getByRole('button', { name: 'Keep this set' }).click();
  await expect(page.getByRole('alert')).toContainText('Keeping this needs 384 kB');
  await client.send('Storage.overrideQuotaForOrigin', { origin });
  expect(await page.evaluate(() => window.pictures.getState().set?.count)).toBe(500);

  // Files in the format of MNIST, with labels, as its host sends them.
  const count = 600;
  const pixels = Uint8Array.from({ length: count * 28 * 28 }, (_, i) => (i * 2654435761) >>> 24);
  const head = (...numbers: number[]) => {
    const bytes = Buffer.alloc(4 * numbers.length);
    for (const [i, number] of numbers.entries()) bytes.writeUInt32BE(number, 4 * i);
    return bytes;
  };
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  await page.route('https://raw.githubusercontent.com/**', async (route) => {
    const body = route.request().url().includes('labels')
      ? Buffer.concat([head(0x801, count), labels])
      : Buffer.concat([head(0x803, count, 28, 28), pixels]);
    await route.fulfill({
      body: gzipSync(body),
      headers: { 'access-control-allow-origin': '*' },
      contentType: 'application/octet-stream',
    });
  });
  await page.getByRole('radio', { name: 'MNIST', exact: true }).first().check();
  await page.getByRole('button', { name: 'Fetch the set' }).click();
  await expect(page.getByText('7: 60', { exact: true })).toBeVisible();
  const set = await page.evaluate(() => {
    const { set: fetched } = window.pictures.getState();
    return { count: fetched?.count, labels: Array.from(fetched?.labels?.subarray(0, 3) ?? []) };
  });
  expect(set).toEqual({ count, labels: [0, 1, 2] });
});

test('a set that cannot be fetched is a sentence; in Korean, in the dark, on a phone', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '?lang=ko&theme=dark');
  await page.getByRole('radio', { name: 'MNIST', exact: true }).check();
  await page.getByRole('button', { name: '받아 오기' }).click();
  await expect(page.getByRole('alert')).toContainText('내려받지 못했습니다');
  expect(await findFaults(page)).toEqual([]);
});
