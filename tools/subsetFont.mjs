// @ts-check
/**
 * Cuts the page's font to the characters that the page can say: everything in its strings, views
 * and model descriptions, Latin, and some symbols. Does nothing when these have not changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'src/views/fonts/playground-sans.woff2');
const stamp = join(root, 'node_modules/.cache/latent-playground/font.txt');
const family = 'Playground Sans';
const reserved = /Pretendard ?Variable|Pretendard/g;
const weights = { min: 400, max: 700, default: 400 };
const noticeNameIds = [0, 7, 8, 9, 13, 14];
const symbols = '←→↑↓↔×÷−±·…–—‘’“”√Σσμψθ½¼¾²³°≈≤≥≠∞|‖•●○✓▶';
const speakingPlaces = ['src/teaching', 'src/views', 'public/models', 'index.html'];
const speakingKinds = ['.ts', '.tsx', '.html', '.json', '.md'];

/** Files below a place, or the place itself. @param {string} place @returns {string[]} */
function filesOf(place) {
  const path = join(root, place);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true }).map((name) => join(path, String(name)));
}

/** Every character that the page can show in its own words, sorted. @returns {string} */
function charactersInUse() {
  const latin = Array.from({ length: 0x17f - 0x20 }, (_, i) => String.fromCodePoint(0x20 + i));
  const characters = new Set([...latin, ...Array.from(symbols)]);
  for (const file of speakingPlaces.flatMap(filesOf)) {
    if (!speakingKinds.includes(extname(file))) continue;
    for (const character of readFileSync(file, 'utf8')) characters.add(character);
  }
  return Array.from(characters)
    .filter((character) => character >= ' ')
    .toSorted()
    .join('');
}

/** @param {string} characters @returns {Promise<Buffer>} */
async function cutFont(characters) {
  const { default: subsetFont } = await import('subset-font');
  const { renameFont } = await import('./renameFont.mjs');
  const source = createRequire(import.meta.url).resolve(
    'pretendard/dist/public/variable/PretendardVariable.ttf',
  );
  const cut = await subsetFont(readFileSync(source), characters, {
    targetFormat: 'truetype',
    variationAxes: { wght: weights },
    keepFeatures: ['kern', 'mark', 'mkmk', 'ccmp', 'locl', 'calt', 'liga', 'tnum', 'frac', 'case'],
    preserveNameIds: noticeNameIds,
    noHinting: true,
  });
  const renamed = renameFont(cut, reserved, family);
  return subsetFont(renamed, '', {
    targetFormat: 'woff2',
    keepAllGlyphs: true,
    preserveNameIds: noticeNameIds,
  });
}

const characters = charactersInUse();
const digest = createHash('sha256');
for (const file of ['subsetFont.mjs', 'renameFont.mjs']) {
  digest.update(readFileSync(join(root, 'tools', file)));
}
const wanted = digest.update(characters).digest('hex');
const isFresh = existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
if (!isFresh) {
  const font = await cutFont(characters);
  writeFileSync(target, font);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  const kilobytes = (font.length / 1000).toFixed(1);
  console.log(`Font: ${Array.from(characters).length} characters, ${kilobytes} kB.`);
}
