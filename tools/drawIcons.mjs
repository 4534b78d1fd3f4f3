// @ts-check
/** Draws the icons of the page (`node tools/drawIcons.mjs`): one SVG, and PNGs made from it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { findBrowser } from './findBrowser.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../public/icons');
/** A face of 8 × 8 pixels; its colour goes from one ink to another, as faces do here. */
const face = [
  '..####..',
  '.######.',
  '##.##.##',
  '########',
  '########',
  '#.####.#',
  '##....##',
  '.######.',
];
const ground = '#161617';
/** Red, green and blue at the left and at the right. */
const inks = [
  { from: 236, to: 255 },
  { from: 236, to: 125 },
  { from: 234, to: 82 },
];

/** @param {number} size @param {number} margin @param {number} radius @returns {string} */
function drawFace(size, margin, radius) {
  const cell = (size - 2 * margin) / 8;
  const pixels = face.flatMap((row, y) =>
    Array.from(row).flatMap((mark, x) => {
      if (mark !== '#') return [];
      const colour = inks.map(({ from, to }) => Math.round(from + ((to - from) * x) / 7));
      const place = `x="${margin + x * cell}" y="${margin + y * cell}"`;
      return `<rect ${place} width="${cell}" height="${cell}" fill="rgb(${colour.join(' ')})"/>`;
    }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">`,
    `<rect width="${size}" height="${size}" rx="${radius}" fill="${ground}"/>`,
    ...pixels,
    '</svg>\n',
  ].join('\n');
}

mkdirSync(folder, { recursive: true });
const icon = drawFace(64, 8, 12);
writeFileSync(join(folder, 'icon.svg'), icon);
const executablePath = findBrowser();
const browser = await chromium.launch({
  args: ['--no-sandbox'],
  ...(executablePath === undefined ? {} : { executablePath }),
});
const pngs = [
  { file: 'icon-180.png', size: 180, svg: drawFace(64, 8, 0) },
  { file: 'icon-192.png', size: 192, svg: icon },
  { file: 'icon-512.png', size: 512, svg: icon },
  { file: 'icon-maskable-512.png', size: 512, svg: drawFace(64, 16, 0) },
];
for (const { file, size, svg } of pngs) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  await page.screenshot({ path: join(folder, file), omitBackground: true });
  await page.close();
}
await browser.close();
