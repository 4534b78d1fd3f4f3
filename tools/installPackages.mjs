// @ts-check
/** Installs the packages of the lock file when they are missing or differ from it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder, runCommand } from './runCommand.mjs';

/** @typedef {Record<string, {version?: string, optional?: boolean}>} Packages by folder */

/** @param {string} path @returns {Packages} */
function readPackages(path) {
  return JSON.parse(readFileSync(join(projectFolder, path), 'utf8')).packages;
}

/**
 * Why the packages must be installed, in words; null when they are as the lock file says.
 * @returns {string | null}
 */
function reasonToInstall() {
  const installedList = 'node_modules/.package-lock.json';
  if (!existsSync(join(projectFolder, installedList))) return 'no packages are installed';
  const installed = readPackages(installedList);
  for (const [folder, wanted] of Object.entries(readPackages('package-lock.json'))) {
    if (folder === '') continue;
    const found = installed[folder];
    // Optional packages are those of other machines.
    if (found === undefined && wanted.optional === true) continue;
    const name = folder.replace('node_modules/', '');
    if (found === undefined || !existsSync(join(projectFolder, folder, 'package.json'))) {
      return `${name} is missing`;
    }
    if (found.version !== wanted.version) {
      return `${name} is ${found.version}, wanted is ${wanted.version}`;
    }
  }
  return null;
}

/**
 * Brings node_modules in line with package-lock.json; throws an error with a sentence if it fails.
 * @returns {Promise<void>}
 */
export async function installPackages() {
  const reason = reasonToInstall();
  if (reason === null) return;
  console.log(`Installing packages (${reason}) …`);
  const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const status = await runCommand('npm', ['ci', ...flags]);
  if (status !== 0) {
    throw new Error('The packages could not be installed: see above. Is there a network?');
  }
}
