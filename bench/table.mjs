// @ts-check
/** Turns the results of a run into the tables of `bench/README.md`. */
import { pathParts } from './pathParts.mjs';

/** @typedef {import('./race.ts').RaceResult} RaceResult */

export const ourName = 'Latent Playground';

/** @param {number | null | undefined} value @param {number} [digits] */
const number = (value, digits = 1) =>
  value === null || value === undefined || Number.isNaN(value)
    ? '–'
    : value.toFixed(value >= 1000 ? 0 : digits);

/** @param {string[]} cells */
const row = (cells) => `| ${cells.join(' | ')} |`;

/**
 * Median of the fastest peer in a race, on one backend or on any; null where none ran.
 * @param {readonly RaceResult[]} raced results of one race
 * @param {string} [backend]
 */
export function bestPeer(raced, backend) {
  const medians = raced
    .filter((result) => result.engine !== ourName)
    .filter((result) => backend === undefined || result.backend === backend)
    .flatMap((result) => (result.times === null ? [] : [result.times.median]));
  return medians.length === 0 ? null : Math.min(...medians);
}

/** @param {RaceResult} result @param {number | null} peer */
const ratio = (result, peer) =>
  result.times === null || peer === null ? '–' : (result.times.median / peer).toFixed(2);

const percent = (/** @type {number} */ share) => `${(share * 100).toFixed(0)} %`;

/** @param {RaceResult['job']} job @param {number} faces */
const raceTitle = (job, faces) =>
  job === 'generate'
    ? `${faces} ${faces === 1 ? 'face' : 'faces'} a call`
    : `D on ${faces} ${faces === 1 ? 'picture' : 'pictures'}`;

/** @param {RaceResult} result */
const nameRace = ({ job, faces }) => `${job} ${faces}`;

/** The table of one race. @param {readonly RaceResult[]} raced */
function raceTable(raced) {
  const [first] = raced;
  if (first === undefined) return [];
  const lines = raced
    .toSorted((a, b) => (a.times?.median ?? Infinity) - (b.times?.median ?? Infinity))
    .map((result) => {
      const name = result.engine === ourName ? `**${result.engine}**` : result.engine;
      if (result.times === null) {
        const rest = Array.from({ length: 8 }, () => '');
        return row([name, result.backend, `not timed: ${result.failure}`, ...rest.slice(1)]);
      }
      const { median, p95, min, spread, n } = result.times;
      return row([
        name,
        result.backend,
        number(median),
        number(p95),
        number(min),
        percent(spread),
        String(n),
        ratio(result, bestPeer(raced, result.backend)),
        ratio(result, bestPeer(raced)),
        number(result.error, first.job === 'generate' ? 0 : 3),
      ]);
    });
  return [
    `### ${raceTitle(first.job, first.faces)}`,
    '',
    row([
      'engine',
      'backend',
      'median ms',
      'p95',
      'min',
      'spread',
      'n',
      '÷ best peer, same backend',
      '÷ best peer of all',
      first.job === 'generate' ? 'pixel error' : 'logit error',
    ]),
    row(['---', '---', ...Array.from({ length: 8 }, () => '---:')]),
    ...lines,
    '',
  ];
}

/** @param {readonly number[]} values */
const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
};

/**
 * The table of what a visitor waits for.
 * @param {PageResults} page
 */
function pageTable({ start, drags, weight }) {
  const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  const runs = start.cold.firstPicture.length;
  const ms = (/** @type {number | null} */ value) => `${number(value, 0)} ms`;
  /** @param {string} what @param {readonly number[]} times @param {string} target */
  const startRow = (what, times, target) =>
    row([`${what} (${runs} runs)`, ms(median(times)), ms(Math.max(...times)), target]);
  return [
    '### The page',
    '',
    row(['measure', 'median', 'worst or p95', 'target']),
    row(['---', '---:', '---:', '---']),
    startRow('first picture, cold cache', start.cold.firstPicture, '≤ 1 s'),
    startRow('first live face, cold cache', start.cold.firstLiveFace, '≤ 3 s'),
    startRow('first picture, second visit', start.warm.firstPicture, ''),
    startRow('first live face, second visit', start.warm.firstLiveFace, ''),
    ...drags.flatMap((drag) => [
      row([
        `slider drag, input to drawn picture (${drag.backend}, last ${drag.faces} faces of ${drag.seconds.toFixed(1)} s)`,
        `${number(drag.medianMs)} ms`,
        `${number(drag.p95Ms)} ms`,
        drag.backend === 'wasm' ? 'p95 ≤ 33 ms' : '',
      ]),
      row([
        `main-thread tasks over 50 ms while dragging (${drag.backend})`,
        String(drag.longTasksMs.length),
        drag.longTasksMs.length === 0 ? '–' : `${Math.max(...drag.longTasksMs)} ms`,
        'none',
      ]),
    ]),
    row(['script before the first picture, gzip', kilobytes(weight.scriptBytes), '', '≤ 200 kB']),
    row(['generator', kilobytes(weight.generatorBytes), '', '≤ 7,500 kB']),
    '',
  ];
}

/** What happens at each milestone, in words. */
const milestoneNames = {
  'engine:worker': 'the worker starts',
  'engine:received': 'the weights have arrived',
  'engine:fetched': 'their digest is right',
  'engine:installing': 'they are with the backend that draws',
  'engine:decoded': 'they are float32',
  'engine:planned': 'batch norms are folded, the network is planned',
  'engine:first-face': 'weights are packed, the first golden face is drawn',
  'engine:checked': 'the backend has passed its check and is timed',
};

/**
 * From navigation to the first live face, step by step.
 * @param {PageResults['start']} start
 */
function startTable({ cold, warm }) {
  const names = Object.entries(milestoneNames);
  /** @param {import('./measurePage.mjs').StartTimes} times */
  const stepsOf = (times) => [
    ...names.map(([name]) => median(times.milestones[name] ?? [])),
    median(times.firstLiveFace),
  ];
  const [coldSteps, warmSteps] = [stepsOf(cold), stepsOf(warm)];
  const words = [...names.map(([, name]) => name), 'the first live face is on the stage'];
  return [
    '### From navigation to the first live face',
    '',
    row(['by then', 'cold, ms', 'second visit, ms']),
    row(['---', '---:', '---:']),
    ...words.map((word, i) => row([word, number(coldSteps[i], 0), number(warmSteps[i], 0)])),
    '',
  ];
}

/** Where each millisecond of a drag goes. @param {PageResults['drags']} drags */
function pathTable(drags) {
  const columns = drags.map(pathParts);
  const [first] = columns;
  if (first === undefined) return [];
  return [
    '### From slider to picture',
    '',
    '![Where each millisecond from slider to picture goes, as bars for each backend](figures/path.svg)',
    '',
    row(['part, mean ms', ...drags.map(({ backend }) => backend ?? '–')]),
    row(['---', ...drags.map(() => '---:')]),
    ...first.map(({ name }, i) =>
      row([name, ...columns.map((parts) => number(parts[i]?.meanMs, 2))]),
    ),
    '',
  ];
}

/** @typedef {import('./scaling/protocol.ts').ScalingResult} ScalingResult */
/** @typedef {import('./scaling/measureCase.ts').CaseResult} CaseResult */

/**
 * Share of the limit: the fastest run beside the fastest loop.
 * @param {Pick<CaseResult, 'multiplyAdds' | 'perFace'>} work
 * @param {number} limit
 */
const shareOf = ({ multiplyAdds, perFace }, limit) =>
  percent(multiplyAdds / (perFace.min * limit * 1e6));

/** How cost grows on one backend. @param {ScalingResult} result */
function scalingTable({ kernels, limit, cases }) {
  const layered = cases.filter(
    ({ width, size, layers }) => width === 64 && size === 64 && layers.length > 0,
  );
  const shown = layered.filter(({ faces }) => faces === 1 || faces === 16);
  const [first] = shown;
  return [
    `#### ${kernels}`,
    '',
    `A plain multiply-add loop in the same language reaches ${(2 * limit).toFixed(1)} GFLOP/s (its fastest, in the same run).`,
    '',
    row([
      'ngf',
      'size',
      'faces a call',
      'M multiply-adds a face',
      'ms a face',
      'p95',
      'min',
      'n',
      'of the limit',
    ]),
    row(Array.from({ length: 9 }, () => '---:')),
    ...cases.map((found) =>
      row([
        String(found.width),
        String(found.size),
        String(found.faces),
        (found.multiplyAdds / 1e6).toFixed(1),
        number(found.perFace.median, 2),
        number(found.perFace.p95, 2),
        number(found.perFace.min, 2),
        String(found.perFace.n),
        shareOf(found, limit),
      ]),
    ),
    '',
    ...(first === undefined
      ? []
      : [
          row([
            'layer (ngf 64, size 64)',
            'M multiply-adds',
            ...shown.flatMap(({ faces }) => [`ms a face, ${faces} a call`, 'of the limit']),
          ]),
          row(['---', '---:', ...shown.flatMap(() => ['---:', '---:'])]),
          ...first.layers.map((layer, i) =>
            row([
              layer.name,
              (layer.multiplyAdds / 1e6).toFixed(1),
              ...shown.flatMap(({ layers }) => {
                const timed = layers[i];
                if (timed === undefined) return ['–', '–'];
                // Differences of two networks may come out below zero: the fastest of them says nothing.
                const { median: ms } = timed.perFace;
                return [number(ms, 3), percent(timed.multiplyAdds / (ms * limit * 1e6))];
              }),
            ]),
          ),
          '',
        ]),
  ];
}

/**
 * @typedef {NonNullable<import('../tools/bench.mjs').BenchResults['page']>} PageResults
 */

/**
 * The whole section, in Markdown.
 * @param {import('../tools/bench.mjs').BenchResults} results
 * @returns {string}
 */
export function writeTables({ machine, versions, generate, scaling, page }) {
  const names = new Set(generate.results.map(nameRace));
  const races = [...names].map((name) => generate.results.filter((one) => nameRace(one) === name));
  const adapters = `WebGPU: ${generate.webgpuAdapter ?? 'none'}. WebGL: ${generate.webglRenderer ?? 'none'}.`;
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const sentences = [
    `${machine.date}, ${machine.browser}, ${machine.cores} cores (${machine.architecture}).`,
    ...(races.length === 0 ? [] : [adapters, 'One thread each.', `${packages.join(', ')}.`]),
    machine.quick
      ? 'A quick run: few repetitions.'
      : `The whole run took ${machine.minutes} minutes.`,
  ];
  const lines = [
    sentences.join(' '),
    '',
    ...races.flatMap(raceTable),
    ...(page === null
      ? []
      : [...pageTable(page), ...startTable(page.start), ...pathTable(page.drags)]),
    ...(scaling.length === 0
      ? []
      : [
          '### How cost grows, beside the limit of the machine',
          '',
          '![Milliseconds a face by batch, width and size, and share of the limit by layer](figures/scaling.svg)',
          '',
          ...scaling.flatMap(scalingTable),
        ]),
  ];
  return lines.join('\n').trimEnd();
}

/**
 * The trainers side by side, in Markdown.
 * @param {import('../tools/bench.mjs').BenchResults} results
 * @returns {string}
 */
export function writeTrainingTable({ machine, training, trainingCase }) {
  const { imageSize, width, batchSize } = trainingCase;
  const rated = training.map(({ engine, backend, answer }) => ({
    engine,
    backend,
    answer,
    // Pictures a second, by the median step.
    rate:
      answer.kind === 'timed'
        ? (batchSize * 1000) / (median(answer.milliseconds) ?? Number.NaN)
        : null,
  }));
  const peers = rated.filter(({ engine }) => engine.startsWith('TensorFlow'));
  const best = Math.max(...peers.map(({ rate }) => rate ?? 0));
  const lines = rated
    .toSorted((a, b) => (b.rate ?? 0) - (a.rate ?? 0))
    .map(({ engine, backend, answer, rate }) => {
      const name = engine === ourName ? `**${engine}**` : engine;
      if (answer.kind === 'failed' || rate === null) {
        const why = answer.kind === 'failed' ? answer.message.split('\n')[0] : '';
        return row([name, backend, `not timed: ${why}`, '', '', '']);
      }
      const same = peers.find((peer) => peer.backend === backend)?.rate ?? null;
      return row([
        name,
        backend,
        number(median(answer.milliseconds)),
        number(rate),
        same === null ? '–' : (rate / same).toFixed(1),
        best === 0 ? '–' : (rate / best).toFixed(1),
      ]);
    });
  return [
    `${machine.date}, ${machine.browser}, ${machine.cores} cores (${machine.architecture}). The recipe of the page at ${imageSize}×${imageSize}, width ${width}, batch ${batchSize}: one step of D and of G.`,
    '',
    row([
      'trainer',
      'backend',
      'median ms a step',
      'pictures a second',
      'times stock, same backend',
      'times the best stock',
    ]),
    row(['---', '---', '---:', '---:', '---:', '---:']),
    ...lines,
  ].join('\n');
}

/** @typedef {'results' | 'training'} SectionName */

/** @param {SectionName} name */
export const startMark = (name) => `<!-- ${name}: written by npm run bench -->`;
/** @param {SectionName} name */
export const endMark = (name) => `<!-- end of ${name} -->`;

/**
 * Puts the section between its marks.
 * @param {string} readme
 * @param {string} section
 * @param {SectionName} [name]
 */
export function replaceSection(readme, section, name = 'results') {
  const [start, end] = [startMark(name), endMark(name)];
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`bench/README.md lacks "${start}".`);
  return `${readme.slice(0, from + start.length)}\n\n${section}\n\n${readme.slice(to)}`;
}
