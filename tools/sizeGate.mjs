// @ts-check
/**
 * Fails when the page has grown too heavy to start quickly: scripts needed before the first
 * picture (the entry and everything it imports statically), and the weights of each generator.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const scriptLimitBytes = 200_000;
const generatorLimitBytes = 7_500_000;
const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');

/** @typedef {{file: string, isEntry?: boolean, imports?: string[]}} Chunk */
/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
/** @type {[name: string, bytes: number, limit: number][]} */
const gauges = [];

/** Adds a chunk and what it imports statically. @param {string} key @param {Set<string>} found */
function addClosure(key, found) {
  if (found.has(key)) return found;
  found.add(key);
  for (const imported of manifest[key]?.imports ?? []) addClosure(imported, found);
  return found;
}

const entries = Object.keys(manifest).filter((key) => manifest[key]?.isEntry);
if (entries.length !== 1) throw new Error(`One entry was expected, found ${entries.join(', ')}.`);
const scripts = [...addClosure(entries[0] ?? '', new Set())].map(
  (key) => manifest[key]?.file ?? '',
);
const scriptBytes = scripts
  .filter((file) => file.endsWith('.js'))
  .map((file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length)
  .reduce((sum, bytes) => sum + bytes, 0);
gauges.push(['script before the first picture (gzip)', scriptBytes, scriptLimitBytes]);
for (const id of readdirSync(join(dist, 'models'), { withFileTypes: true })) {
  if (!id.isDirectory()) continue;
  const config = JSON.parse(readFileSync(join(dist, 'models', id.name, 'config.json'), 'utf8'));
  const { size } = statSync(join(dist, 'models', id.name, config.generator.file));
  gauges.push([`generator of ${id.name}`, size, generatorLimitBytes]);
}

for (const [name, bytes, limit] of gauges) {
  const verdict = bytes <= limit ? 'ok' : 'TOO LARGE';
  console.log(`${name}: ${(bytes / 1000).toFixed(1)} of ${limit / 1000} kB, ${verdict}`);
  if (bytes > limit) process.exitCode = 1;
}
