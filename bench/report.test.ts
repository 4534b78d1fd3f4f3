/** Tables and figures of a run that is made up. */
import { expect, test } from 'vitest';
import { latencyParts } from '../src/state/latency.ts';
import type { LatencyStatistics } from '../src/state/latency.ts';
import type { BenchResults } from '../tools/bench.mjs';
import { drawPath, drawScaling } from './figures.mjs';
import { pathParts } from './pathParts.mjs';
import { endMark, replaceSection, startMark, writeTables, writeTrainingTable } from './table.mjs';

const summary = (median: number) => ({
  median,
  spread: 0.1,
  p95: median * 1.2,
  min: median * 0.9,
  n: 12,
});
const span = (meanMs: number) => ({ meanMs, medianMs: meanMs, p95Ms: meanMs, maxMs: meanMs });

/** Parts of 1, 2, 3 … ms. */
const parts = Object.fromEntries(
  Object.keys(latencyParts).map((name, i) => [name, span(i + 1)]),
) as LatencyStatistics['parts'];
const drag = {
  backend: 'wasm',
  faces: 40,
  ...span(36),
  parts,
  browserMs: 0.25,
  frameMs: 5,
  seconds: 2,
  longTasksMs: [60],
};
const layers = [
  { name: '100@1² → 512@4²', multiplyAdds: 1e6, perFace: summary(0.5) },
  { name: '512@4² → 256@8²', multiplyAdds: 3e6, perFace: summary(1) },
];
const found = (width: number, size: number, faces: number, ms: number) => ({
  width,
  size,
  faces,
  multiplyAdds: 4e6,
  perFace: summary(ms),
  layers,
});
const trainer = (engine: string, backend: string, milliseconds: number[]) => ({
  engine,
  backend,
  answer: { kind: 'timed', milliseconds, lossD: 1, lossG: 1 } as const,
});
const raced = { job: 'generate', faces: 1, failure: null } as const;
const times = { firstPicture: [500, 600], firstLiveFace: [900, 1000] };
const results: BenchResults = {
  machine: {
    date: '2026-01-02',
    browser: 'Chromium 1, headless',
    cores: 2,
    architecture: 'x64',
    quick: false,
    minutes: 8.5,
  },
  versions: { 'onnxruntime-web': '1.0.0' },
  trainingCase: { imageSize: 32, width: 32, batchSize: 64, maxSteps: 3, budgetMs: 1000 },
  training: [
    trainer('Latent Playground', 'wasm', [200, 800, 250]),
    trainer('TensorFlow.js, stock operations', 'webgl', [2500]),
    {
      engine: 'TensorFlow.js, stock operations',
      backend: 'wasm',
      answer: { kind: 'failed', message: 'no kernel\nat line 1' },
    },
  ],
  generate: {
    webgpuAdapter: 'a card',
    webglRenderer: null,
    results: [
      { ...raced, engine: 'Latent Playground', backend: 'wasm', error: 0, times: summary(5) },
      { ...raced, engine: 'onnxruntime-web', backend: 'wasm', error: 1, times: summary(10) },
      { ...raced, engine: 'onnxruntime-web', backend: 'webgpu', error: 1, times: summary(8) },
      {
        ...raced,
        engine: 'TensorFlow.js, stock operations',
        backend: 'webgl',
        error: null,
        times: null,
        failure: 'webgl is not available here',
      },
    ],
  },
  scaling: [
    {
      kernels: 'WebAssembly, SIMD, one thread',
      limit: 10,
      cases: [
        found(64, 64, 1, 4),
        found(64, 64, 16, 3),
        found(16, 64, 1, 1),
        found(64, 128, 1, 16),
      ],
    },
  ],
  page: {
    start: {
      cold: { ...times, milestones: { 'engine:worker': [100, 120], 'engine:checked': [800, 820] } },
      warm: { firstPicture: [200], firstLiveFace: [400], milestones: { 'engine:worker': [80] } },
    },
    drags: [drag, { ...drag, backend: 'webgpu' }],
    weight: { scriptBytes: 130_000, generatorBytes: 7_000_000 },
  },
};

/** The cells of the first line of the section that contains all of the words. */
function cells(section: string, ...words: string[]): string[] {
  const row = section.split('\n').find((line) => words.every((word) => line.includes(word)));
  if (row === undefined) throw new Error(`no line with ${words.join(', ')}`);
  return row.split('|').map((cell) => cell.trim());
}

test('the races: sorted, with ratios to the best peer on the same backend and of all', () => {
  const section = writeTables(results);
  const ours = cells(section, 'Latent Playground', 'wasm');
  expect(ours.slice(3)).toEqual(['5.0', '6.0', '4.5', '10 %', '12', '0.50', '0.63', '0', '']);
  const lines = section.split('\n').filter((line) => line.includes('onnxruntime-web |'));
  expect(lines.map((line) => line.split('|')[2]?.trim())).toEqual(['webgpu', 'wasm']);
  expect(section).toContain('not timed: webgl is not available here');
  expect(section).toContain('The whole run took 8.5 minutes.');
});

test('start, slider and scaling are in the tables, in the words of the figures', () => {
  const section = writeTables(results);
  expect(cells(section, 'first live face, cold cache')[2]).toBe('900 ms');
  expect(cells(section, 'the worker starts').slice(2, 4)).toEqual(['100', '80']);
  expect(cells(section, 'the backend has passed its check').slice(2, 4)).toEqual(['800', '–']);
  expect(cells(section, 'network, read-back included')[2]).toBe('5.00');
  expect(section).toContain('reaches 20.0 GFLOP/s');
  // 4 M multiply-adds in 3.6 ms are 1.1 of 10 milliards a second; layers go by their median, 3 M in 1 ms are 3.
  expect(cells(section, '| 64 | 64 | 1 |').at(-2)).toBe('11 %');
  expect(cells(section, '512@4² → 256@8²').slice(2)).toEqual([
    '3.0',
    '1.000',
    '30 %',
    '1.000',
    '30 %',
    '',
  ]);
});

test('the parts of the way add up to the whole, what follows the drawn picture left out', () => {
  const way = pathParts(drag);
  const sum = way.slice(0, -1).reduce((total, { meanMs }) => total + meanMs, 0);
  expect(sum).toBeCloseTo(drag.meanMs, 9);
  expect(way.at(-1)?.meanMs).toBe(5);
  expect(new Set(way.map(({ colour }) => colour)).size).toBe(way.length);
});

test('the figures are SVG that stands alone, for light and dark, with every number in it', () => {
  for (const svg of [
    drawPath([drag, { ...drag, backend: 'webgpu' }]),
    drawScaling(results.scaling),
  ]) {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).toContain('aria-label=');
    expect(svg).not.toMatch(/NaN|undefined|Infinity|href|url\(/);
    const opened = svg.match(/<[a-z]+/g)?.length ?? 0;
    const closed = (svg.match(/<\/[a-z]+>/g)?.length ?? 0) + (svg.match(/\/>/g)?.length ?? 0);
    expect(closed).toBe(opened);
  }
  const path = drawPath([drag]);
  for (const { name } of pathParts(drag)) expect(path).toContain(`<title>${name}: `);
  // Bars are as long as their share of the whole: 5 of 41 ms.
  const network = /<rect[^>]*width="([\d.]+)"[^>]*class="c4"><title>/.exec(path)?.[1];
  expect(Number(network)).toBeCloseTo((728 * 5) / 41 - 1, 1);
  expect(drawScaling(results.scaling)).toContain('512@4² → 256@8²: 30 %');
});

test('a section is put between its marks, and a README without them is refused', () => {
  const readme = `before\n${startMark('results')}\nold\n${endMark('results')}\nafter\n`;
  expect(replaceSection(readme, 'new')).toBe(
    `before\n${startMark('results')}\n\nnew\n\n${endMark('results')}\nafter\n`,
  );
  expect(() => replaceSection('nothing', 'new')).toThrow(/lacks/);
});

test('trainers: pictures a second by the median step, beside the best stock one', () => {
  const table = writeTrainingTable(results);
  expect(cells(table, 'Latent Playground').slice(3, 7)).toEqual(['250.0', '256.0', '–', '10.0']);
  expect(cells(table, 'webgl').slice(3, 7)).toEqual(['2500', '25.6', '1.0', '1.0']);
  expect(table).toContain('not timed: no kernel |');
});
