// @ts-check
/** Turns the results of a run into the tables of `bench/README.md`. */

/** @typedef {import('./race.ts').RaceResult} RaceResult */

export const ourName = 'Latent Playground';

/** @param {number | null | undefined} value @param {number} [digits] */
const number = (value, digits = 1) =>
  value === null || value === undefined ? '–' : value.toFixed(value >= 1000 ? 0 : digits);

/** @param {string[]} cells */
const row = (cells) => `| ${cells.join(' | ')} |`;

/**
 * Median of the fastest peer, on one backend or on any; null where none ran.
 * @param {readonly RaceResult[]} results @param {number} faces @param {string} [backend]
 */
export function bestPeer(results, faces, backend) {
  const medians = results
    .filter((result) => result.engine !== ourName && result.faces === faces)
    .filter((result) => backend === undefined || result.backend === backend)
    .flatMap((result) => (result.times === null ? [] : [result.times.median]));
  return medians.length === 0 ? null : Math.min(...medians);
}

/** @param {RaceResult} result @param {number | null} peer */
const ratio = (result, peer) =>
  result.times === null || peer === null ? '–' : (result.times.median / peer).toFixed(2);

/** The table of one race. @param {readonly RaceResult[]} results @param {number} faces */
function raceTable(results, faces) {
  const lines = results
    .filter((result) => result.faces === faces)
    .toSorted((a, b) => (a.times?.median ?? Infinity) - (b.times?.median ?? Infinity))
    .map((result) => {
      const name = result.engine === ourName ? `**${result.engine}**` : result.engine;
      if (result.times === null) {
        return row([name, result.backend, `not timed: ${result.failure}`, '', '', '', '', '', '']);
      }
      const { median, p95, min, n } = result.times;
      return row([
        name,
        result.backend,
        number(median),
        number(p95),
        number(min),
        String(n),
        ratio(result, bestPeer(results, faces, result.backend)),
        ratio(result, bestPeer(results, faces)),
        String(result.pixelError),
      ]);
    });
  return [
    `### ${faces} ${faces === 1 ? 'face' : 'faces'} a call`,
    '',
    row([
      'engine',
      'backend',
      'median ms',
      'p95',
      'min',
      'n',
      '÷ best peer, same backend',
      '÷ best peer of all',
      'pixel error',
    ]),
    row(['---', '---', ...Array.from({ length: 7 }, () => '---:')]),
    ...lines,
  ];
}

/** @param {readonly number[]} values */
const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
};

/**
 * The table of what a visitor waits for.
 * @param {import('./measurePage.mjs').StartTimes} start
 * @param {import('./measurePage.mjs').DragResult} drag
 * @param {import('./measurePage.mjs').PageWeight} weight
 */
function pageTable(start, drag, weight) {
  const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  const runs = start.firstPicture.length;
  const long = drag.longTasksMs;
  const dragged = `slider drag, input to drawn picture (${drag.backend}, last ${drag.faces} faces of ${drag.seconds.toFixed(1)} s)`;
  return [
    '### The page',
    '',
    row(['measure', 'median', 'worst or p95', 'target']),
    row(['---', '---:', '---:', '---']),
    row([
      `first picture, cold cache (${runs} runs)`,
      `${number(median(start.firstPicture), 0)} ms`,
      `${number(Math.max(...start.firstPicture), 0)} ms`,
      '≤ 1 s',
    ]),
    row([
      `first live face, cold cache (${runs} runs)`,
      `${number(median(start.firstLiveFace), 0)} ms`,
      `${number(Math.max(...start.firstLiveFace), 0)} ms`,
      '≤ 3 s',
    ]),
    row([dragged, `${number(drag.medianMs)} ms`, `${number(drag.p95Ms)} ms`, 'p95 ≤ 33 ms']),
    row([
      'main-thread tasks over 50 ms while dragging',
      String(long.length),
      long.length === 0 ? '–' : `${Math.max(...long)} ms`,
      'none',
    ]),
    row(['script before the first picture, gzip', kilobytes(weight.scriptBytes), '', '≤ 200 kB']),
    row(['generator', kilobytes(weight.generatorBytes), '', '≤ 7,500 kB']),
  ];
}

/**
 * The whole section, in Markdown.
 * @param {import('../tools/bench.mjs').BenchResults} results
 * @returns {string}
 */
export function writeTables({ machine, versions, generate, page }) {
  const sizes = [...new Set(generate.results.map((result) => result.faces))].toSorted(
    (a, b) => a - b,
  );
  const adapters = `WebGPU: ${generate.webgpuAdapter ?? 'none'}. WebGL: ${generate.webglRenderer ?? 'none'}.`;
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const sentences = [
    `${machine.date}, ${machine.browser}, ${machine.cores} cores (${machine.architecture}).`,
    ...(sizes.length === 0 ? [] : [adapters, 'One thread each.', `${packages.join(', ')}.`]),
    ...(machine.quick ? ['A quick run: few repetitions.'] : []),
  ];
  const lines = [
    sentences.join(' '),
    '',
    ...sizes.flatMap((faces) => [...raceTable(generate.results, faces), '']),
    ...(page === null ? [] : pageTable(page.start, page.drag, page.weight)),
  ];
  return lines.join('\n').trimEnd();
}

export const startMark = '<!-- results: written by npm run bench -->';
export const endMark = '<!-- end of results -->';

/** Puts the section between its marks. @param {string} readme @param {string} section */
export function replaceSection(readme, section) {
  const [from, to] = [readme.indexOf(startMark), readme.indexOf(endMark)];
  if (from === -1 || to < from) throw new Error(`bench/README.md lacks "${startMark}".`);
  return `${readme.slice(0, from + startMark.length)}\n\n${section}\n\n${readme.slice(to)}`;
}
