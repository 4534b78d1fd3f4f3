// @ts-check
/** `npm test`: every check of the project, from bare packages to the built page in a browser. */
import './checkNode.mjs';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const { installPackages } = await import('./installPackages.mjs');
const { findPython } = await import('./findPython.mjs');
const { projectFolder, runCommand } = await import('./runCommand.mjs');

const unitReport = 'test-results/unit.json';
const browserReport = 'test-results/e2e.json';
const trainingReport = 'test-results/training.xml';
const colour = process.stdout.isTTY ? 'FORCE_COLOR' : 'NO_COLOR';
const environment = { [colour]: '1', CI: '1' };

/** @typedef {{passed: number, failed: number}} Count */
/**
 * A step. One that is early begins as soon as the packages are there, and is waited for in its turn.
 * @typedef {{name: string, run: () => Promise<number>, count?: () => Count, isEarly?: boolean}} Step
 */

/** @param {string} path @returns {any} */
function readReport(path) {
  const file = join(projectFolder, path);
  if (!existsSync(file)) throw new Error(`${path} was not written.`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** @returns {Count} */
function countUnit() {
  const { numPassedTests, numFailedTests, numTotalTests } = readReport(unitReport);
  if (numTotalTests === 0) throw new Error('No unit test was found.');
  return { passed: numPassedTests, failed: numFailedTests };
}

/** Skipped tests count as failed: each was promised. @returns {Count} */
function countBrowser() {
  const { expected, unexpected, flaky, skipped } = readReport(browserReport).stats;
  if (expected + unexpected === 0) throw new Error('No end-to-end test was found.');
  return { passed: expected, failed: unexpected + flaky + skipped };
}

/** Skipped tests count as failed, as in the browser. @returns {Count} */
function countTraining() {
  const file = join(projectFolder, trainingReport);
  if (!existsSync(file)) throw new Error(`${trainingReport} was not written.`);
  const suite = /<testsuite [^>]*>/.exec(readFileSync(file, 'utf8'))?.[0] ?? '';
  /** @param {string} name */
  const count = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1]);
  const tests = count('tests');
  const failed = count('errors') + count('failures') + count('skipped');
  if (!(tests > 0) || Number.isNaN(failed)) throw new Error('No test of training/ was found.');
  return { passed: tests - failed, failed };
}

/** Finds a Chromium or installs one; the tests are told its path. @returns {Promise<number>} */
async function prepareBrowser() {
  const { findBrowser } = await import('./findBrowser.mjs');
  let path = findBrowser();
  if (path === undefined) {
    console.log('No Chromium was found: installing one.');
    const status = await runCommand('playwright', ['install', 'chromium']);
    if (status !== 0) return status;
    path = findBrowser();
    if (path === undefined) throw new Error('Chromium was installed but cannot be found.');
  }
  console.log(path);
  process.env['PLAYWRIGHT_CHROMIUM'] = path;
  return 0;
}

/** @param {string} script @param {string[]} [args] @returns {() => Promise<number>} */
function npmRun(script, args = []) {
  return async () => runCommand('npm', ['run', '--silent', script, '--', ...args], environment);
}

const python = findPython();

rmSync(join(projectFolder, 'test-results'), { recursive: true, force: true });
mkdirSync(join(projectFolder, 'test-results'), { recursive: true });

/**
 * The tests of `training/`, where a Python with PyTorch is at hand: one core's work, beside the steps
 * that come before. @type {Step[]}
 */
const trainingSteps =
  python === undefined
    ? []
    : [
        {
          name: 'training tests',
          isEarly: true,
          run: async () =>
            runCommand(
              python,
              [
                '-m',
                'pytest',
                '-q',
                '-p',
                'no:cacheprovider',
                `--junitxml=${trainingReport}`,
                'training',
              ],
              { ...environment, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' },
            ),
          count: countTraining,
        },
      ];
if (python === undefined) {
  console.log(
    'No Python with PyTorch, NumPy, Pillow and pytest: the tests of training/ are left out.',
  );
}

/** @type {Step[]} */
const steps = [
  {
    name: 'packages',
    run: async () => {
      await installPackages();
      return 0;
    },
  },
  { name: 'browser', run: prepareBrowser },
  { name: 'types', run: npmRun('check:types') },
  { name: 'lint', run: npmRun('check:lint') },
  { name: 'format', run: npmRun('check:format') },
  { name: 'unused code', run: npmRun('check:unused') },
  ...trainingSteps,
  {
    name: 'unit tests',
    run: npmRun('test:unit', [
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unitReport}`,
    ]),
    count: countUnit,
  },
  { name: 'build', run: npmRun('build') },
  { name: 'size', run: npmRun('check:size') },
  { name: 'end-to-end tests', run: npmRun('test:e2e'), count: countBrowser },
];

/** Runs a step; how long it took is printed. @param {Step} step @returns {Promise<Count>} */
async function take({ name, run, count }) {
  console.log(`\n=== ${name}`);
  const start = performance.now();
  let result = { passed: 0, failed: 0 };
  let isDone = false;
  try {
    isDone = (await run()) === 0;
    if (count !== undefined) result = count();
  } catch (error) {
    isDone = false;
    console.error(error instanceof Error ? error.message : String(error));
  }
  // A step that fails without naming a test is a failure all the same.
  if (!isDone && result.failed === 0) result = { ...result, failed: 1 };
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`=== ${name}: ${result.failed === 0 ? 'ok' : 'FAILED'} in ${seconds} s`);
  return result;
}

const [packages, ...others] = steps;
if (packages === undefined) throw new Error('There are no steps.');
const total = { passed: 0, failed: 0 };
/** Counts a step; whether the next one may come. @param {Step} step */
async function isPassed(step) {
  const { passed, failed } = await take(step);
  total.passed += passed;
  total.failed += failed;
  return failed === 0;
}
if (await isPassed(packages)) {
  const begun = others.map((step) => {
    if (step.isEarly !== true) return step;
    const end = step.run();
    // Whoever takes the step hears of a failure; until then nobody does.
    end.catch(() => undefined);
    return { ...step, run: async () => end };
  });
  for (const step of begun) {
    if (!(await isPassed(step))) break;
  }
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
