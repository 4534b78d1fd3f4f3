/** The fitter with its service behind a real message channel, in one thread. */
import { afterEach, expect, test } from 'vitest';
import { decide, fitLogistic } from '../maths/logistic.ts';
import type { LogisticProblem } from '../maths/logisticProblem.ts';
import { createRandomStream, drawNormal } from '../maths/random.ts';
import type { WorkerLike } from '../workers/connection.ts';
import { connectWorker } from '../workers/connection.ts';
import { openChannel } from '../workers/testing/channel.ts';
import type { FitEvent, FitProgress, FitService } from './fitService.ts';
import { createFitService } from './fitService.ts';
import type { Fitter } from './fitter.ts';
import { createFitter } from './fitter.ts';

const open: Fitter[] = [];
afterEach(() => {
  for (const fitter of open.splice(0)) fitter.dispose();
});

/** A fitter, and the ends of the workers it has started. */
function makeFitter(create: typeof createFitService = createFitService) {
  const workers: WorkerLike[] = [];
  const fitter = createFitter({
    connect(handlers) {
      const worker = openChannel((onEvent) => create(onEvent));
      workers.push(worker);
      return connectWorker<FitService, FitEvent>(worker, 'The fitting worker', handlers);
    },
  });
  open.push(fitter);
  return { fitter, workers };
}

function draw(n: number, d: number, apart = 1): LogisticProblem {
  const stream = createRandomStream(n, d);
  const y = Array.from({ length: n }, (_, i) => i % 2);
  const x = Float32Array.from(
    { length: n * d },
    (_, i) => drawNormal(stream) + (i % d === 0 ? apart * (Math.floor(i / d) % 2) : 0),
  );
  return { x, n, d, y, lambda: 1e-3 };
}

test('it finds what the function finds, and copies x unless told to move it', async () => {
  const { fitter, workers } = makeFitter();
  const problem = draw(80, 5);
  const expected = fitLogistic(problem, { tolerance: 1e-10 });
  expect(await fitter.fit({ ...problem, tolerance: 1e-10 })).toEqual(expected);
  expect(problem.x.length).toBe(400);
  expect(await fitter.fit({ ...problem, tolerance: 1e-10, moveX: true })).toEqual(expected);
  expect(problem.x.length).toBe(0);
  expect(workers).toHaveLength(1);
});

test('held-out rows: in parts and one at a time', async () => {
  const { fitter } = makeFitter();
  const problem = draw(40, 3, 6);
  const inParts = await fitter.crossValidate({ ...problem, folds: 5, seed: 1 });
  expect(inParts.accuracy).toBeGreaterThan(0.9);
  expect(inParts.predictions).toHaveLength(40);
  expect(new Set(inParts.parts).size).toBe(5);
  const alone = await fitter.leaveOneOut(problem);
  expect(alone.accuracy).toBeGreaterThan(0.9);
  expect(new Set(alone.parts).size).toBe(40);
  const groups = Array.from({ length: 40 }, (_, i) => i >> 2);
  const grouped = await fitter.crossValidate({ ...problem, folds: 5, seed: 1, groups });
  expect(grouped.parts.slice(0, 4)).toEqual(new Int32Array(4).fill(grouped.parts[0] ?? -1));
});

test('progress is told, and goes on to the end', async () => {
  const { fitter } = makeFitter((onEvent) => {
    // Every look at this clock takes a slice: progress after every piece.
    let time = 0;
    return createFitService(onEvent, () => (time += 1000));
  });
  const seen: FitProgress[] = [];
  const fit = await fitter.fit({ ...draw(60, 4), onProgress: (progress) => seen.push(progress) });
  expect(seen.length).toBeGreaterThan(fit.iterations);
  expect(seen.at(-1)).toMatchObject({ iterations: fit.iterations, done: 0, fits: 1 });
  const parts: FitProgress[] = [];
  const onProgress = (progress: FitProgress): unknown => parts.push(progress);
  await fitter.crossValidate({ ...draw(60, 4), folds: 3, seed: 1, onProgress });
  expect([...new Set(parts.map(({ done }) => done))]).toEqual([0, 1, 2]);
});

test('two jobs at once take turns, each with its own numbers', async () => {
  const { fitter } = makeFitter();
  const [a, b] = [draw(900, 40), draw(50, 3)];
  const [first, second] = await Promise.all([fitter.fit(a), fitter.fit(b)]);
  const right = decide(second, b.x, 50).filter((score, i) => score > 0 === (b.y[i] === 1)).length;
  expect(first.w).toHaveLength(40);
  expect(right).toBeGreaterThan(25);
});

test('stopping rejects at once, ends the work, and leaves the fitter in order', async () => {
  let pieces = 0;
  const { fitter, workers } = makeFitter((onEvent) => {
    let time = 0;
    const clock = (): number => {
      pieces += 1;
      return (time += 1000);
    };
    return createFitService(onEvent, clock);
  });
  const controller = new AbortController();
  let told = 0;
  const job = fitter.fit({
    ...draw(200, 30),
    signal: controller.signal,
    onProgress() {
      told += 1;
      if (told === 3) controller.abort();
    },
  });
  await expect(job).rejects.toMatchObject({ code: 'aborted' });
  expect(told).toBe(3);
  // The stop is answered after the messages before it; from then on no piece is worked on.
  const after = await fitter.fit(draw(20, 2)).then(() => pieces);
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
  expect(pieces).toBe(after);
  await expect(fitter.fit({ ...draw(20, 2), signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'aborted',
  });
  expect(workers).toHaveLength(1);
});

test('a problem that cannot be fitted says why', async () => {
  const { fitter } = makeFitter();
  await expect(fitter.fit({ ...draw(20, 2), y: new Uint8Array(20) })).rejects.toMatchObject({
    code: 'bad-argument',
    details: { where: 'y', found: 'no row labelled 1' },
  });
  await expect(fitter.crossValidate({ ...draw(20, 2), folds: 1, seed: 0 })).rejects.toMatchObject({
    code: 'bad-argument',
    details: { where: 'folds' },
  });
});

test('a worker that crashes rejects its jobs; the next job starts another', async () => {
  const { fitter, workers } = makeFitter();
  const job = fitter.fit(draw(400, 60));
  const event = { message: 'out of memory', preventDefault: () => undefined };
  workers[0]?.onerror?.(event as ErrorEvent);
  await expect(job).rejects.toMatchObject({
    code: 'worker-crashed',
    details: { found: 'out of memory' },
  });
  expect((await fitter.fit(draw(20, 2))).converged).toBe(true);
  expect(workers).toHaveLength(2);
});

test('disposing ends jobs in progress and refuses later ones', async () => {
  const { fitter } = makeFitter();
  const job = fitter.fit(draw(400, 60));
  fitter.dispose();
  await expect(job).rejects.toMatchObject({ code: 'aborted' });
  await expect(fitter.fit(draw(20, 2))).rejects.toMatchObject({ code: 'aborted' });
});
