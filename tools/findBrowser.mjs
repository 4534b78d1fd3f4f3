// @ts-check
/** Finds the Chromium that tests and tools drive; never downloads one. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const usualPlaces = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/opt/google/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
];

/** Whether a path is a file that may be run. @param {string} path @returns {boolean} */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The path of a Chromium: the one named by PLAYWRIGHT_CHROMIUM, else the one that Playwright
 * installed, else one of the system; undefined where there is none.
 * @returns {string | undefined}
 */
export function findBrowser() {
  const named = process.env['PLAYWRIGHT_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named;
    throw new Error(`PLAYWRIGHT_CHROMIUM names ${named}, which is not a program.`);
  }
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...usualPlaces];
  const candidates = [
    chromium.executablePath(),
    ...folders.flatMap((folder) => [folder, ...names.map((name) => join(folder, name))]),
  ];
  return candidates.find(isProgram);
}
