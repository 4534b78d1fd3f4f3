/**
 * A training run: the end that computes. It runs in a worker behind `trainerWorker.ts`, and in Node
 * as it is. Steps and calls take turns in one queue, so that a call never meets half a step.
 */
import type { PlaygroundError } from '../errors.ts';
import { badArgument, fromPlainError } from '../errors.ts';
import type { Latent, PixelImage } from '../model/arrays.ts';
import type { ImageSet } from '../model/imageSet.ts';
import { checkImageSet } from '../model/imageSet.ts';
import type { DeviceMakers } from './backends.ts';
import { chooseBackend } from './backends.ts';
import { joinInputs } from './batches.ts';
import type { RunConfig } from './config.ts';
import { checkFit, checkRunConfig } from './config.ts';
import { failureOf, findNotFinite } from './failures.ts';
import type { StepResult } from './gan.ts';
import { createMeasurer } from './measures.ts';
import type { Run } from './run.ts';
import { countStep, createRun, rewindRun } from './run.ts';
import { createTelling } from './runTelling.ts';
import { toImage } from './sheet.ts';
import { checkSnapshot } from './snapshots.ts';
import type {
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
/** Milliseconds of work between two moments at which messages can arrive, and between two looks while hidden. */
const sliceMs = 20;
const hiddenMs = 100;
/** Pictures that come with a half-step. */
const halfPictures = 16;

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
  const telling = createTelling({ onEvent, tell, now, options: () => options, fail });
  const { progress, flush, drawSheet, showNow, measure, measureNow, keepSnapshot, watch, tellNow } =
    telling;
  const current = (): Run => {
    if (run !== null) return run;
    throw badArgument('run', 'a run that was started', status.phase);
  };
  const pausedRun = (): Run => {
    if (status.phase !== 'paused') throw badArgument('run', 'a paused run', status.phase);
    return current();
  };

  const finishStep = (one: Run, result: StepResult, milliseconds: number): StepMetrics => {
    const failure = findNotFinite(result, one.config, one.lastSnapshot?.snapshot ?? null);
    if (failure !== null) throw fail(failure);
    const { logitsReal, logitsFake, ...numbers } = result;
    one.scores.add(logitsReal, logitsFake);
    return countStep(one, { ...numbers, milliseconds });
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
  const keepGoing = async (): Promise<void> => {
    loop += 1;
    const own = loop;
    let rested = now();
    const goesOn = (): boolean => own === loop && status.phase === 'running';
    while (goesOn()) {
      if (isHidden && options.whenHidden === 'pause') {
        await rest(hiddenMs);
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
      // Afterwards: whoever pauses does not wait for numbers.
      await measureNow(one);
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
      return createRun(config, chosen, measurer, from, now());
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
          rewindRun(one, snapshot);
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
          await measureNow(one);
          const snapshot = await keepSnapshot(one);
          one.device.dispose();
          run = null;
          tell({ ...progress(one), phase: 'stopped' });
          return snapshot;
        });
      }),
  };
}
