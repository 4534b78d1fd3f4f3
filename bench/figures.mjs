// @ts-check
/** The figures of `bench/README.md`, drawn from what a run has measured. */
import { pathParts } from './pathParts.mjs';
import { box, dot, figure, line, text } from './svg.mjs';

/** @typedef {import('./scaling/protocol.ts').ScalingResult} ScalingResult */
/** @typedef {import('./scaling/measureCase.ts').CaseResult} CaseResult */

const width = 760;

/** @param {number} ms */
const inMs = (ms) => (ms >= 100 ? ms.toFixed(0) : ms.toFixed(ms >= 10 ? 1 : 2));

/**
 * Where each millisecond of a slider's way goes: a bar a backend, each to its own scale.
 * @param {readonly import('./measurePage.mjs').DragResult[]} drags
 */
export function drawPath(drags) {
  const left = 16;
  const wide = width - 2 * left;
  const shapes = drags.flatMap((drag, row) => {
    const parts = pathParts(drag);
    const whole = parts.reduce((sum, { meanMs }) => sum + meanMs, 0);
    const top = 12 + row * 84;
    let x = left;
    const segments = parts.flatMap(({ name, meanMs, colour }) => {
      const length = (wide * meanMs) / whole;
      const from = x;
      x += length;
      const label = box(from, top + 22, length - 1, 34, colour, `${name}: ${inMs(meanMs)} ms`);
      return length < 40
        ? [label]
        : [label, text(from + 5, top + 72, inMs(meanMs), { class: 'quiet' })];
    });
    const seen = drag.meanMs === null ? '–' : inMs(drag.meanMs);
    const title = `${drag.backend ?? 'nothing'}: ${seen} ms from input to drawn picture, mean of ${drag.faces}`;
    return [text(left, top + 12, title, { class: 'title' }), ...segments];
  });
  const legendTop = 24 + drags.length * 84;
  const columns = drags.map(pathParts);
  const legend = (columns[0] ?? []).flatMap(({ name, colour }, index) => {
    const y = legendTop + 18 * (index + 1);
    const numbers = columns.map((parts, column) =>
      text(420 + column * 120, y, `${inMs(parts[index]?.meanMs ?? Number.NaN)} ms`, {
        class: 'end',
      }),
    );
    return [box(left, y - 10, 12, 12, colour), text(left + 20, y, name), ...numbers];
  });
  const heads = drags.map((drag, column) =>
    text(420 + column * 120, legendTop, drag.backend ?? '–', { class: 'end title' }),
  );
  return figure(width, legendTop + 18 * 10, 'Where each millisecond from slider to picture goes', [
    ...shapes,
    ...heads,
    ...legend,
  ]);
}

/** 1, 2 and 5 of every power of ten between two numbers. @param {number} low @param {number} high */
function logTicks(low, high) {
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    for (const digit of [1, 2, 5]) ticks.push(digit * 10 ** power);
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/**
 * @typedef {object} Series
 * @property {string} name
 * @property {readonly (readonly [number, number])[]} points
 */

/**
 * Lines over an axis of powers of two; both axes logarithmic.
 * @param {number} left @param {number} top @param {string} title @param {readonly Series[]} series
 */
function logChart(left, top, title, series) {
  const [wide, high] = [300, 150];
  const all = series.flatMap(({ points }) => points);
  if (all.length === 0) return [];
  const xs = all.map(([x]) => x);
  const ys = all.map(([, y]) => y);
  const [lowX, highX] = [Math.log2(Math.min(...xs)), Math.log2(Math.max(...xs))];
  const [lowY, highY] = [Math.min(...ys) / 1.3, Math.max(...ys) * 1.3];
  const atX = (/** @type {number} */ x) =>
    left + 44 + (wide * (Math.log2(x) - lowX)) / Math.max(highX - lowX, 1);
  const atY = (/** @type {number} */ y) =>
    top + 20 + high - (high * Math.log(y / lowY)) / Math.log(highY / lowY);
  const rules = logTicks(lowY, highY).flatMap((tick) => [
    line(
      [
        [left + 44, atY(tick)],
        [left + 44 + wide, atY(tick)],
      ],
      'rule',
    ),
    text(left + 38, atY(tick) + 4, String(tick), { class: 'end quiet' }),
  ]);
  const marks = [...new Set(xs)].map((x) =>
    text(atX(x), top + 20 + high + 16, String(x), { class: 'middle quiet' }),
  );
  const lines = series.flatMap(({ name, points }, index) => [
    line(
      points.map(([x, y]) => [atX(x), atY(y)]),
      `l${index}`,
    ),
    ...points.map(([x, y]) => dot(atX(x), atY(y), `d${index}`, `${name}, ${x}: ${inMs(y)} ms`)),
  ]);
  return [text(left, top + 8, title, { class: 'title' }), ...rules, ...marks, ...lines];
}

/**
 * How the cost of a face grows with the batch, the width and the size, and how near each layer comes
 * to the limit of the machine.
 * @param {readonly ScalingResult[]} results one a backend
 */
export function drawScaling(results) {
  /** @param {(found: CaseResult) => boolean} wanted @param {keyof CaseResult & ('faces' | 'width' | 'size')} axis */
  const seriesOf = (wanted, axis) =>
    results.map(({ kernels, cases }) => ({
      name: kernels,
      points: cases
        .filter(wanted)
        .map((found) => /** @type {const} */ ([found[axis], found.perFace.median]))
        .toSorted(([a], [b]) => a - b),
    }));
  const isStandard = (/** @type {CaseResult} */ found) => found.width === 64 && found.size === 64;
  const keys = results.flatMap(({ kernels, limit }, index) => [
    box(16, 12 + index * 18, 12, 12, `d${index}`),
    text(36, 22 + index * 18, `${kernels}; limit ${(2 * limit).toFixed(1)} GFLOP/s`),
  ]);
  const top = 24 + results.length * 18;
  const charts = [
    ...logChart(16, top, 'ms a face, by faces a call', seriesOf(isStandard, 'faces')),
    ...logChart(
      396,
      top,
      'ms a face, by width (ngf), one face',
      seriesOf((found) => found.size === 64 && found.faces === 1, 'width'),
    ),
    ...logChart(
      16,
      top + 210,
      'ms a face, by size of the picture, one face',
      seriesOf((found) => found.width === 64 && found.faces === 1, 'size'),
    ),
    ...limitChart(396, top + 210, results),
  ];
  return figure(width, top + 420, 'How the cost of a face grows, beside the limit of the machine', [
    ...keys,
    ...charts,
  ]);
}

/** @param {number} left @param {number} top @param {readonly ScalingResult[]} results */
function limitChart(left, top, results) {
  const rows = results.flatMap(({ cases, limit }, index) => {
    const found = cases.find(
      ({ width: ngf, size, faces }) => ngf === 64 && size === 64 && faces === 1,
    );
    return (found?.layers ?? []).map((layer) => ({
      name: layer.name,
      colour: `d${index}`,
      share: layer.multiplyAdds / (layer.perFace.median * limit * 1e6),
    }));
  });
  const most = Math.max(1, ...rows.map(({ share }) => share));
  const atX = (/** @type {number} */ share) => left + 140 + (170 * share) / most;
  const bars = rows.flatMap(({ name, colour, share }, index) => {
    const y = top + 18 + index * 16;
    return [
      text(left + 134, y + 10, name, { class: 'end quiet' }),
      box(
        left + 140,
        y,
        atX(share) - left - 140,
        12,
        colour,
        `${name}: ${(share * 100).toFixed(0)} %`,
      ),
      text(atX(share) + 4, y + 10, `${(share * 100).toFixed(0)} %`),
    ];
  });
  const end = top + 18 + rows.length * 16;
  return [
    text(left, top + 8, 'share of the limit, by layer, one face', { class: 'title' }),
    ...bars,
    line(
      [
        [atX(1), top + 14],
        [atX(1), end],
      ],
      'rule',
    ),
  ];
}
