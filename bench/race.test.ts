import { expect, test } from 'vitest';
import type { Contender } from './contender.ts';
import type { Job } from './job.ts';
import { race, takesPart } from './race.ts';

const limits = { job: 'generate', faces: 1, maxRuns: 12, minRuns: 3, budgetMs: 120 } as const;

/** A contender that takes a given time, as the job below reads it. */
function contender(engine: string, milliseconds: number, error = 0): Contender {
  return {
    engine,
    backend: 'wasm',
    open: async () => undefined,
    generate: async () => ({ pixels: new Uint8ClampedArray(error), milliseconds }),
    discriminate: async () => ({ logits: [], milliseconds }),
    close: () => undefined,
  };
}

function jobThatLogs(log: string[]): Job {
  return {
    name: 'generate',
    tolerance: 2,
    async check(one) {
      const { pixels, milliseconds } = await one.generate(new Float32Array(0), 1);
      return { milliseconds, error: pixels.length };
    },
    async run(one, faces, call) {
      log.push(`${one.engine} ${call}`);
      return (await one.generate(new Float32Array(0), faces)).milliseconds;
    },
  };
}

test('whoever is wrong is not timed; the slow take part in fewer rounds, spread over all', async () => {
  const log: string[] = [];
  const fast = contender('fast', 10);
  const slow = contender('slow', 40);
  const results = await race([fast, slow, contender('wrong', 1, 3)], jobThatLogs(log), limits);
  const named = Object.fromEntries(results.map((result) => [result.engine, result]));
  expect(named['wrong']).toMatchObject({ times: null, failure: expect.stringContaining('3') });
  expect(named['fast']?.times).toMatchObject({ median: 10, n: 12 });
  expect(named['slow']?.times).toMatchObject({ median: 40, n: 3 });
  expect(named['slow']).toMatchObject({ job: 'generate', faces: 1, error: 0, failure: null });
  // Warm-ups first, by another number than the rounds; every round has latents of its own.
  const timed = log.filter((entry) => Number(entry.split(' ')[1]) >= 1000);
  expect(timed.filter((entry) => entry.startsWith('slow'))).toEqual([
    'slow 1003',
    'slow 1007',
    'slow 1011',
  ]);
  // Another one begins when both take part.
  expect(timed.indexOf('slow 1003')).toBeLessThan(timed.indexOf('fast 1003'));
});

test('a contender takes part exactly as often as it should', () => {
  for (const [runs, rounds] of [
    [1, 1],
    [1, 60],
    [7, 60],
    [60, 60],
  ] as const) {
    const parts = Array.from({ length: rounds }, (_, round) => takesPart(round, runs, rounds));
    expect(parts.filter(Boolean)).toHaveLength(runs);
  }
});
