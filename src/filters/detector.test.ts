import { expect, test } from 'vitest';
import { areaUnderCurve } from '../maths/classification.ts';
import { fitLogistic } from '../maths/logistic.ts';
import { createRandomStream, drawNormal } from '../maths/random.ts';
import { createDetector, poseDetector, respond } from './detector.ts';

/** Rows of four maps: two that tell, one of them a hundred times as loud, one that does not, one dead. */
function drawRows(n: number) {
  const stream = createRandomStream(63);
  const labels = Uint8Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 1 : 0));
  const rows = Float32Array.from({ length: n * 4 }, (_, i) => {
    const label = labels[Math.floor(i / 4)] as number;
    const noise = drawNormal(stream);
    return [noise + label, 100 * (noise + label) + 7, noise, 0.25][i % 4] as number;
  });
  return { rows, labels };
}

test('a detector on raw maps says what the fit on standardised ones says', () => {
  const { rows, labels } = drawRows(300);
  const { problem, standardisation } = poseDetector(rows, labels, 4);
  const fit = fitLogistic(problem);
  const detector = createDetector(fit, standardisation);
  const maps = { count: 3, height: 10, width: 10, channels: 4, data: rows };
  const responses = respond(detector, maps);
  expect(responses).toHaveLength(300);
  for (const [i, response] of responses.entries()) {
    const x = [...problem.x.subarray(i * 4, i * 4 + 4)];
    const odds = x.reduce((sum, value, j) => sum + value * (fit.w[j] ?? NaN), fit.b);
    expect(response).toBeCloseTo(1 / (1 + Math.exp(-odds)), 9);
  }
  expect(areaUnderCurve(labels, responses)).toBeGreaterThan(0.8);
});

test('loud and quiet maps that tell alike weigh alike; a dead one weighs nothing', () => {
  const { rows, labels } = drawRows(3000);
  const { problem, standardisation } = poseDetector(rows, labels, 4);
  const detector = createDetector(fitLogistic(problem), standardisation);
  const [quiet = NaN, loud = NaN, mute = NaN, dead = NaN] = detector.standardised;
  expect(quiet / loud).toBeCloseTo(1, 0);
  expect(detector.weights[0]).toBeGreaterThan(50 * (detector.weights[1] ?? NaN));
  expect(Math.abs(mute)).toBeLessThan(0.1 * loud);
  expect([dead, detector.weights[3]]).toEqual([0, 0]);
  expect(detector.means[1]).toBeCloseTo(100 / 3 + 7, -1);
});

test('factors act on the maps before the detector reads them', () => {
  const { rows, labels } = drawRows(60);
  const { problem, standardisation } = poseDetector(rows, labels, 4);
  const detector = createDetector(fitLogistic(problem), standardisation);
  const masked = rows.map((value, i) => value * ([0, 2, 1, 1][i % 4] as number));
  const shape = { count: 60, height: 1, width: 1, channels: 4 };
  const found = respond(detector, { ...shape, data: rows }, Float64Array.of(0, 2, 1, 1));
  const expected = respond(detector, { ...shape, data: masked });
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 6);
});
