// @ts-check
/**
 * Draws avatars as PNG files with a table of their attributes, ready for `python3 -m training prepare`:
 *
 *   node tools/renderAvatars.mjs FOLDER [--style pixel|portrait] [--count 20000] [--size 64] [--seed 2015]
 *
 * Avatar n of a seed is the one the page draws under that number: the same recipe
 * (src/datasets/avatars), drawn by a browser as in the page. The same words give the same files.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findBrowser } from './findBrowser.mjs';
import { openPageModules } from './pageModules.mjs';

const usage =
  'usage: node tools/renderAvatars.mjs FOLDER [--style pixel|portrait] [--count N] [--size N] [--seed N]';
/** Avatars drawn in one go by the browser, and how many side by side. */
const batchSize = 200;
const columns = 20;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    style: { type: 'string', default: 'pixel' },
    count: { type: 'string', default: '20000' },
    size: { type: 'string', default: '64' },
    seed: { type: 'string', default: '2015' },
  },
});

/** @param {'count' | 'size' | 'seed'} name @param {number} least @param {number} most */
function wholeNumber(name, least, most) {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < least || number > most) {
    throw new Error(`--${name}: expected ${least} to ${most}, found ${values[name]}\n${usage}`);
  }
  return number;
}

const vite = await openPageModules();
/** @typedef {typeof import('../src/datasets/avatars/recipe.ts')} RecipeModule */
/** @typedef {typeof import('../src/datasets/avatars/drawer.ts')} DrawerModule */
/** @typedef {typeof import('../src/datasets/avatars/sheet.ts')} SheetModule */
const { avatarAttributes, avatarStyles, planAvatar } = /** @type {RecipeModule} */ (
  await vite.ssrLoadModule('/src/datasets/avatars/recipe.ts')
);
const { loadAvatarDrawer } = /** @type {DrawerModule} */ (
  await vite.ssrLoadModule('/src/datasets/avatars/drawer.ts')
);
const { drawAvatarSheet } = /** @type {SheetModule} */ (
  await vite.ssrLoadModule('/src/datasets/avatars/sheet.ts')
);

const [folder] = positionals;
const style = avatarStyles.find((name) => name === values.style);
if (folder === undefined || positionals.length > 1 || style === undefined) throw new Error(usage);
const count = wholeNumber('count', 1, 1_000_000);
const size = wholeNumber('size', 8, 512);
const seed = wholeNumber('seed', 0, 2 ** 32 - 1);

mkdirSync(folder, { recursive: true });
const draw = await loadAvatarDrawer(style);
await vite.close();
const executablePath = findBrowser();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage();
  const rows = [['file', ...avatarAttributes(style)].join(',')];
  for (let first = 0; first < count; first += batchSize) {
    const plans = Array.from({ length: Math.min(batchSize, count - first) }, (_, i) =>
      planAvatar(style, seed, first + i),
    );
    const sheet = drawAvatarSheet(
      draw,
      plans.map(({ options }) => options),
      size,
      columns,
    );
    const pictures = await page.evaluate(cutSheet, { sheet, size, count: plans.length });
    for (const [i, picture] of pictures.entries()) {
      const file = `${String(first + i).padStart(6, '0')}.png`;
      writeFileSync(join(folder, file), Buffer.from(picture, 'base64'));
      rows.push([file, ...(plans[i]?.attributes ?? []).map(Number)].join(','));
    }
    process.stderr.write(`\r${Math.min(first + batchSize, count)} of ${count}`);
  }
  writeFileSync(join(folder, 'attributes.csv'), `${rows.join('\n')}\n`);
  process.stderr.write('\n');
} finally {
  await browser.close();
}

/**
 * Runs in the browser: each cell of a sheet as a PNG, in base64.
 * @param {{ sheet: import('../src/datasets/avatars/sheet.ts').AvatarSheet, size: number, count: number }} wish
 * @returns {Promise<string[]>}
 */
async function cutSheet({ sheet, size: side, count: cells }) {
  /** @param {number} width @param {number} height */
  const openCanvas = (width, height) => {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no canvas');
    return { canvas, context };
  };
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(sheet.svg)}`;
  await image.decode();
  const whole = openCanvas(sheet.width, sheet.height);
  whole.context.drawImage(image, 0, 0);
  const cell = openCanvas(side, side);
  return Array.from({ length: cells }, (_, i) => {
    const left = (i * side) % sheet.width;
    const top = Math.floor((i * side) / sheet.width) * side;
    cell.context.clearRect(0, 0, side, side);
    cell.context.drawImage(whole.canvas, left, top, side, side, 0, 0, side, side);
    return cell.canvas.toDataURL('image/png').slice('data:image/png;base64,'.length);
  });
}
