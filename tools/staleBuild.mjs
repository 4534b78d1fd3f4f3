// @ts-check
/** Says whether dist/ is older than what it was made from. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectFolder } from './runCommand.mjs';

const sources = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
  'tools/subsetFont.mjs',
  'tools/renameFont.mjs',
];
/** Written by the build itself. */
const madeByBuild = 'playground-sans.woff2';
/** Written at the end of a build's two halves; a build that failed lacks the newest of one. */
const lastFiles = ['dist/.vite/manifest.json', 'dist/serviceWorker.js'];

/**
 * Why the page must be built, in words; null when dist/ is newer than every source.
 * @returns {string | null}
 */
export function reasonToBuild() {
  const built = lastFiles.map((path) => join(projectFolder, path));
  if (!built.every((path) => existsSync(path))) return 'not built yet';
  const builtMs = Math.min(...built.map((path) => statSync(path).mtimeMs));
  const newer = sources.flatMap(filesAt).find((path) => statSync(path).mtimeMs > builtMs);
  return newer === undefined ? null : `${relative(projectFolder, newer)} has changed`;
}

/** A place and all below it; folders too, whose times tell of files that went. @param {string} place */
function filesAt(place) {
  const path = join(projectFolder, place);
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true }).map(String);
  return [
    path,
    ...names.filter((name) => !name.endsWith(madeByBuild)).map((name) => join(path, name)),
  ];
}
