/** Whole runs over a real message channel in one thread, on plain loops and small networks. */
import { afterEach, expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import type { WorkerLike } from '../workers/connection.ts';
import { toLatent } from '../model/arrays.ts';
import type { ImageSet } from '../model/imageSet.ts';
import type { RunConfig } from './config.ts';
import { recipe } from './config.ts';
import type { Device, Place } from './device.ts';
import { createReferenceDevice } from './reference/referenceDevice.ts';
import { readTrainingModule } from './testing/compiled.ts';
import { goldenPictures } from './testing/golden.ts';
import type { TrainerHereParts } from './testing/trainerHere.ts';
import { createTrainerHere } from './testing/trainerHere.ts';
import { isFiniteSnapshot } from './snapshots.ts';
import type { Snapshot, Trainer, TrainingEvent } from './types.ts';
import { createWasmDevice } from './wasm/wasmDevice.ts';

const small: RunConfig = { ...recipe, imageSize: 16, width: 4, latentDim: 6, batchSize: 8 };
const images: ImageSet = goldenPictures(small, 64);

const open: Trainer[] = [];
afterEach(() => {
  for (const trainer of open.splice(0)) trainer.dispose();
});

interface Made {
  readonly trainer: Trainer;
  readonly workers: WorkerLike[];
  readonly events: TrainingEvent[];
}

function makeTrainer(parts: TrainerHereParts = {}): Made {
  const workers: WorkerLike[] = [];
  const trainer = createTrainerHere((worker) => workers.push(worker), parts);
  open.push(trainer);
  const events: TrainingEvent[] = [];
  trainer.onEvent((event) => events.push(event));
  return { trainer, workers, events };
}

/** Resolves when the trainer is in that phase. */
async function reach(trainer: Trainer, phase: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (trainer.getStatus().phase !== phase) return;
      leave();
      resolve();
    };
    const leave = trainer.subscribe(look);
    look();
  });
}

async function runTo(trainer: Trainer, step: number): Promise<Snapshot> {
  await trainer.setOptions({ pauseAfterStep: step });
  await trainer.resume();
  await reach(trainer, 'paused');
  return trainer.snapshot();
}

const numbersOf = ({ seconds: _seconds, lastMeasures: _measures, ...rest }: Snapshot) => rest;

test('a start shows a sheet, measures and a snapshot; a run tells steps, sheets and scores', async () => {
  let time = 0;
  const { trainer, events } = makeTrainer({ now: () => (time += 400) });
  await trainer.start(small, images, { stepsPerSheet: 3, secondsPerSheet: 0 });
  expect(trainer.getStatus()).toMatchObject({ phase: 'paused', step: 0 });
  expect(events.map(({ kind }) => kind)).toEqual(['sheet', 'measures', 'snapshot']);
  const last = await runTo(trainer, 7);
  expect(last.step).toBe(7);
  const steps = events.flatMap((event) => (event.kind === 'steps' ? event.metrics : []));
  expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  for (const { lossD, lossG, scoreReal, scoreFake, gradientD } of steps) {
    expect(lossD).toBeGreaterThan(0);
    expect(lossG).toBeGreaterThan(0);
    expect(gradientD).toBeGreaterThan(0);
    expect(scoreReal + scoreFake).toBeLessThan(2);
  }
  const sheets = events.flatMap((event) => (event.kind === 'sheet' ? [event.sheet] : []));
  expect(sheets.map(({ step }) => step)).toEqual([0, 3, 6, 7]);
  expect(sheets[0]?.moved).toEqual([]);
  expect(sheets[1]?.moved).toHaveLength(64);
  expect(sheets[1]?.moved[sheets[1].movedMost ?? -1]).toBe(Math.max(...(sheets[1]?.moved ?? [])));
  // Whoever waits reads the measures of the step it waits at, and so does whoever opens what is kept.
  const measures = events.flatMap((event) => (event.kind === 'measures' ? [event.measures] : []));
  expect(measures.at(-1)?.step).toBe(7);
  expect(last.lastMeasures?.step).toBe(7);
  const scores = events.flatMap((event) => (event.kind === 'scores' ? [event.histogram] : []));
  expect(scores[0]?.real.reduce((a, b) => a + b)).toBe(3 * small.batchSize);
});

test('the same seed gives the same run; stopping, continuing and rewinding change nothing', async () => {
  const [first, second] = [makeTrainer(), makeTrainer()];
  await first.trainer.start(small, images);
  const middle = await runTo(first.trainer, 4);
  const end = await runTo(first.trainer, 9);
  // Rewound.
  await first.trainer.restore(middle);
  expect(first.trainer.getStatus().step).toBe(4);
  expect(numbersOf(await runTo(first.trainer, 9))).toEqual(numbersOf(end));
  // Another run, in half-steps and in one go.
  await second.trainer.start(small, images);
  for (let half = 0; half < 4; half += 1) await second.trainer.halfStep();
  await second.trainer.stepOnce();
  expect((await second.trainer.stepOnce()).step).toBe(3);
  expect(numbersOf(await runTo(second.trainer, 9))).toEqual(numbersOf(end));
  // Continued elsewhere.
  const third = makeTrainer();
  await third.trainer.start(small, images, {}, middle);
  expect(third.trainer.getStatus().step).toBe(4);
  expect(numbersOf(await runTo(third.trainer, 9))).toEqual(numbersOf(end));
  // Another seed is another run.
  const other = makeTrainer();
  await other.trainer.start({ ...small, seed: 1 }, images);
  const weights = (await runTo(other.trainer, 9)).generator.weights;
  expect(weights).not.toEqual(end.generator.weights);
});

test('half-steps: D on real, D on generated, G, each with its own numbers', async () => {
  const { trainer } = makeTrainer();
  await trainer.start({ ...small, stepsD: 2 }, images);
  const halves = [];
  for (let i = 0; i < 5; i += 1) halves.push(await trainer.halfStep());
  expect(halves.map(({ name }) => name)).toEqual([
    'discriminatorReal',
    'discriminatorFake',
    'discriminatorReal',
    'discriminatorFake',
    'generator',
  ]);
  expect(halves.map(({ changed }) => changed)).toEqual([
    null,
    'discriminator',
    null,
    'discriminator',
    'generator',
  ]);
  expect(halves.map(({ metrics }) => metrics?.step ?? null)).toEqual([null, null, null, null, 1]);
  const last = halves.at(-1);
  expect(last?.loss).toBe(last?.metrics?.lossG);
  expect((halves[2]?.loss ?? 0) + (halves[3]?.loss ?? 0)).toBeCloseTo(last?.metrics?.lossD ?? 0, 6);
  for (const { logits, pictures, gradient } of halves) {
    expect(logits).toHaveLength(small.batchSize);
    expect(pictures).toHaveLength(small.batchSize);
    expect(pictures[0]?.data).toHaveLength(16 * 16 * 4);
    expect(gradient).toBeGreaterThan(0);
  }
});

test('a picture depends on its z alone, and a snapshot keeps drawing what it drew', async () => {
  const { trainer } = makeTrainer();
  await trainer.start(small, images);
  const early = await trainer.snapshot();
  const latents = [0.5, -0.2, 0.9].map((value) =>
    toLatent(
      Array.from({ length: 6 }, (_, i) => value / (i + 1)),
      6,
    ),
  );
  const before = await trainer.draw(latents, early);
  const [alone] = await trainer.draw(latents.slice(1, 2), early);
  expect(alone).toEqual(before[1]);
  await runTo(trainer, 6);
  expect(await trainer.draw(latents, early)).toEqual(before);
  expect(await trainer.draw(latents)).not.toEqual(before);
  expect(await trainer.draw([])).toEqual([]);
  await expect(trainer.draw([toLatent([1], 1)])).rejects.toMatchObject({
    code: 'bad-argument',
    details: { where: 'z', expected: '6 numbers', found: 1 },
  });
});

test('what is not finite stops the run: step, likely cause, and the last good snapshot', async () => {
  const { trainer } = makeTrainer();
  await trainer.start({ ...small, batchNorm: 'none', rateD: 0.1, loss: 'leastSquares' }, images);
  const good = await runTo(trainer, 2);
  const spoiled = { ...good, discriminator: { ...good.discriminator } };
  // Weights so large that the next loss is no number.
  spoiled.discriminator.weights = good.discriminator.weights.map((w) => w * 3e38);
  await trainer.restore({
    ...spoiled,
    discriminator: { ...spoiled.discriminator, weights: spoiled.discriminator.weights.map(clamp) },
  });
  await trainer.setOptions({ pauseAfterStep: null });
  await trainer.resume();
  await reach(trainer, 'failed');
  const { failure } = trainer.getStatus();
  expect(failure).toMatchObject({ reason: 'not-finite', step: 2, likelyCause: 'rate-too-high' });
  expect(failure?.lastGood?.step).toBe(2);
  expect(failure?.lastGood).toSatisfy(isFiniteSnapshot);
  expect(failure?.lastGood?.generator.weights).toEqual(good.generator.weights);
  expect(failure?.error.details['where']).toMatch(/loss|gradient/);
  await expect(trainer.stepOnce()).rejects.toMatchObject({ code: 'bad-argument' });
  // It can be gone on from.
  await trainer.start({ ...small, batchNorm: 'none' }, images, {}, good);
  expect((await trainer.stepOnce()).step).toBe(3);
});

const clamp = (value: number): number => Math.min(Math.max(value, -3e38), 3e38);

test('an update beyond what 32 bits can hold ends the run; it is never kept as good', async () => {
  for (const call of ['snapshot', 'stop'] as const) {
    const { trainer, events, workers } = makeTrainer();
    await trainer.start(small, images);
    const good = await runTo(trainer, 2);
    // A finite state whose next losses are finite too, and the weights after them are not.
    const { generator } = good;
    const moment1 = generator.moment1.map(() => 3e38);
    const moment2 = generator.moment2.map(() => 0);
    await trainer.restore({ ...good, generator: { ...generator, moment1, moment2 } });
    const { lossD, lossG, step } = await trainer.stepOnce();
    expect([lossD, lossG].every(Number.isFinite)).toBe(true);
    expect(step).toBe(3);
    await expect(trainer[call]()).rejects.toMatchObject({ details: { where: 'state', step: 3 } });
    const { phase, failure } = trainer.getStatus();
    expect(phase).toBe('failed');
    expect(failure).toMatchObject({ reason: 'not-finite', step: 3, lastGood: { step: 2 } });
    expect(failure?.lastGood?.generator.weights).toEqual(generator.weights);
    const kept = events.flatMap((event) => (event.kind === 'snapshot' ? [event.snapshot] : []));
    expect(kept.every(isFiniteSnapshot)).toBe(true);
    await trainer.start(small, images, {}, good);
    expect(workers).toHaveLength(call === 'stop' ? 2 : 1);
  }
});

/** Plain loops that can be lost when this says so, at a read. */
function losable() {
  const seen = { isLost: (_place: Place): boolean => false, disposed: 0 };
  const make = async (): Promise<Device> => {
    const device = createReferenceDevice();
    return {
      ...device,
      read: async (place) => {
        if (seen.isLost(place)) throw new PlaygroundError('device-lost', 'It is gone.');
        return device.read(place);
      },
      dispose: () => {
        seen.disposed += 1;
        device.dispose();
      },
    };
  };
  return { seen, make };
}

/** True of the pictures of sheets and measures: a step reads less at once. */
const isSheet = ({ length }: Place): boolean => length === 64 * 16 * 16 * 3;

test.each<
  [string, (place: Place) => boolean, (trainer: Trainer, start: Snapshot) => Promise<unknown>]
>([
  ['a single step', isSheet, async (trainer) => trainer.stepOnce()],
  ['a half-step', () => true, async (trainer) => trainer.halfStep()],
  ['a snapshot', () => true, async (trainer) => trainer.snapshot()],
  ['a restore', () => true, async (trainer, start) => trainer.restore(start)],
  ['a drawing', () => true, async (trainer) => trainer.draw([toLatent([1, 0, 0, 0, 0, 0], 6)])],
  ['the end', () => true, async (trainer) => trainer.stop()],
  [
    'a pause',
    isSheet,
    async (trainer) => {
      await trainer.resume();
      return trainer.pause();
    },
  ],
  [
    'the pause after a step',
    isSheet,
    async (trainer) => {
      await trainer.setOptions({ pauseAfterStep: 1 });
      await trainer.resume();
      await reach(trainer, 'failed');
      await trainer.stepOnce();
    },
  ],
])('a device that is lost in %s: the run has failed, and its memory is gone', async (...row) => {
  const [what, isLost, call] = row;
  const { seen, make } = losable();
  const { trainer, events } = makeTrainer({ make });
  await trainer.start(small, images, { stepsPerSheet: 1e9, secondsPerMeasures: 1e9 });
  const start = events.find((event) => event.kind === 'snapshot')?.snapshot;
  if (start === undefined) throw new Error('There is no first snapshot.');
  seen.isLost = isLost;
  const code = what === 'the pause after a step' ? 'bad-argument' : 'device-lost';
  await expect(call(trainer, start)).rejects.toMatchObject({ code });
  expect(trainer.getStatus()).toMatchObject({
    phase: 'failed',
    failure: { reason: 'device-lost', lastGood: { step: 0 } },
  });
  expect(seen.disposed).toBe(1);
});

test('a worker is gone after a stop that failed', async () => {
  const { seen, make } = losable();
  const { trainer, workers } = makeTrainer({ make });
  await trainer.start(small, images);
  seen.isLost = () => true;
  await expect(trainer.stop()).rejects.toMatchObject({ code: 'device-lost' });
  seen.isLost = () => false;
  await trainer.start(small, images);
  expect(workers).toHaveLength(2);
});

test('a start whose state cannot be written leaves no device; what was told before is gone', async () => {
  const first = makeTrainer();
  await first.trainer.start(small, images);
  const from = await runTo(first.trainer, 2);
  let disposed = 0;
  const make = async (): Promise<Device> => {
    const device = createReferenceDevice();
    return {
      ...device,
      write: (place, values) => {
        if (values.length === from.average.length && values.every((v, i) => v === from.average[i]))
          throw new PlaygroundError('device-lost', 'It is gone.');
        device.write(place, values);
      },
      dispose: () => {
        disposed += 1;
        device.dispose();
      },
    };
  };
  const { trainer } = makeTrainer({ make });
  await expect(trainer.start(small, images, {}, from)).rejects.toMatchObject({
    code: 'device-lost',
  });
  expect(disposed).toBe(1);
  const { phase, failure } = trainer.getStatus();
  expect(phase).toBe('failed');
  expect(failure).toMatchObject({ reason: 'device-lost', lastGood: { step: 2 } });
  await trainer.start(small, images);
  expect(trainer.getStatus().reports).toHaveLength(1);
  // There is no such backend here.
  await expect(trainer.start(small, images, { backend: 'webgpu' })).rejects.toMatchObject({
    code: 'backend-unavailable',
  });
  expect(trainer.getStatus()).toMatchObject({ phase: 'failed', backend: null, reports: [] });
});

test('a pause asked for before the run goes on pauses it', async () => {
  let letGo = (): void => undefined;
  const arrived = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const { trainer } = makeTrainer({
    make: async () => {
      await arrived;
      return createReferenceDevice();
    },
  });
  const calls = [trainer.start(small, images), trainer.resume(), trainer.pause()];
  // Answered out of turn, and after the others have arrived.
  await trainer.setOptions({});
  letGo();
  await Promise.all(calls);
  expect(trainer.getStatus().phase).toBe('paused');
});

test('a snapshot between half-steps finishes the step and tells it; a restore tells no scores', async () => {
  const { trainer, events } = makeTrainer();
  await trainer.start(small, images);
  const start = await trainer.snapshot();
  await trainer.halfStep();
  expect((await trainer.snapshot()).step).toBe(1);
  expect(trainer.getStatus().step).toBe(1);
  const steps = events.flatMap((event) => (event.kind === 'steps' ? event.metrics : []));
  expect(steps.map(({ step }) => step)).toEqual([1]);
  const middle = await runTo(trainer, 4);
  events.length = 0;
  await trainer.restore(middle);
  expect(events.map(({ kind }) => kind)).toEqual(['sheet']);
  await trainer.restore(start);
  expect(events.map(({ kind }) => kind)).toEqual(['sheet', 'sheet']);
});

test('a crash goes on from what the run was moved to, whatever start was refused since', async () => {
  const { trainer, workers } = makeTrainer();
  await trainer.start(small, images);
  const early = await trainer.snapshot();
  const late = await runTo(trainer, 3);
  await trainer.restore(early);
  await expect(trainer.start({ ...small, width: 8 }, images, {}, late)).rejects.toMatchObject({
    code: 'bad-argument',
  });
  workers[0]?.onerror?.({ message: 'gone', preventDefault: () => undefined } as ErrorEvent);
  expect(trainer.getStatus().failure).toMatchObject({ reason: 'crashed', lastGood: { step: 0 } });
});

test('a worker that dies: what is in flight rejects, the last snapshot remains, the next start works', async () => {
  const { trainer, workers } = makeTrainer();
  await trainer.start(small, images);
  const call = trainer.stepOnce();
  workers[0]?.onerror?.({ message: 'gone', preventDefault: () => undefined } as ErrorEvent);
  await expect(call).rejects.toMatchObject({ code: 'worker-crashed' });
  const { phase, failure } = trainer.getStatus();
  expect(phase).toBe('failed');
  expect(failure).toMatchObject({ reason: 'crashed', step: 0 });
  const lastGood = failure?.lastGood;
  expect(lastGood?.step).toBe(0);
  await trainer.start(small, images, {}, lastGood ?? undefined);
  expect(workers).toHaveLength(2);
  expect((await trainer.stepOnce()).step).toBe(1);
});

test('no memory: a smaller width is suggested', async () => {
  const { trainer } = makeTrainer({
    make: async () => ({
      ...createReferenceDevice(),
      allocate: () => {
        throw new RangeError('Array buffer allocation failed');
      },
    }),
  });
  await expect(trainer.start({ ...small, width: 64 }, images)).rejects.toMatchObject({
    message: 'Array buffer allocation failed',
  });
  expect(trainer.getStatus()).toMatchObject({
    phase: 'failed',
    failure: { reason: 'out-of-memory', suggestedWidth: 44 },
  });
});

test('pausing waits for the step in progress; stopping gives the end; hidden and paused is still', async () => {
  const { trainer } = makeTrainer();
  await trainer.start(small, images, { whenHidden: 'pause' });
  trainer.setHidden(true);
  await trainer.resume();
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  await trainer.pause();
  const hidden = await trainer.snapshot();
  expect(hidden.step).toBe(0);
  trainer.setHidden(false);
  await trainer.resume();
  await expect(trainer.stepOnce()).rejects.toMatchObject({ code: 'bad-argument' });
  await trainer.pause();
  expect(trainer.getStatus().phase).toBe('paused');
  const { step } = trainer.getStatus();
  expect((await trainer.stop()).step).toBe(step);
  expect(trainer.getStatus().phase).toBe('stopped');
});

test('a snapshot of other networks is refused', async () => {
  const { trainer } = makeTrainer();
  await trainer.start(small, images);
  const snapshot = await trainer.snapshot();
  await expect(trainer.start({ ...small, width: 8 }, images, {}, snapshot)).rejects.toMatchObject({
    code: 'bad-argument',
    details: { where: 'snapshot.config.width', expected: '8', found: '4' },
  });
  const bad = { ...snapshot, average: snapshot.average.map((w, i) => (i === 3 ? Number.NaN : w)) };
  await expect(trainer.draw([], bad)).rejects.toMatchObject({
    details: { where: 'snapshot.average[3]', expected: 'a finite number', found: 'NaN' },
  });
});

test('memory is flat: two hundred steps hold what ten did', async () => {
  const device = await createWasmDevice(await readTrainingModule('simd'));
  const { trainer } = makeTrainer({ make: async () => device });
  await trainer.start(small, images, { secondsPerSheet: 0, stepsPerSheet: 1 });
  await runTo(trainer, 10);
  const { bytes } = device;
  await runTo(trainer, 200);
  expect(device.bytes).toBe(bytes);
  expect(bytes).toBeGreaterThan(0);
});
