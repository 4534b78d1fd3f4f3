/** The state of a run beside its networks: its time, and what has been told of it. */
import type { ChosenRun } from './backends.ts';
import type { RunConfig } from './config.ts';
import type { ScoreCounter } from './histogram.ts';
import { createScoreCounter } from './histogram.ts';
import type { Measurer } from './measures.ts';
import type { Measures, Snapshot, StepMetrics } from './types.ts';

/** Steps over which images a second are averaged. */
const rateSteps = 10;

/** A run under way, and what has been told of it. */
export interface Run extends ChosenRun {
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

/** A run that begins, or goes on from a snapshot. `now` in milliseconds. */
export function createRun(
  config: RunConfig,
  chosen: ChosenRun,
  measurer: Measurer,
  from: Snapshot | null,
  now: number,
): Run {
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
    toldAt: now,
    halfMs: 0,
  };
}

/** Counts a step that was finished; what it gave waits to be told. */
export function countStep(run: Run, metrics: StepMetrics): StepMetrics {
  run.trained += metrics.milliseconds;
  run.recent.push(metrics.milliseconds);
  if (run.recent.length > rateSteps) run.recent.shift();
  run.pending.push(metrics);
  return metrics;
}

/** Forgets what came after a snapshot that the networks were set back to. */
export function rewindRun(run: Run, snapshot: Snapshot): void {
  run.trained = snapshot.seconds * 1000;
  run.recent.length = 0;
  run.pending = [];
  run.halfMs = 0;
  // What was counted is of steps that are undone.
  run.scores.take(snapshot.step);
  run.lastSnapshot = { snapshot, trained: run.trained };
  const measures = snapshot.lastMeasures;
  run.lastMeasures = measures === null ? null : { measures, trained: run.trained };
}
