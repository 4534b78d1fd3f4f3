// @ts-check
/**
 * `npm run bench`: builds and serves the bench and the page, drives them in Chromium, and writes
 * `bench/results.json` and the tables of `bench/README.md`. Measurements, never a test.
 *
 *     npm run bench -- [--quick] [--gpu] [--only=generate|page] [--port=5173] [--no-write]
 *
 * Without `--gpu` WebGPU and WebGL run on Chromium's software adapter, as on a machine without a GPU.
 */
import './checkNode.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build, preview, runnerImport } from 'vite';
import { measureDrag, measureStart, weighPage } from '../bench/measurePage.mjs';
import { replaceSection, writeTables } from '../bench/table.mjs';
import { findBrowser } from './findBrowser.mjs';
import { projectFolder } from './runCommand.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    gpu: { type: 'boolean', default: false },
    only: { type: 'string' },
    port: { type: 'string', default: '5173' },
    'no-write': { type: 'boolean', default: false },
  },
});
const modelId = 'faces';
const inProject = (/** @type {string} */ path) => join(projectFolder, path);
const generatorsDist = inProject('dist-bench/generators');
const pageDist = inProject('dist-bench/page');

const quietFlags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--enable-unsafe-webgpu',
];
const adapterFlags = options.gpu
  ? ['--ignore-gpu-blocklist', '--enable-features=Vulkan']
  : [
      '--use-angle=swiftshader',
      '--enable-features=Vulkan',
      '--use-vulkan=swiftshader',
      '--use-webgpu-adapter=swiftshader',
    ];

/** Times of one race at 1, 16 and 64 faces a call: enough for a median, short on slow adapters. */
const races = options.quick
  ? [
      { faces: 1, maxRuns: 15, minRuns: 3, budgetMs: 2000 },
      { faces: 16, maxRuns: 5, minRuns: 2, budgetMs: 3000 },
      { faces: 64, maxRuns: 3, minRuns: 1, budgetMs: 3000 },
    ]
  : [
      { faces: 1, maxRuns: 60, minRuns: 10, budgetMs: 8000 },
      { faces: 16, maxRuns: 20, minRuns: 5, budgetMs: 15_000 },
      { faces: 64, maxRuns: 10, minRuns: 3, budgetMs: 25_000 },
    ];

const launch = async () => {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('No Chromium was found; see README.md.');
  return chromium.launch({ executablePath, args: [...quietFlags, ...adapterFlags] });
};

/**
 * Builds with a configuration and serves the result while `measure` runs. Everything is built below
 * `dist-bench/`, so that a page that is being served from `dist/` stays as it is.
 * @template T
 * @param {string} configFile
 * @param {string} outDir
 * @param {(url: string) => Promise<T>} measure
 * @returns {Promise<T>}
 */
async function withServer(configFile, outDir, measure) {
  const config = { configFile: inProject(configFile), build: { outDir, emptyOutDir: true } };
  await build({ ...config, logLevel: 'warn' });
  const server = await preview({
    ...config,
    logLevel: 'warn',
    preview: { port: Number(options.port), strictPort: false },
  });
  try {
    const [url] = server.resolvedUrls?.local ?? [];
    if (url === undefined) throw new Error('The server has no address.');
    return await measure(url);
  } finally {
    await server.close();
  }
}

/** @param {string} url @returns {Promise<import('../bench/page.ts').BenchReport>} */
async function measureGenerators(url) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    page.on('console', (entry) => {
      if (entry.type() === 'warning') console.log(`  ${entry.text()}`);
    });
    page.on('pageerror', (error) => console.error(error));
    page.setDefaultTimeout(0);
    await page.goto(url);
    await page.waitForFunction(() => 'runBench' in window);
    return await page.evaluate(async (plan) => window.runBench(plan), { modelId, races });
  } finally {
    await browser.close();
  }
}

/** @param {string} url */
async function measurePage(url) {
  const { module } = await runnerImport(inProject('src/teaching/strings/en/index.ts'));
  const start = await measureStart(launch, url, options.quick ? 2 : 5);
  const browser = await launch();
  try {
    const drag = await measureDrag(browser, url, module.en.walk.position, options.quick ? 2 : 5);
    return { start, drag, weight: weighPage(pageDist, modelId) };
  } finally {
    await browser.close();
  }
}

/** Versions of the contenders, as installed. @returns {Record<string, string>} */
function readVersions() {
  const names = ['@tensorflow/tfjs-core', 'onnxruntime-web'];
  return Object.fromEntries(
    names.map((name) => {
      const file = inProject(`node_modules/${name}/package.json`);
      return [name, JSON.parse(readFileSync(file, 'utf8')).version];
    }),
  );
}

async function describeMachine() {
  const browser = await launch();
  const version = browser.version();
  await browser.close();
  return {
    date: new Date().toISOString().slice(0, 10),
    browser: `Chromium ${version}, headless`,
    cores: cpus().length,
    architecture: process.arch,
    quick: options.quick,
  };
}

/**
 * @typedef {object} BenchResults
 * @property {Awaited<ReturnType<typeof describeMachine>>} machine
 * @property {Record<string, string>} versions
 * @property {import('../bench/page.ts').BenchReport} generate
 * @property {Awaited<ReturnType<typeof measurePage>> | null} page
 */

async function main() {
  const machine = await describeMachine();
  /** @type {import('../bench/page.ts').BenchReport} */
  let generate = { results: [], webgpuAdapter: null, webglRenderer: null };
  if (options.only !== 'page') {
    console.log('Generators side by side …');
    generate = await withServer('bench/vite.config.ts', generatorsDist, measureGenerators);
  }
  let page = null;
  if (options.only !== 'generate') {
    console.log('The page …');
    page = await withServer('vite.config.ts', pageDist, measurePage);
  }
  /** @type {BenchResults} */
  const results = { machine, versions: readVersions(), generate, page };
  const section = writeTables(results);
  console.log(`\n${section}`);
  if (options['no-write'] || options.only !== undefined) return;
  writeFileSync(inProject('bench/results.json'), `${JSON.stringify(results, null, 1)}\n`);
  const readme = inProject('bench/README.md');
  writeFileSync(readme, replaceSection(readFileSync(readme, 'utf8'), section));
}

await main();
