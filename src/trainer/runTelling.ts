/** What a run tells while it goes on, and when: numbers of steps, sheets, measures, snapshots. */
import type { PlaygroundError } from '../errors.ts';
import { mean } from '../maths/statistics.ts';
import { drawInputs, joinInputs } from './batches.ts';
import { stateNotFinite } from './failures.ts';
import { streamOf } from './initialise.ts';
import type { Run } from './run.ts';
import { makeSheet, sheetSide } from './sheet.ts';
import { isFiniteSnapshot } from './snapshots.ts';
import type {
  Measures,
  RunOptions,
  Snapshot,
  TrainerStatus,
  TrainingEvent,
  TrainingFailure,
} from './types.ts';

/** Milliseconds between two events of steps. */
const eventMs = 100;

/** How it is told, and by what it is decided. */
export interface TellingParts {
  readonly onEvent: (event: TrainingEvent) => void;
  readonly tell: (change: Partial<TrainerStatus>) => void;
  /** Milliseconds. */
  readonly now: () => number;
  readonly options: () => RunOptions;
  /** Ends the run; gives what is to be thrown. */
  readonly fail: (failure: TrainingFailure) => PlaygroundError;
}

/** The ways to tell. Those that draw or read reject with what the device throws. */
export interface Telling {
  /** What the status says of a run's progress. */
  progress(one: Run): Partial<TrainerStatus>;
  /** Tells the steps that wait. */
  flush(one: Run): void;
  drawSheet(one: Run): Promise<void>;
  /** Whoever waits sees the sheet of now. */
  showNow(one: Run): Promise<void>;
  measure(one: Run): Promise<void>;
  /** Whoever stays here sees the measures of now. */
  measureNow(one: Run): Promise<void>;
  /** Reads the state, keeps it as the last good one and tells it; a state that is not finite ends the run. */
  keepSnapshot(one: Run): Promise<Snapshot>;
  /** What is due after a step. */
  watch(one: Run): Promise<void>;
  /** Tells what a run that waits has done. */
  tellNow(one: Run): Promise<void>;
}

/** Makes them. */
export function createTelling({ onEvent, tell, now, options, fail }: TellingParts): Telling {
  const progress = (one: Run): Partial<TrainerStatus> => {
    const { batchSize } = one.config;
    return {
      step: one.gan.step,
      seconds: one.trained / 1000,
      imagesPerSecond: one.recent.length === 0 ? null : (batchSize * 1000) / mean(one.recent),
    };
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
  const measureNow = async (one: Run): Promise<void> => {
    if (one.gan.isWhole && one.lastMeasures?.measures.step !== one.gan.step) await measure(one);
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

  const watch = async (one: Run): Promise<void> => {
    const { stepsPerSheet, secondsPerSheet, secondsPerMeasures, secondsPerSnapshot } = options();
    const { lastSheet, lastMeasures, lastSnapshot, trained } = one;
    const since = (then: { readonly trained: number } | null): number =>
      (trained - (then?.trained ?? -Infinity)) / 1000;
    const isSheetDue =
      one.gan.step - lastSheet.step >= stepsPerSheet && since(lastSheet) >= secondsPerSheet;
    if (isSheetDue) await drawSheet(one);
    if (since(lastMeasures) >= secondsPerMeasures) await measure(one);
    if (since(lastSnapshot) >= secondsPerSnapshot) await keepSnapshot(one);
    if (now() - one.toldAt >= eventMs) {
      flush(one);
      tell(progress(one));
    }
  };

  const tellNow = async (one: Run): Promise<void> => {
    await showNow(one);
    flush(one);
    tell(progress(one));
  };

  return { progress, flush, drawSheet, showNow, measure, measureNow, keepSnapshot, watch, tellNow };
}
