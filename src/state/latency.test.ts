import { expect, test } from 'vitest';
import type { LatencySample } from './latency.ts';
import { createLatencyLog, latencyParts } from './latency.ts';

/** A way of `totalMs`, most of which is computing. */
function sampleOf(totalMs: number): LatencySample {
  return {
    inputMs: 0,
    wishedMs: 0.25,
    askedMs: 0.5,
    heardMs: 0.625,
    startedMs: 0.625,
    computedMs: totalMs - 0.375,
    packedMs: totalMs - 0.25,
    receivedMs: totalMs - 0.125,
    drawnMs: totalMs,
  };
}

test('mean, median, p95 and maximum by nearest rank, and the parts of the way', () => {
  const log = createLatencyLog();
  expect(log.statistics()).toMatchObject({ count: 0, medianMs: null, p95Ms: null, maxMs: null });
  log.recordRemembered();
  for (let ms = 100; ms >= 1; ms -= 1) log.record(sampleOf(ms));
  const found = log.statistics();
  expect(found).toMatchObject({ count: 100, meanMs: 50.5, medianMs: 50, p95Ms: 95, maxMs: 100 });
  expect(found.remembered).toBe(1);
  expect(Object.keys(found.parts)).toEqual(Object.keys(latencyParts));
  expect(found.parts).toMatchObject({
    inputToWishedMs: { meanMs: 0.25, maxMs: 0.25 },
    heardToStartedMs: { meanMs: 0, p95Ms: 0 },
    startedToComputedMs: { meanMs: 49.5, medianMs: 49, p95Ms: 94, maxMs: 99 },
    receivedToDrawnMs: { meanMs: 0.125 },
  });
  const sum = Object.values(found.parts).reduce((total, { meanMs }) => total + (meanMs ?? NaN), 0);
  expect(sum).toBeCloseTo(50.5, 9);
});

test('the parts lead from the first moment to the last, each from where the former ended', () => {
  const ways = Object.values(latencyParts);
  expect(ways.map(([from]) => from)).toEqual(['inputMs', ...ways.slice(0, -1).map(([, to]) => to)]);
  expect([...new Set(ways.flat())]).toEqual(Object.keys(sampleOf(1)));
});

test('only the most recent ones count', () => {
  const log = createLatencyLog(3);
  for (const ms of [1000, 1, 2, 3]) log.record(sampleOf(ms));
  expect(log.statistics()).toMatchObject({ count: 3, medianMs: 2, maxMs: 3 });
  log.clear();
  expect(log.statistics().count).toBe(0);
});
