/**
 * All that a run has told so far: curves, sheets of the same z, measures, D's scores. It changes
 * some ten times a second, so it is no state of a store: what draws it listens to it.
 */
import type { RunConfig } from '../../trainer/config.ts';
import type {
  Measures,
  SampleSheet,
  ScoreHistogram,
  StepMetrics,
  TrainingEvent,
} from '../../trainer/types.ts';
import type { Curves } from './curves.ts';
import { createCurves } from './curves.ts';
import type { PresetName } from './presets.ts';

/** What a run was, beside its numbers. */
export interface RunFacts {
  /** Lower-case hexadecimal digits; a run that is gone on with keeps it. */
  readonly id: string;
  readonly config: RunConfig;
  /** The preset that the recipe is; null where it is none of them. */
  readonly preset: PresetName | null;
  /** Name of the pictures. */
  readonly pictures: string;
}

/** What a run has told. */
export interface RunTrace extends RunFacts {
  readonly curves: Pick<Curves, 'points'>;
  /** Sheets that are kept to scrub through, in order, the newest last. */
  sheets(): readonly SampleSheet[];
  measures(): readonly Measures[];
  histogram(): ScoreHistogram | null;
  /** The last step; null before the first. */
  last(): StepMetrics | null;
  take(event: TrainingEvent): void;
  /** Forgets what came after a step. */
  rewind(step: number): void;
  /** Calls `listener` after every change; returns the way out. */
  subscribe(listener: () => void): () => void;
}

/** Sheets that are kept at most, beside the newest. */
export const mostSheets = 40;

/** Starts with nothing told. */
export function createTrace(facts: RunFacts): RunTrace {
  const curves = createCurves();
  const listeners = new Set<() => void>();
  let kept: SampleSheet[] = [];
  let newest: SampleSheet | null = null;
  let sheetsPerKept = 1;
  let skipped = 0;
  let measures: readonly Measures[] = [];
  let histogram: ScoreHistogram | null = null;
  let last: StepMetrics | null = null;
  let listed: readonly SampleSheet[] = [];

  const list = (): void => {
    listed = newest === null || kept.at(-1) === newest ? kept : [...kept, newest];
  };
  const takeSheet = (sheet: SampleSheet): void => {
    newest = sheet;
    skipped += 1;
    if (kept.length === 0 || skipped >= sheetsPerKept) {
      skipped = 0;
      kept = [...kept, sheet];
      if (kept.length > mostSheets) {
        kept = kept.filter((_, i) => i % 2 === 0);
        sheetsPerKept *= 2;
      }
    }
    list();
  };
  const tell = (): void => {
    for (const listener of listeners) listener();
  };

  return {
    ...facts,
    curves,
    sheets: () => listed,
    measures: () => measures,
    histogram: () => histogram,
    last: () => last,
    take(event) {
      switch (event.kind) {
        case 'steps':
          for (const metrics of event.metrics) curves.add(metrics);
          last = event.metrics.at(-1) ?? last;
          break;
        case 'sheet':
          takeSheet(event.sheet);
          break;
        case 'scores':
          histogram = event.histogram;
          break;
        case 'measures':
          measures = [...measures, event.measures];
          break;
        case 'snapshot':
          return;
      }
      tell();
    },
    rewind(step) {
      curves.rewind(step);
      kept = kept.filter((sheet) => sheet.step <= step);
      newest = kept.at(-1) ?? null;
      measures = measures.filter((each) => each.step <= step);
      if (last !== null && last.step > step) last = null;
      histogram = null;
      list();
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
