import { describe, expect, test } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import type { Condition } from '../../formats/exemplars.ts';
import type { Labels } from '../../formats/labels.ts';
import { arms } from '../../latent/arithmetic.ts';
import { drawSample } from '../../latent/prior.ts';
import { norm } from '../../maths/vector.ts';
import type { Latent, PixelImage } from '../../model/arrays.ts';
import { fakeImage } from '../testing/fakeEngine.ts';
import { runWall } from './wall.ts';
import type { WallHooks, WallPorts, WallResult, WallTask } from './wall.ts';
import { changesOf, sortWall, successOf } from './wallSummary.ts';

/**
 * A planted world: attribute k is there when component k of z is positive. Under U(−1, 1) a labelled
 * latent has |zₖ| uniform in 0 … 1 and the sign of its concept, so everything can be computed.
 */
const model = { id: 'planted', prior: 'uniform', latentDim: 4 } as const;
const attributes = ['Wanted', 'Companion', 'Free', 'Last'];
const labels: Labels = (() => {
  const count = 4000;
  const probabilities = Uint8Array.from({ length: count * 4 }, () => 0);
  for (let row = 0; row < count; row += 1) {
    const z = drawSample('uniform', 4, 1, 10 + row);
    for (let k = 0; k < 4; k += 1) probabilities[row * 4 + k] = (z[k] ?? 0) > 0 ? 255 : 0;
  }
  const realness = new Float32Array(count);
  return { seed: 1, firstIndex: 10, count, attributes, probabilities, realness };
})();
const has = (attribute: string): Condition => ({ attribute, present: true, threshold: 0.5 });
const lacks = (attribute: string): Condition => ({ attribute, present: false, threshold: 0.5 });
const concepts = {
  a: [has('Wanted'), lacks('Companion')],
  b: [lacks('Wanted'), lacks('Companion')],
  c: [lacks('Wanted'), has('Companion')],
  expected: [has('Wanted')],
};

/** Draws a picture nobody looks at; the judge remembers whose it is and reads z. */
function plantedPorts(): WallPorts & { readonly drawn: Latent[] } {
  const latentOf = new WeakMap<PixelImage, Latent>();
  const drawn: Latent[] = [];
  return {
    drawn,
    generate: async (latents) =>
      latents.map((z) => {
        const image = fakeImage(z);
        latentOf.set(image, z);
        drawn.push(z);
        return image;
      }),
    classify: async (images) =>
      images.map((image) => Float32Array.from(latentOf.get(image) ?? [], (value) => 50 * value)),
  };
}

const task = (change: Partial<WallTask> = {}): WallTask => ({
  model,
  labels,
  concepts,
  attributes,
  seed: 2015,
  count: 3,
  ...change,
});

/** A signal nobody uses, whose listeners are counted. */
function watchedSignal() {
  const controller = new AbortController();
  const { signal } = controller;
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...given: Parameters<typeof add>) => {
    listeners += 1;
    add(...given);
  };
  signal.removeEventListener = (...given: Parameters<typeof remove>) => {
    listeners -= 1;
    remove(...given);
  };
  return { controller, signal, listeners: () => listeners };
}

const quiet = (): WallHooks => ({
  signal: new AbortController().signal,
  onResults: () => undefined,
});

describe('a planted world', async () => {
  const count = 1000;
  const { results, poolSizes } = await runWall(plantedPorts(), task({ count }), quiet());

  test('the pools are counted', () => {
    const quarter = (a: boolean, b: boolean) =>
      Array.from({ length: labels.count }, (_, row) => row).filter(
        (row) =>
          labels.probabilities[row * 4] === (a ? 255 : 0) &&
          labels.probabilities[row * 4 + 1] === (b ? 255 : 0),
      ).length;
    expect(poolSizes).toEqual({
      a: quarter(true, false),
      b: quarter(false, false),
      c: quarter(false, true),
    });
  });

  test.each([
    // z₀ of Y is u₁ + u₂ − u₃ with u uniform in 0 … 1: it fails when u₃ > u₁ + u₂, one time in six.
    ['one', 5 / 6],
    // A change of length keeps the sign.
    ['oneRescaled', 5 / 6],
    // Means of three: it fails when a sum of nine uniform numbers is below 3 (Irwin and Hall).
    ['all', 1 - 15111 / 362880],
  ] as const)('arm %s succeeds as often as it must', (arm, expected) => {
    const { successes, n, rate, interval } = successOf(results, arm);
    expect([n, successes / n]).toEqual([count, rate]);
    // Four standard errors; the world is finite but large.
    expect(Math.abs(rate - expected)).toBeLessThan(4 * Math.sqrt((expected / n) * (1 - expected)));
    expect(interval.low).toBeLessThan(rate);
    expect(interval.high).toBeGreaterThan(rate);
  });

  test('what else changed: the companion of C gets lost one time in six, the rest stays', () => {
    const changes = changesOf(results, 'one', concepts.expected, attributes);
    expect(changes.map(({ attribute }) => attribute)).toHaveLength(3);
    const [first, ...rest] = changes;
    expect(first).toMatchObject({ attribute: 'Companion', rateOfC: 1, rateOfA: 0 });
    expect(Math.abs((first?.change ?? NaN) + 1 / 6)).toBeLessThan(0.05);
    expect(first?.changeFromA).toBe(first?.rate);
    for (const { rate, rateOfC, rateOfA, change } of rest) {
      expect(Math.abs(rate - 0.5)).toBeLessThan(0.065);
      expect(Math.abs(rateOfC - 0.5)).toBeLessThan(0.065);
      expect(Math.abs(rateOfA - 0.5)).toBeLessThan(0.065);
      expect(change).toBe(rate - rateOfC);
    }
    const sizes = changes.map(({ change }) => Math.abs(change));
    expect(sizes).toEqual(sizes.toSorted((x, y) => y - x));
  });

  test('arms share their exemplars: rescaling changes the length only', () => {
    for (const { results: own } of results.slice(0, 20)) {
      const ratio = norm(own.oneRescaled.z) / norm(own.one.z);
      for (let k = 0; k < 4; k += 1) {
        expect(own.oneRescaled.z[k]).toBeCloseTo((own.one.z[k] ?? NaN) * ratio, 5);
      }
    }
  });

  test('sorted as drawn, or by the judge’s score', () => {
    const best = sortWall(results, 'best', 'all').map((result) => result.results.all.score);
    expect(best).toEqual(best.toSorted((x, y) => y - x));
    expect(best[0]).toBeGreaterThan(best.at(-1) ?? NaN);
    expect(sortWall(results, 'worst', 'all')[0]?.results.all.score).toBe(best.at(-1));
    const numbers = sortWall(results.toReversed(), 'drawn', 'one').map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, i) => i));
  });
});

test('results come in as they are drawn, from a stated seed, and the n-th triple is triple n', async () => {
  const batches: (readonly [number, number, number])[] = [];
  const seen: WallResult[] = [];
  const ports = plantedPorts();
  const run = await runWall(ports, task({ count: 5 }), {
    ...quiet(),
    onResults: (batch, completed, requested) => {
      batches.push([batch.length, completed, requested]);
      seen.push(...batch);
    },
  });
  expect(batches).toEqual([
    [2, 2, 5],
    [2, 4, 5],
    [1, 5, 5],
  ]);
  expect(run).toMatchObject({ completed: 5, requested: 5, stopped: false });
  expect(run.results).toEqual(seen);
  expect(ports.drawn).toHaveLength(25);
  const again = await runWall(plantedPorts(), task({ count: 3 }), quiet());
  expect(again.results).toEqual(run.results.slice(0, 3));
  const other = await runWall(plantedPorts(), task({ count: 3, seed: 1 }), quiet());
  expect(other.results[0]?.rows).not.toEqual(run.results[0]?.rows);
  const sizes = run.results.flatMap(({ rows }) => [rows.a.length, rows.b.length, rows.c.length]);
  expect(new Set(sizes)).toEqual(new Set([3]));
});

test('a score is the certainty of the least certain condition', async () => {
  const ports: WallPorts = {
    generate: async (latents) => latents.map((z) => fakeImage(z)),
    classify: async (images) => images.map(() => [Math.log(4.001), -Math.log(9), 0, 0]), // 0.8, 0.1
  };
  const expected = [
    { attribute: 'Wanted', present: true, threshold: 0.75 },
    { attribute: 'Companion', present: false, threshold: 0.85 },
  ];
  const judgedWith = async (threshold: number) => {
    const strict = expected.map((condition) => ({ ...condition, threshold }));
    const change = { count: 1, concepts: { ...concepts, expected: strict } };
    return (await runWall(ports, task(change), quiet())).results[0]?.results.one;
  };
  const fair = await runWall(
    ports,
    task({ count: 1, concepts: { ...concepts, expected } }),
    quiet(),
  );
  expect(fair.results[0]?.results.one.succeeded).toBe(true);
  expect(fair.results[0]?.results.one.score).toBeCloseTo(0.8, 4);
  expect([null, 0.5, 0.8, 0.81].map((t) => successOf(fair.results, 'one', t).successes)).toEqual([
    1, 1, 1, 0,
  ]);
  expect((await judgedWith(0.85))?.succeeded).toBe(false);
  expect((await judgedWith(0.95))?.succeeded).toBe(false);
});

test('a stop keeps what is there, waits for nothing, and lets go of the signal', async () => {
  const { controller, signal, listeners } = watchedSignal();
  const ports = plantedPorts();
  let calls = 0;
  const stuck: WallPorts = {
    ...ports,
    generate: async (latents) => {
      calls += 1;
      if (calls < 3) return ports.generate(latents);
      controller.abort();
      return new Promise(() => undefined);
    },
  };
  const reported: number[] = [];
  const run = await runWall(stuck, task({ count: 200 }), {
    signal,
    onResults: (_, completed) => reported.push(completed),
  });
  expect(run).toMatchObject({ completed: 4, requested: 200, stopped: true });
  expect(run.results).toHaveLength(4);
  expect(reported).toEqual([2, 4]);
  expect(listeners()).toBe(0);
  const already = await runWall(ports, task(), { ...quiet(), signal: AbortSignal.abort() });
  expect(already).toMatchObject({ completed: 0, requested: 3, stopped: true, results: [] });
});

test('a batch that arrives or fails after the stop does not count and breaks nothing', async () => {
  const controller = new AbortController();
  const ports = plantedPorts();
  const failing: WallPorts = {
    ...ports,
    classify: async () => {
      controller.abort();
      throw new PlaygroundError('device-lost', 'gone');
    },
  };
  const run = await runWall(failing, task(), { ...quiet(), signal: controller.signal });
  expect(run).toMatchObject({ completed: 0, stopped: true });
});

test('a run of one triple leaves no listener behind, nor does a failure', async () => {
  const { signal, listeners } = watchedSignal();
  const run = await runWall(plantedPorts(), task({ count: 1 }), { ...quiet(), signal });
  expect(run).toMatchObject({ completed: 1, stopped: false });
  expect(listeners()).toBe(0);
  const broken: WallPorts = {
    generate: async () => Promise.reject(new PlaygroundError('device-lost', 'gone')),
    classify: async () => [],
  };
  await expect(runWall(broken, task(), { ...quiet(), signal })).rejects.toMatchObject({
    code: 'device-lost',
  });
  expect(listeners()).toBe(0);
});

test.each<[string, Partial<WallTask>, string]>([
  ['no triples', { count: 0 }, 'count'],
  ['too many triples', { count: 1001 }, 'count'],
  ['half a triple', { count: 1.5 }, 'count'],
  ['no exemplars', { exemplars: 0 }, 'exemplars'],
  [
    'more exemplars than the pool has',
    { exemplars: 100, labels: { ...labels, count: 40 } },
    'pool a',
  ],
  ['an unknown concept', { concepts: { ...concepts, b: [has('Hat')] } }, 'concept'],
  ['a result nobody can judge', { attributes: ['Free'] }, 'expected'],
])('%s is refused before anything is drawn', async (_, change, where) => {
  const ports = plantedPorts();
  await expect(runWall(ports, task(change), quiet())).rejects.toMatchObject({
    code: 'bad-argument',
    details: { where },
  });
  expect(ports.drawn).toEqual([]);
});

test('a judge that loses a picture is noticed', async () => {
  const ports = plantedPorts();
  const short: WallPorts = {
    ...ports,
    classify: async (images) => (await ports.classify(images)).slice(1),
  };
  await expect(runWall(short, task(), quiet())).rejects.toMatchObject({ code: 'internal' });
});

test('of no results nothing is known', () => {
  for (const arm of arms) {
    expect(successOf([], arm)).toEqual({
      successes: 0,
      n: 0,
      rate: NaN,
      interval: { low: 0, high: 1 },
    });
  }
});
