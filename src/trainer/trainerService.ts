/**
 * A training run: the end that computes. It runs in a worker behind `trainerWorker.ts`, and in Node
 * as it is. Steps and calls take turns in one queue, so that a call never meets half a step.
 */
import type { PlaygroundError } from '../errors.ts';
import { badArgument, fromPlainError } from '../errors.ts';
import { mean } from '../maths/statistics.ts';
import type { Latent, PixelImage } from '../model/arrays.ts';
import type { ImageSet } from '../model/imageSet.ts';
import { checkImageSet } from '../model/imageSet.ts';
import type { ChosenRun, DeviceMakers } from './backends.ts';
import { chooseBackend } from './backends.ts';
import { drawInputs, joinInputs } from './batches.ts';
import type { RunConfig } from './config.ts';
import { checkFit, checkRunConfig } from './config.ts';
import { failureOf, findNotFinite, stateNotFinite } from './failures.ts';
import type { StepResult } from './gan.ts';
import type { ScoreCounter } from './histogram.ts';
import { createScoreCounter } from './histogram.ts';
import { streamOf } from './initialise.ts';
import type { Measurer } from './measures.ts';
import { createMeasurer } from './measures.ts';
import { makeSheet, sheetSide, toImage } from './sheet.ts';
import { checkSnapshot, isFiniteSnapshot } from './snapshots.ts';
import type {
  Measures,
  RunOptions,
  Snapshot,
  StepMetrics,
  Trainer,
  TrainerStatus,
  TrainingEvent,
  TrainingFailure,
} from './types.ts';
import { defaultRunOptions, idleStatus } from './types.ts';

/** What the service tells without being asked. */
export type TrainerServiceEvent =
  | { readonly kind: 'status'; readonly status: TrainerStatus }
  | TrainingEvent;

/** The calls of the service; what they do is told at `Trainer` in `types.ts`. */
export interface TrainerService extends Pick<
  Trainer,
  'resume' | 'pause' | 'stepOnce' | 'halfStep' | 'snapshot' | 'restore' | 'setOptions' | 'stop'
> {
  start(
    config: RunConfig,
    images: ImageSet,
    options: Partial<RunOptions>,
    from: Snapshot | null,
  ): Promise<void>;
  draw(
    latents: readonly Latent[],
    snapshot: Snapshot | null,
    classes: readonly number[],
  ): Promise<PixelImage[]>;
  setHidden(isHidden: boolean): Promise<void>;
}

/** What the service is made of, beside how it tells. */
export interface TrainerServiceParts {
  readonly makers: DeviceMakers;
  /** Milliseconds. */
  readonly now: () => number;
  /** Lets messages be heard, and waits so long. */
  readonly rest: (milliseconds: number) => Promise<void>;
}

/** Share of the time that is spent while hidden and `slow`. */
const slowDuty = 0.25;
/** Milliseconds of work between two moments at which messages can arrive, and between two events. */
const sliceMs = 20;
const eventMs = 100;
/** Pictures that come with a half-step. */
const halfPictures = 16;
/** Steps over which images a second are averaged. */
const rateSteps = 10;

interface Run extends ChosenRun {
  readonly config: RunConfig;
  readonly measurer: Measurer;
  readonly scores: ScoreCounter;
  /** Milliseconds of training, pauses left out. */
  trained: number;
  lastSheet: { readonly step: number; readonly trained: number; readonly pictures: Float32Array };
  lastSnapshot: { readonly snapshot: Snapshot; readonly trained: number } | null;
  lastMeasures: { readonly measures: Measures; readonly trained: number } | null;
  readonly recent: number[];
  pending: StepMetrics[];
  toldAt: number;
  /** Milliseconds that the halves of an unfinished step took. */
  halfMs: number;
}

/** Creates the service; it holds one run at a time. */
export function createTrainerService(
  onEvent: (event: TrainerServiceEvent) => void,
  { makers, now, rest }: TrainerServiceParts,
): TrainerService {
  let options: RunOptions = defaultRunOptions;
  let isHidden = false;
  let run: Run | null = null;
  let status = idleStatus;
  /** The loop that is to go on; another number ends it. */
  let loop = 0;

  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    // The next one does not mind how this one ended.
    queue = turn.catch(() => undefined);
    return turn;
  };

  const tell = (change: Partial<TrainerStatus>): void => {
    status = { ...status, ...change };
    onEvent({ kind: 'status', status });
  };
  const progress = (one: Run): Partial<TrainerStatus> => {
    const { batchSize } = one.config;
    return {
      step: one.gan.step,
      seconds: one.trained / 1000,
      imagesPerSecond: one.recent.length === 0 ? null : (batchSize * 1000) / mean(one.recent),
    };
  };
  const fail = (failure: TrainingFailure): PlaygroundError => {
    loop += 1;
    run?.device.dispose();
    run = null;
    tell({ phase: 'failed', failure });
    return fromPlainError(failure.error);
  };
  /** Work of a run on its device; whatever is thrown ends the run, and is told once. */
  const guarded = async <T>(one: Run, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      // Where the run has ended already, its failure was told by who ended it.
      if (run !== one) throw thrown;
      const lastGood = one.lastSnapshot?.snapshot ?? null;
      throw fail(failureOf(thrown, one.config, one.gan.step, lastGood));
    }
  };
  const current = (): Run => {
    if (run !== null) return run;
    throw badArgument('run', 'a run that was started', status.phase);
  };
  const pausedRun = (): Run => {
    if (status.phase !== 'paused') throw badArgument('run', 'a paused run', status.phase);
    return current();
  };

  const flush = (one: Run): void => {
    if (one.pending.length > 0) onEvent({ kind: 'steps', metrics: one.pending });
    one.pending = [];
    one.toldAt = now();
  };

  const drawSheet = async (one: Run): Promise<void> => {
    const { config, gan } = one;
    const tiles = sheetSide * sheetSide;
    const drawn = drawInputs(config, tiles, streamOf.sheet);
    const latents = Array.from({ length: tiles }, (_, i) => {
      const width = drawn.values.length / tiles;
      return drawn.values.slice(i * width, i * width + config.latentDim);
    });
    // Classes go along the rows, so that a column is one class.
    const classes = latents.map((_, i) => (i % sheetSide) % Math.max(1, config.classes));
    const pictures = await gan.drawByBatch(joinInputs(config, latents, classes), tiles);
    const before = one.lastSheet.pictures;
    const sheet = makeSheet(
      pictures,
      config.imageSize,
      config.channels,
      before.length === 0 ? null : before,
      { step: gan.step, seconds: one.trained / 1000 },
    );
    one.lastSheet = { step: gan.step, trained: one.trained, pictures };
    onEvent({ kind: 'sheet', sheet });
    const histogram = one.scores.take(gan.step);
    if (histogram !== null) onEvent({ kind: 'scores', histogram });
  };
  /** Whoever waits sees the sheet of now. */
  const showNow = async (one: Run): Promise<void> => {
    if (one.gan.isWhole && one.lastSheet.step !== one.gan.step) await drawSheet(one);
  };
  const measure = async (one: Run): Promise<void> => {
    const { measurer, gan, config } = one;
    const inputs = drawInputs(config, measurer.count, streamOf.measures);
    const found = measurer.measure(await gan.drawByBatch(inputs, measurer.count));
    const measures: Measures = {
      ...found,
      step: gan.step,
      floor: measurer.floor,
      distanceAtStart: one.lastMeasures?.measures.distanceAtStart ?? found.distance,
    };
    one.lastMeasures = { measures, trained: one.trained };
    onEvent({ kind: 'measures', measures });
  };
  const takeSnapshot = async (one: Run): Promise<Snapshot> => {
    const state = await one.gan.readState();
    return {
      version: 1,
      config: one.config,
      seconds: one.trained / 1000,
      backend: one.device.backend,
      lastMeasures: one.lastMeasures?.measures ?? null,
      ...state,
    };
  };
  const keepSnapshot = async (one: Run): Promise<Snapshot> => {
    const snapshot = await takeSnapshot(one);
    if (!isFiniteSnapshot(snapshot)) {
      throw fail(stateNotFinite(one.config, one.gan.step, one.lastSnapshot?.snapshot ?? null));
    }
    one.lastSnapshot = { snapshot, trained: one.trained };
    onEvent({ kind: 'snapshot', snapshot });
    return snapshot;
  };

  /** What is due after a step. */
  const watch = async (one: Run): Promise<void> => {
    const { lastSheet, lastMeasures, lastSnapshot, trained } = one;
    const since = (then: { readonly trained: number } | null): number =>
      (trained - (then?.trained ?? -Infinity)) / 1000;
    const isSheetDue =
      one.gan.step - lastSheet.step >= options.stepsPerSheet &&
      since(lastSheet) >= options.secondsPerSheet;
    if (isSheetDue) await drawSheet(one);
    if (since(lastMeasures) >= options.secondsPerMeasures) await measure(one);
    if (since(lastSnapshot) >= options.secondsPerSnapshot) await keepSnapshot(one);
    if (now() - one.toldAt >= eventMs) {
      flush(one);
      tell(progress(one));
    }
  };

  const finishStep = (one: Run, result: StepResult, milliseconds: number): StepMetrics => {
    const failure = findNotFinite(result, one.config, one.lastSnapshot?.snapshot ?? null);
    if (failure !== null) throw fail(failure);
    const { logitsReal, logitsFake, ...numbers } = result;
    one.scores.add(logitsReal, logitsFake);
    one.trained += milliseconds;
    one.recent.push(milliseconds);
    if (one.recent.length > rateSteps) one.recent.shift();
    const metrics = { ...numbers, milliseconds };
    one.pending.push(metrics);
    return metrics;
  };
  /** A step, or what is left of one, and what is due after it. */
  const step = async (one: Run): Promise<StepMetrics> =>
    guarded(one, async () => {
      const start = now();
      const result = await one.gan.runStep();
      const milliseconds = one.halfMs + now() - start;
      one.halfMs = 0;
      const metrics = finishStep(one, result, milliseconds);
      await watch(one);
      return metrics;
    });
  /** Tells what a run that waits has done. */
  const tellNow = async (one: Run): Promise<void> => {
    await showNow(one);
    flush(one);
    tell(progress(one));
  };

  const keepGoing = async (): Promise<void> => {
    loop += 1;
    const own = loop;
    let rested = now();
    const goesOn = (): boolean => own === loop && status.phase === 'running';
    while (goesOn()) {
      if (isHidden && options.whenHidden === 'pause') {
        await rest(eventMs);
        continue;
      }
      const begun = now();
      await inTurn(async () => {
        if (!goesOn()) return;
        const one = current();
        await step(one);
        const { pauseAfterStep } = options;
        if (pauseAfterStep !== null && one.gan.step >= pauseAfterStep) await halt(one);
      });
      const duty = Math.min(options.duty, isHidden && options.whenHidden === 'slow' ? slowDuty : 1);
      const idle = (now() - begun) * (1 / duty - 1);
      if (idle > 0 || now() - rested >= sliceMs) {
        await rest(idle);
        rested = now();
      }
    }
  };
  const halt = async (one: Run): Promise<void> =>
    guarded(one, async () => {
      loop += 1;
      await showNow(one);
      flush(one);
      tell({ ...progress(one), phase: 'paused' });
    });
  const begin = async (
    config: RunConfig,
    images: ImageSet,
    from: Snapshot | null,
  ): Promise<Run> => {
    tell({ ...idleStatus, phase: 'starting', config });
    try {
      // A device is made last: nothing else would dispose of it here.
      const measurer = createMeasurer(images, config.seed);
      const chosen = await chooseBackend(makers, options.backend, config, images, now);
      const measures = from?.lastMeasures ?? null;
      return {
        ...chosen,
        config,
        measurer,
        scores: createScoreCounter(),
        trained: (from?.seconds ?? 0) * 1000,
        lastSheet: { step: -Infinity, trained: -Infinity, pictures: new Float32Array() },
        lastSnapshot: from === null ? null : { snapshot: from, trained: -Infinity },
        lastMeasures: measures === null ? null : { measures, trained: -Infinity },
        recent: [],
        pending: [],
        toldAt: now(),
        halfMs: 0,
      };
    } catch (thrown) {
      throw fail(failureOf(thrown, config, from?.step ?? 0, from));
    }
  };
  const setOptions = (change: Partial<RunOptions>): void => {
    const next = { ...options, ...change };
    if (!(next.duty > 0 && next.duty <= 1)) {
      throw badArgument('duty', 'above 0, up to 1', String(next.duty));
    }
    options = next;
  };

  return {
    start: async (config, images, change, from) =>
      inTurn(async () => {
        checkRunConfig(config);
        checkImageSet(images);
        checkFit(config, images);
        if (from !== null) checkSnapshot(from, config);
        setOptions({ ...defaultRunOptions, ...change });
        loop += 1;
        run?.device.dispose();
        run = null;
        const one = await begin(config, images, from);
        run = one;
        await guarded(one, async () => {
          if (from !== null) one.gan.writeState(from);
          const { report: backend, reports } = one;
          tell({ backend, reports, ...progress(one) });
          await drawSheet(one);
          await measure(one);
          await keepSnapshot(one);
        });
        tell({ phase: 'paused' });
      }),
    resume: async () =>
      inTurn(async () => {
        if (status.phase === 'running') return;
        pausedRun();
        tell({ phase: 'running' });
        // The loop waits for its first turn until this call is over. All that it does is guarded, so
        // that what ends it is in the status.
        keepGoing().catch(() => undefined);
      }),
    pause: async () =>
      inTurn(async () => {
        if (status.phase === 'running') await halt(current());
      }),
    stepOnce: async () =>
      inTurn(async () => {
        const one = pausedRun();
        return guarded(one, async () => {
          const metrics = await step(one);
          await tellNow(one);
          return metrics;
        });
      }),
    halfStep: async () =>
      inTurn(async () => {
        const one = pausedRun();
        return guarded(one, async () => {
          const { config, gan } = one;
          const before = gan.step;
          const start = now();
          const half = await gan.runHalf();
          one.halfMs += now() - start;
          let metrics: StepMetrics | null = null;
          if (half.done !== null) {
            metrics = finishStep(one, half.done, one.halfMs);
            one.halfMs = 0;
            await watch(one);
            await tellNow(one);
          }
          const { name, loss, logits, gradient, changed } = half;
          const count = Math.min(halfPictures, config.batchSize);
          const pictures = Array.from({ length: count }, (_, i) =>
            toImage(half.pictures, i, config.imageSize, config.channels),
          );
          return { name, step: before + 1, loss, logits, gradient, changed, pictures, metrics };
        });
      }),
    snapshot: async () =>
      inTurn(async () => {
        const one = current();
        return guarded(one, async () => {
          if (!one.gan.isWhole) {
            await step(one);
            await tellNow(one);
          }
          return keepSnapshot(one);
        });
      }),
    restore: async (snapshot) =>
      inTurn(async () => {
        const one = pausedRun();
        checkSnapshot(snapshot, one.config);
        await guarded(one, async () => {
          one.gan.writeState(snapshot);
          one.trained = snapshot.seconds * 1000;
          one.recent.length = 0;
          one.pending = [];
          one.halfMs = 0;
          // What was counted is of steps that are undone.
          one.scores.take(snapshot.step);
          one.lastSnapshot = { snapshot, trained: one.trained };
          const measures = snapshot.lastMeasures;
          one.lastMeasures = measures === null ? null : { measures, trained: one.trained };
          await drawSheet(one);
          tell(progress(one));
        });
      }),
    draw: async (latents, snapshot, classes) =>
      inTurn(async () => {
        const one = current();
        const { config } = one;
        if (snapshot !== null) checkSnapshot(snapshot, config);
        const bad = latents.find((latent) => latent.length !== config.latentDim);
        if (bad !== undefined) throw badArgument('z', `${config.latentDim} numbers`, bad.length);
        if (latents.length === 0) return [];
        const inputs = joinInputs(config, latents, classes);
        return guarded(one, async () => {
          const pictures = await one.gan.drawFrozen(inputs, latents.length, snapshot);
          return latents.map((_, i) => toImage(pictures, i, config.imageSize, config.channels));
        });
      }),
    setOptions: async (change) => {
      setOptions(change);
    },
    setHidden: async (hidden) => {
      isHidden = hidden;
    },
    stop: async () =>
      inTurn(async () => {
        const one = current();
        loop += 1;
        return guarded(one, async () => {
          if (!one.gan.isWhole) await step(one);
          flush(one);
          const snapshot = await keepSnapshot(one);
          one.device.dispose();
          run = null;
          tell({ ...progress(one), phase: 'stopped' });
          return snapshot;
        });
      }),
  };
}
