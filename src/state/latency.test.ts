import { expect, test } from 'vitest';
import { createLatencyLog } from './latency.ts';

test('median, p95 and maximum by nearest rank, and the parts of the way', () => {
  const log = createLatencyLog();
  expect(log.statistics()).toMatchObject({ count: 0, medianMs: null, p95Ms: null, maxMs: null });
  log.recordRemembered();
  for (let ms = 100; ms >= 1; ms -= 1) {
    log.record({ inputMs: 0, askedMs: 0.25, receivedMs: ms - 0.5, drawnMs: ms });
  }
  expect(log.statistics()).toEqual({
    count: 100,
    medianMs: 50,
    p95Ms: 95,
    maxMs: 100,
    remembered: 1,
    parts: { inputToAskedMs: 0.25, askedToReceivedMs: 49.25, receivedToDrawnMs: 0.5 },
  });
});

test('only the most recent ones count', () => {
  const log = createLatencyLog(3);
  for (const ms of [1000, 1, 2, 3])
    log.record({ inputMs: 0, askedMs: 0, receivedMs: 0, drawnMs: ms });
  expect(log.statistics()).toMatchObject({ count: 3, medianMs: 2, maxMs: 3 });
  log.clear();
  expect(log.statistics().count).toBe(0);
});
