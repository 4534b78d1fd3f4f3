/** How well a logistic regression does on rows that it has not seen. */
import { accuracy, areaUnderCurve, balancedAccuracy } from './classification.ts';
import { dealFolds } from './folds.ts';
import type { LogisticOptions, LogisticProgress } from './logistic.ts';
import { decide, fitLogisticInSteps } from './logistic.ts';
import type { LogisticProblem } from './logisticProblem.ts';
import { checkProblem } from './logisticProblem.ts';

/** How the rows are held out. */
export interface CrossValidationOptions extends Pick<
  LogisticOptions,
  'tolerance' | 'maxIterations' | 'start'
> {
  /** Parts, 2 … number of independent rows. */
  readonly folds: number;
  /** Seed of the shuffle, a whole number. */
  readonly seed: number;
  /** A number for each row's group; rows of a group are held out together. Absent: each is alone. */
  readonly groups?: ArrayLike<number> | undefined;
}

/** How far a cross-validation is. */
export interface CrossValidationProgress extends LogisticProgress {
  /** Fits done, of `fits`. */
  readonly done: number;
  readonly fits: number;
}

/** What the held-out rows say. Every row counts as one, whatever its weight. */
export interface CrossValidation {
  /** Share of rows that are right, 0 … 1. */
  readonly accuracy: number;
  /** Mean of the shares of either label, 0 … 1. */
  readonly balancedAccuracy: number;
  /**
   * Area under the ROC curve, mean over the parts that have both labels; null if none has. Scores of
   * two fits are on two scales, so pairs across parts are not compared.
   */
  readonly auc: number | null;
  /** Log odds of label 1 for each row by the fit that has not seen it [n]. */
  readonly predictions: Float64Array<ArrayBuffer>;
  /** The part of each row [n]. */
  readonly parts: Int32Array<ArrayBuffer>;
  /** Whether every fit came below the tolerance. */
  readonly converged: boolean;
}

/**
 * Fits once for each part, to the rows outside it; `balanced` balances those rows. In pieces as
 * `fitLogisticInSteps`. Each fit begins where the one before it ended, and with its factorised
 * Hessian; a fit to all rows is a good `start` for the first. Neither changes what is found.
 * @throws PlaygroundError as `checkProblem` and `dealFolds`
 */
export function* crossValidateInSteps(
  problem: LogisticProblem,
  options: CrossValidationOptions,
): Generator<CrossValidationProgress, CrossValidation> {
  checkProblem(problem);
  const { folds, seed, groups } = options;
  const parts = dealFolds(problem.y, folds, seed, groups);
  return yield* holdOut(problem, parts, folds, options);
}

/**
 * Holds out every row alone: a cross-validation with as many parts as rows, for few rows.
 * @throws PlaygroundError as `checkProblem`; `bad-argument` if a label has fewer than 2 rows
 */
export function* leaveOneOutInSteps(
  problem: LogisticProblem,
  options: Pick<LogisticOptions, 'tolerance' | 'maxIterations'> = {},
): Generator<CrossValidationProgress, CrossValidation> {
  return yield* crossValidateInSteps(problem, { ...options, folds: problem.n, seed: 0 });
}

function* holdOut(
  problem: LogisticProblem,
  parts: Int32Array<ArrayBuffer>,
  folds: number,
  options: LogisticOptions,
): Generator<CrossValidationProgress, CrossValidation> {
  const { n, y } = problem;
  const predictions = new Float64Array(n);
  const areas: number[] = [];
  let converged = true;
  let { start } = options;
  const handedOn: LogisticOptions['handedOn'] = { factors: null };
  for (let fold = 0; fold < folds; fold += 1) {
    const inside: number[] = [];
    const outside: number[] = [];
    for (let i = 0; i < n; i += 1) (parts[i] === fold ? inside : outside).push(i);
    const steps = fitLogisticInSteps(selectRows(problem, outside), { ...options, start, handedOn });
    let step = steps.next();
    while (step.done !== true) {
      yield { ...step.value, done: fold, fits: folds };
      step = steps.next();
    }
    const fit = step.value;
    converged &&= fit.converged;
    start = fit; // near the next one's minimum
    const held = selectRows(problem, inside);
    const scores = decide(fit, held.x, held.n);
    for (const [k, row] of inside.entries()) predictions[row] = scores[k] as number;
    const area = areaUnderCurve(held.y, scores);
    if (!Number.isNaN(area)) areas.push(area);
  }
  return {
    accuracy: accuracy(y, predictions),
    balancedAccuracy: balancedAccuracy(y, predictions),
    auc: areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length,
    predictions,
    parts,
    converged,
  };
}

/** The problem with some of its rows. */
function selectRows(problem: LogisticProblem, rows: readonly number[]): LogisticProblem {
  const { x, d, y, weights } = problem;
  const selected = x.slice(0, rows.length * d);
  for (const [k, row] of rows.entries()) selected.set(x.subarray(row * d, (row + 1) * d), k * d);
  const pick = (values: ArrayLike<number>): Float64Array =>
    Float64Array.from(rows, (row) => values[row] as number);
  return {
    ...problem,
    x: selected,
    n: rows.length,
    y: pick(y),
    weights: weights === undefined ? undefined : pick(weights),
  };
}
