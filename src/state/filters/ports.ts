/** What the work on filters needs from the rest of the page, and how a long run is followed. */
import { PlaygroundError } from '../../errors.ts';
import type { Engine } from '../../engine/types.ts';
import type { CrossValidation } from '../../maths/crossValidation.ts';
import type { LinearRule, LogisticFit } from '../../maths/logistic.ts';
import type { LogisticProblem } from '../../maths/logisticProblem.ts';
import type { PixelImage } from '../../model/arrays.ts';

/** What a fit takes beside its numbers. */
interface FitJob extends LogisticProblem {
  /** Largest component of the gradient at which it is done. */
  readonly tolerance: number;
  readonly signal?: AbortSignal | undefined;
}

/** Fits logistic regressions, away from the page's thread. Both reject with `aborted` when stopped. */
export interface FitPort {
  fit(job: FitJob): Promise<LogisticFit>;
  /** Rows of a group are held out together. */
  crossValidate(
    job: FitJob & {
      readonly folds: number;
      readonly seed: number;
      readonly groups: Int32Array;
      /** Where the first fit begins: near what it will find. */
      readonly start: LinearRule;
      /** The rows are not needed here any more: their buffer may be taken. */
      readonly moveX: true;
      /** Told how many of the fits are finished. */
      readonly onProgress: (progress: { readonly done: number; readonly fits: number }) => void;
    },
  ): Promise<CrossValidation>;
}

/** Judges pictures by attributes; absent where the model has no classifier. */
export interface AttributePort {
  readonly names: readonly string[];
  /** Log odds of every attribute for each picture, in the order of `names`. */
  classify(images: readonly PixelImage[]): Promise<readonly ArrayLike<number>[]>;
}

/** The services that a run speaks to. */
export interface FilterPorts {
  readonly engine: Pick<Engine, 'featureMapsOf' | 'featureRows' | 'generate'>;
  readonly fitting: FitPort;
  readonly attributes: AttributePort | null;
}

/** What a run is doing. */
export type FilterStep = 'maps' | 'fit' | 'pictures' | 'controls';

/** How a long run is followed and stopped. */
export interface FilterRun {
  readonly signal?: AbortSignal | undefined;
  /** @param done share of the whole run, 0 … 1, never falling */
  onProgress?(done: number, step: FilterStep): void;
}

/** @throws PlaygroundError `aborted` once the run has been stopped. */
export function checkStopped(run: FilterRun): void {
  if (run.signal?.aborted === true) throw new PlaygroundError('aborted', 'The run was stopped.');
}
