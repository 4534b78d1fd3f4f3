/**
 * Logistic regression with an L2 penalty, in double precision:
 *
 *   minimise  Σ sᵢ·log(1 + exp(−(2yᵢ − 1)(w·xᵢ + b))) / Σ sᵢ  +  (λ/2)·|w|²    over w and b,
 *
 * with the bias b free of the penalty. That is scikit-learn's `LogisticRegression(C = 1/(λ·Σ sᵢ))`.
 * For λ > 0 and both labels present there is exactly one minimum.
 *
 * The method is truncated Newton with a line search (Lin, Weng and Keerthi 2008, "Trust region Newton
 * method for large-scale logistic regression", with backtracking in place of the trust region): each
 * step solves H·step = −gradient by conjugate gradients, as exactly as the progress so far deserves.
 * The conjugate gradients are preconditioned by a factorised H of at most 4(d + 1) rows; where there
 * are no more rows than that, it is H itself and a step is Newton's own.
 */
import { solveByConjugateGradients } from './conjugateGradients.ts';
import type { LogisticProblem } from './logisticProblem.ts';
import { checkProblem, rowShares } from './logisticProblem.ts';
import type { Preconditioner } from './preconditioner.ts';
import { buildPreconditioner } from './preconditioner.ts';
import { addFourRows, addRow, rowDot } from './rows.ts';
import type { Numbers } from './rows.ts';

/** A linear rule: w·x + b is the log odds of label 1. */
export interface LinearRule {
  /** [d]. */
  readonly w: Float64Array<ArrayBuffer>;
  readonly b: number;
}

/** When to stop, and where to begin. */
export interface LogisticOptions {
  /** Largest absolute component of the gradient at which the fit is done; 1e-8 if absent. */
  readonly tolerance?: number | undefined;
  /** Newton steps after which it ends unfinished; 200 if absent. */
  readonly maxIterations?: number | undefined;
  /** Where to begin; changes how long it takes, not what is found. */
  readonly start?: LinearRule | undefined;
  /** A factorised Hessian handed on between problems that are near each other; found and left here. */
  readonly handedOn?: { factors: Preconditioner | null } | undefined;
}

/** How far a fit is. */
export interface LogisticProgress {
  /** Newton steps taken. */
  readonly iterations: number;
  /** The value minimised, penalty included. */
  readonly loss: number;
  /** Largest absolute component of its gradient by w and b. */
  readonly gradientNorm: number;
}

/** What was found. */
export interface LogisticFit extends LinearRule, LogisticProgress {
  /** Whether the gradient came below the tolerance. */
  readonly converged: boolean;
}

/** Products with H in one step after which the preconditioner is made anew. */
const staleAfter = 20;
/** Products with H after which a step is taken as it is; it descends all the same. */
const maxProducts = 250;
/** Share of the promised decrease that a step must bring (Armijo's condition). */
const sufficientShare = 1e-4;
/** Halvings after which no decrease is left but rounding. */
const maxHalvings = 40;

/** log(1 + exp(m)) − y·m without overflow: the loss of a row with log odds m. */
function rowLoss(margin: number, label: number): number {
  return Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(margin, 0) - label * margin;
}

/** 1 / (1 + exp(−m)) without overflow: the probability of label 1 at log odds m. */
export function logistic(margin: number): number {
  if (margin >= 0) return 1 / (1 + Math.exp(-margin));
  const odds = Math.exp(margin);
  return odds / (1 + odds);
}

/** w·x + b of each row: log odds of label 1. `x` is [n, d], row by row. */
export function decide(rule: LinearRule, x: Numbers, n: number): Float64Array<ArrayBuffer> {
  const { w, b } = rule;
  const margins = new Float64Array(n);
  for (let i = 0; i < n; i += 1) margins[i] = b + rowDot(x, i * w.length, w, w.length);
  return margins;
}

/** Fits at once; see the top of this file. @throws PlaygroundError as `checkProblem` */
export function fitLogistic(problem: LogisticProblem, options: LogisticOptions = {}): LogisticFit {
  const steps = fitLogisticInSteps(problem, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/**
 * Fits in pieces of some milliseconds, so that a worker can listen and report in between; whoever
 * stops asking for the next piece has stopped the fit.
 * @throws PlaygroundError as `checkProblem`
 */
export function* fitLogisticInSteps(
  problem: LogisticProblem,
  options: LogisticOptions = {},
): Generator<LogisticProgress, LogisticFit> {
  checkProblem(problem);
  const { n, d } = problem;
  const { tolerance = 1e-8, maxIterations = 200, start, handedOn } = options;
  const objective = createObjective(problem);
  const { theta, gradient, step } = objective;
  if (start !== undefined) {
    theta.set(start.w);
    theta[d] = start.b;
  }
  objective.moveTo();
  let loss = objective.lossAlong(0);
  let gradientNorm = largest(gradient);
  const firstNorm = gradientNorm;
  let precondition = handedOn?.factors ?? null;
  let products = 0;
  let iterations = 0;
  const progress = (): LogisticProgress => ({ iterations, loss, gradientNorm });

  while (gradientNorm > tolerance && iterations < maxIterations) {
    if (precondition === null || products > staleAfter) {
      const building = buildPreconditioner(problem.x, n, d, objective.curvatures, problem.lambda);
      precondition = yield* report(building, progress);
      if (handedOn !== undefined) handedOn.factors = precondition;
    }
    const system = { multiply: objective.multiplyHessian, precondition };
    // Superlinear: the closer, the more exactly the step is solved (Nocedal and Wright, 7.1).
    const share = Math.min(0.1, Math.sqrt(gradientNorm / firstNorm));
    const downhill = gradient.map((value) => -value);
    const solving = solveByConjugateGradients(system, downhill, step, share, maxProducts);
    products = yield* report(solving, progress);

    objective.aim();
    const slope = rowDot(gradient, 0, step, d + 1);
    const slack = 1e-14 * Math.abs(loss); // rounding of the loss itself
    let t = 1;
    let halvings = 0;
    while (objective.lossAlong(t) > loss + sufficientShare * t * slope + slack) {
      t /= 2;
      halvings += 1;
      if (halvings > maxHalvings) break;
    }
    if (halvings > maxHalvings) break;
    objective.advance(t);
    const [lossBefore, normBefore] = [loss, gradientNorm];
    loss = objective.lossAlong(0);
    gradientNorm = largest(gradient);
    iterations += 1;
    yield progress();
    // As good as double precision gets.
    if (loss >= lossBefore && gradientNorm >= normBefore) break;
  }
  const b = theta[d] as number;
  return { w: theta.slice(0, d), b, ...progress(), converged: gradientNorm <= tolerance };
}

/** Passes on the moments at which work in pieces may be stopped, with how far the fit is. */
function* report<T>(
  work: Generator<void, T>,
  progress: () => LogisticProgress,
): Generator<LogisticProgress, T> {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    yield progress();
  }
}

/** The function that is minimised, around one point and along one step. */
interface Objective {
  /** The point [d + 1]: w, then b. */
  readonly theta: Float64Array;
  /** The step being considered [d + 1]. */
  readonly step: Float64Array;
  /** Gradient at the point [d + 1]. */
  readonly gradient: Float64Array;
  /** sᵢ·pᵢ(1 − pᵢ) at the point [n]. */
  readonly curvatures: Float64Array;
  /** Takes over a point that was written to `theta`. */
  moveTo(): void;
  /** Takes over a step that was written to `step`. */
  aim(): void;
  /** The function at the point plus t steps. */
  lossAlong(t: number): number;
  /** Moves the point by t steps; the step becomes 0. */
  advance(t: number): void;
  /** Writes Hessian · v to `result`. */
  multiplyHessian(v: Float64Array, result: Float64Array): void;
}

/** The objective at w = 0 and the b that is best there. */
function createObjective(problem: LogisticProblem): Objective {
  const { x, n, d, y, lambda } = problem;
  const shares = rowShares(problem);
  const theta = new Float64Array(d + 1);
  const step = new Float64Array(d + 1);
  const gradient = new Float64Array(d + 1);
  const curvatures = new Float64Array(n);
  const margins = new Float64Array(n);
  const stepMargins = new Float64Array(n);
  const four = new Float64Array(4);
  let positive = 0;
  for (let i = 0; i < n; i += 1) if (y[i] === 1) positive += shares[i] as number;
  theta[d] = Math.log(positive / (1 - positive));

  const project = (v: Float64Array, result: Float64Array): void => {
    for (let i = 0; i < n; i += 1) result[i] = (v[d] as number) + rowDot(x, i * d, v, d);
  };
  /** Writes Σ factorᵢ·(xᵢ, 1) over all rows. */
  const sumRows = (factorOf: (i: number) => number, sum: Float64Array): void => {
    sum.fill(0);
    let ones = 0;
    let i = 0;
    for (; i + 4 <= n; i += 4) {
      let some = false;
      for (let k = 0; k < 4; k += 1) {
        const factor = factorOf(i + k);
        four[k] = factor;
        ones += factor;
        some ||= factor !== 0;
      }
      if (some) addFourRows(x, i * d, d, four, sum);
    }
    for (; i < n; i += 1) {
      const factor = factorOf(i);
      addRow(x, i * d, d, factor, sum);
      ones += factor;
    }
    sum[d] = ones;
  };
  const addPenalty = (v: Float64Array, sum: Float64Array): void => {
    for (let j = 0; j < d; j += 1) sum[j] = (sum[j] as number) + lambda * (v[j] as number);
  };
  const differentiate = (): void => {
    sumRows((i) => {
      const margin = margins[i] as number;
      const share = shares[i] as number;
      // Both from the tail that is small, which keeps its digits.
      const error = y[i] === 1 ? -logistic(-margin) : logistic(margin);
      const tail = logistic(-Math.abs(margin));
      curvatures[i] = share * tail * (1 - tail);
      return share * error;
    }, gradient);
    addPenalty(theta, gradient);
  };
  return {
    theta,
    step,
    gradient,
    curvatures,
    moveTo() {
      project(theta, margins);
      differentiate();
    },
    aim() {
      project(step, stepMargins);
    },
    lossAlong(t) {
      let loss = 0;
      for (let i = 0; i < n; i += 1) {
        const margin = (margins[i] as number) + t * (stepMargins[i] as number);
        loss += (shares[i] as number) * rowLoss(margin, y[i] as number);
      }
      let square = 0;
      for (let j = 0; j < d; j += 1) {
        square += ((theta[j] as number) + t * (step[j] as number)) ** 2;
      }
      return loss + (lambda / 2) * square;
    },
    advance(t) {
      addRow(step, 0, d + 1, t, theta);
      for (let i = 0; i < n; i += 1) {
        margins[i] = (margins[i] as number) + t * (stepMargins[i] as number);
      }
      step.fill(0);
      stepMargins.fill(0);
      differentiate();
    },
    multiplyHessian(v, result) {
      sumRows((i) => {
        const curvature = curvatures[i] as number;
        return curvature === 0 ? 0 : curvature * ((v[d] as number) + rowDot(x, i * d, v, d));
      }, result);
      addPenalty(v, result);
    },
  };
}

/** Largest absolute value. */
function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
