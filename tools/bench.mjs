// @ts-check
/**
 * `npm run bench`: builds and serves the bench and the page, drives them in Chromium, and writes
 * `bench/results.json`, the tables of `bench/README.md` and the figures they show. Measurements, never a test.
 *
 *     npm run bench -- [--quick] [--gpu] [--only=races|scaling|training|page] [--port=5173] [--no-write]
 *
 * Without `--gpu` WebGPU and WebGL run on Chromium's software adapter, as on a machine without a GPU.
 */
import './checkNode.mjs';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build, preview, runnerImport } from 'vite';
import { drawPath, drawScaling } from '../bench/figures.mjs';
import { measureDrag, measureStart, weighPage } from '../bench/measurePage.mjs';
import { ourName, replaceSection, writeTables, writeTrainingTable } from '../bench/table.mjs';
import { compileAssembly, featuresOfBuild } from './compileAssembly.mjs';
import { findBrowser } from './findBrowser.mjs';
import { findPython } from './findPython.mjs';
import { quietFlags } from './quietFlags.mjs';
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

const adapterFlags = options.gpu
  ? ['--ignore-gpu-blocklist', '--enable-features=Vulkan']
  : [
      '--use-angle=swiftshader',
      '--enable-features=Vulkan',
      '--use-vulkan=swiftshader',
      '--use-webgpu-adapter=swiftshader',
    ];

/**
 * The races, in order. Software adapters take seconds for 16 and 64 faces: two or three calls of
 * each contender there, many of the fast ones.
 * @type {import('../bench/race.ts').RaceLimits[]}
 */
const races = options.quick
  ? [
      { job: 'generate', faces: 1, maxRuns: 15, minRuns: 3, budgetMs: 2000 },
      { job: 'generate', faces: 16, maxRuns: 5, minRuns: 1, budgetMs: 2000 },
      { job: 'discriminate', faces: 1, maxRuns: 10, minRuns: 2, budgetMs: 1000 },
    ]
  : [
      { job: 'generate', faces: 1, maxRuns: 40, minRuns: 8, budgetMs: 3000 },
      { job: 'generate', faces: 16, maxRuns: 20, minRuns: 2, budgetMs: 4000 },
      {
        job: 'generate',
        faces: 64,
        // WebGL's time has grown with the faces up to 16, and is the stock operations' own.
        backends: ['wasm', 'webgpu'],
        maxRuns: 9,
        minRuns: 2,
        budgetMs: 5000,
      },
      { job: 'discriminate', faces: 1, maxRuns: 40, minRuns: 5, budgetMs: 3000 },
      {
        job: 'discriminate',
        faces: 16,
        maxRuns: 12,
        minRuns: 2,
        budgetMs: 2000,
        backends: ['wasm', 'webgpu'],
      },
    ];

const runLimits = options.quick
  ? { maxRuns: 10, minRuns: 2, budgetMs: 150 }
  : { maxRuns: 40, minRuns: 3, budgetMs: 400 };

/**
 * The networks of which the cost is measured.
 * @param {readonly number[]} batches of the standard network
 * @param {readonly number[]} few batches of all others
 */
const scalingCases = (batches, few) => [
  { width: 64, size: 64, runs: batches.map((faces) => ({ faces, ...runLimits })) },
  ...[
    { width: 16, size: 64 },
    { width: 32, size: 64 },
    { width: 128, size: 64 },
    { width: 64, size: 32 },
    { width: 64, size: 128 },
  ].map((shape) => ({ ...shape, runs: few.map((faces) => ({ faces, ...runLimits })) })),
];
const allBatches = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const scalingPlans = /** @type {const} */ ([
  { backend: 'wasm', cases: scalingCases(allBatches, [1, 16]) },
  { backend: 'webgpu', cases: scalingCases(allBatches, options.gpu ? [1, 16] : [1]) },
]);
/** Larger batches than one that takes this long tell nothing new. */
const longestRunMs = 2000;

/** A browser with these flags. @param {readonly string[]} flags */
const launchWith = async (flags) => {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('No Chromium was found; see README.md.');
  return chromium.launch({ executablePath, args: [...quietFlags, ...flags] });
};
/** With WebGPU and WebGL, on software adapters where no GPU is asked for. */
const launch = async () => launchWith(['--enable-unsafe-webgpu', ...adapterFlags]);
/**
 * As a visitor's: without a GPU the browser composes the page itself. On the software adapter that
 * `launch` brings, it would take several times as long for each frame.
 */
const launchAsItComes = async () => (options.gpu ? launch() : launchWith([]));

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

/**
 * Opens the page of the bench.
 * @template T
 * @param {string} url
 * @param {(page: import('@playwright/test').Page) => Promise<T>} measure
 * @returns {Promise<T>}
 */
async function onBenchPage(url, measure) {
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
    return await measure(page);
  } finally {
    await browser.close();
  }
}

/** @param {string} url @returns {Promise<import('../bench/page.ts').BenchReport>} */
async function measureRaces(url) {
  return onBenchPage(url, async (page) =>
    page.evaluate(async (plan) => window.runBench(plan), { modelId, races }),
  );
}

/** @param {string} url @returns {Promise<import('../bench/scaling/protocol.ts').ScalingResult[]>} */
async function measureScaling(url) {
  const builds = Object.entries(featuresOfBuild).map(async ([name, features]) => {
    const bytes = await compileAssembly(inProject('bench/scaling'), 'limit', features);
    return [name, bytes.toString('base64')];
  });
  const limits = Object.fromEntries(await Promise.all(builds));
  const results = [];
  for (const { backend, cases } of scalingPlans) {
    const answer = await onBenchPage(url, async (page) =>
      page.evaluate(
        async ([name, request]) => window.runScaling(name, request),
        /** @type {const} */ ([backend, { cases, limits, longestRunMs }]),
      ),
    );
    if (answer.kind === 'measured') results.push(answer.result);
    else console.warn(`  ${backend} was not measured: ${answer.message}`);
  }
  return results;
}

/**
 * The page's default networks and batch, on all trainers in turn.
 * @type {import('../bench/training/protocol.ts').TrainingCase}
 */
const trainingCase = {
  imageSize: 32,
  width: 32,
  batchSize: 64,
  maxSteps: options.quick ? 3 : 12,
  budgetMs: options.quick ? 1500 : 5000,
};

/**
 * @typedef {object} TrainingResult
 * @property {string} engine
 * @property {string} backend
 * @property {import('../bench/training/protocol.ts').TrainingAnswer} answer
 */

/** Each trainer alone, in a worker of its own. @param {string} url @returns {Promise<TrainingResult[]>} */
async function measureTraining(url) {
  const pairs = /** @type {const} */ ([
    ['ours', 'wasm'],
    ['ours', 'webgpu'],
    ['stock', 'wasm'],
    ['stock', 'webgl'],
    ['stock', 'webgpu'],
    ['stock', 'plain'],
  ]);
  /** @type {TrainingResult[]} */
  const results = [];
  for (const [engine, backend] of pairs) {
    const answer = await onBenchPage(url, async (page) =>
      page.evaluate(
        async ([name, request]) => window.runTraining(name, request),
        /** @type {const} */ ([engine, { backend, run: trainingCase }]),
      ),
    );
    const name = engine === 'ours' ? ourName : 'TensorFlow.js, stock operations';
    results.push({ engine: name, backend, answer });
    console.log(`  ${name} on ${backend}: ${describeTraining(answer)}`);
  }
  results.push(timePytorch());
  return results;
}

/** @param {import('../bench/training/protocol.ts').TrainingAnswer} answer */
function describeTraining(answer) {
  if (answer.kind === 'failed') return answer.message;
  return `${answer.milliseconds.map((ms) => ms.toFixed(0)).join(', ')} ms`;
}

/** PyTorch on the processor of the same machine. @returns {TrainingResult} */
function timePytorch() {
  /** @param {string} message @returns {TrainingResult} */
  const failed = (message) => ({
    engine: 'PyTorch',
    backend: 'processor',
    answer: { kind: 'failed', message },
  });
  try {
    const python = findPython();
    return python === undefined ? failed('no Python with PyTorch') : timeWith(python);
  } catch (thrown) {
    return failed(String(thrown));
  }
}

/** @param {string} python @returns {TrainingResult} */
function timeWith(python) {
  const { imageSize, width, batchSize, maxSteps, budgetMs } = trainingCase;
  const numbers = [imageSize, width, batchSize, maxSteps, budgetMs].map(String);
  const words = ['-m', 'training.gan_throughput', ...numbers];
  const { milliseconds, threads, torch } = JSON.parse(
    execFileSync(python, words, { cwd: projectFolder, encoding: 'utf8' }),
  );
  const backend = `processor, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  return {
    engine: `PyTorch ${torch}`,
    backend,
    answer: { kind: 'timed', milliseconds },
  };
}

/** @param {string} url */
async function measurePage(url) {
  const { module } = await runnerImport(inProject('src/teaching/strings/en/index.ts'));
  const start = await measureStart(launchAsItComes, url, options.quick ? 2 : 5);
  const drags = [];
  for (const [backend, wantedSeconds, open] of /** @type {const} */ ([
    ['wasm', 5, launchAsItComes],
    // A software adapter draws few faces a second.
    ['webgpu', 10, launch],
  ])) {
    const browser = await open();
    const seconds = options.quick ? wantedSeconds / 2.5 : wantedSeconds;
    try {
      drags.push(
        await measureDrag(
          browser,
          url,
          module.createEnglish('face').walk.position,
          seconds,
          backend,
        ),
      );
    } finally {
      await browser.close();
    }
  }
  return { start, drags, weight: weighPage(pageDist, modelId) };
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
    minutes: 0,
  };
}

/**
 * @typedef {object} BenchResults
 * @property {Awaited<ReturnType<typeof describeMachine>>} machine
 * @property {Record<string, string>} versions
 * @property {import('../bench/page.ts').BenchReport} generate
 * @property {import('../bench/scaling/protocol.ts').ScalingResult[]} scaling
 * @property {TrainingResult[]} training
 * @property {typeof trainingCase} trainingCase
 * @property {Awaited<ReturnType<typeof measurePage>> | null} page
 */

async function main() {
  const start = performance.now();
  const wanted = (/** @type {string} */ part) =>
    options.only === undefined || options.only === part;
  const machine = await describeMachine();
  /** @type {import('../bench/page.ts').BenchReport} */
  let generate = { results: [], webgpuAdapter: null, webglRenderer: null };
  /** @type {import('../bench/scaling/protocol.ts').ScalingResult[]} */
  let scaling = [];
  /** @type {TrainingResult[]} */
  let training = [];
  if (wanted('races') || wanted('scaling') || wanted('training')) {
    await withServer('bench/vite.config.ts', generatorsDist, async (url) => {
      if (wanted('races')) {
        console.log('Engines side by side …');
        generate = await measureRaces(url);
      }
      if (wanted('scaling')) {
        console.log('How cost grows …');
        scaling = await measureScaling(url);
      }
      if (wanted('training')) {
        console.log('Trainers …');
        training = await measureTraining(url);
      }
    });
  }
  let page = null;
  if (wanted('page')) {
    console.log('The page …');
    page = await withServer('vite.config.ts', pageDist, measurePage);
  }
  machine.minutes = Number(((performance.now() - start) / 60_000).toFixed(1));
  /** @type {BenchResults} */
  const results = {
    machine,
    versions: readVersions(),
    generate,
    scaling,
    training,
    trainingCase,
    page,
  };
  const section = writeTables(results);
  console.log(`\n${section}`);
  const trainers = writeTrainingTable(results);
  if (training.length > 0) console.log(`\n${trainers}`);
  const readme = inProject('bench/README.md');
  /** @param {string} text @param {import('../bench/table.mjs').SectionName} name */
  const rewrite = (text, name) => {
    writeFileSync(readme, replaceSection(readFileSync(readme, 'utf8'), text, name));
  };
  if (options['no-write']) return;
  // The trainers' table stands alone: it can be measured without the rest.
  if (training.length > 0) rewrite(trainers, 'training');
  const stored = inProject('bench/results.json');
  /** @param {object} what */
  const store = (what) => writeFileSync(stored, `${JSON.stringify(what, null, 1)}\n`);
  if (options.only === 'training') {
    const others = JSON.parse(readFileSync(stored, 'utf8'));
    store({ ...others, training, trainingCase, trainingMachine: machine });
  }
  if (options.only !== undefined) return;
  store({ ...results, trainingMachine: machine });
  rewrite(section, 'results');
  mkdirSync(inProject('bench/figures'), { recursive: true });
  if (page !== null) {
    const drawn = page.drags.filter(({ faces }) => faces > 0);
    writeFileSync(inProject('bench/figures/path.svg'), drawPath(drawn));
  }
  writeFileSync(inProject('bench/figures/scaling.svg'), drawScaling(scaling));
}

await main();
