// @ts-check
/** Runs a program in the project's folder, with the packages' programs at hand. */
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Runs a program to its end, its output shown; resolves to its exit status, and rejects when it
 * cannot be started. Stopping this process stops the program too.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [environment] added to this process's own
 * @returns {Promise<number>}
 */
export async function runCommand(program, args, environment = {}) {
  const path = [join(projectFolder, 'node_modules/.bin'), process.env['PATH'] ?? ''];
  const child = spawn(program, args, {
    cwd: projectFolder,
    stdio: 'inherit',
    // Programs of packages are scripts of the shell on Windows.
    shell: process.platform === 'win32',
    env: { ...process.env, ...environment, PATH: path.join(delimiter) },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(signal === null ? (status ?? 1) : 1));
  });
}
