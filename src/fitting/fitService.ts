/**
 * Logistic regressions, fitted and tested in the background: the end that computes. It runs in a
 * worker behind `fitWorker.ts`, and in Node as it is.
 */
import { PlaygroundError } from '../errors.ts';
import type {
  CrossValidation,
  CrossValidationOptions,
  CrossValidationProgress,
} from '../maths/crossValidation.ts';
import { crossValidateInSteps, leaveOneOutInSteps } from '../maths/crossValidation.ts';
import type { LogisticFit, LogisticOptions, LogisticProgress } from '../maths/logistic.ts';
import { fitLogisticInSteps } from '../maths/logistic.ts';
import type { LogisticProblem } from '../maths/logisticProblem.ts';

/** How far a job is; `done` of `fits` fits are finished. */
export type FitProgress = CrossValidationProgress;

/** What the service tells without being asked: how far the job with this number is. */
export interface FitEvent {
  readonly job: number;
  readonly progress: FitProgress;
}

/** How exactly to fit. */
export type FitOptions = Pick<LogisticOptions, 'tolerance' | 'maxIterations' | 'start'>;

/** The calls of the service. Each job has a number of the caller's, by which it can be stopped. */
export interface FitService {
  fit(job: number, problem: LogisticProblem, options: FitOptions): Promise<LogisticFit>;
  crossValidate(
    job: number,
    problem: LogisticProblem,
    options: CrossValidationOptions,
  ): Promise<CrossValidation>;
  leaveOneOut(job: number, problem: LogisticProblem, options: FitOptions): Promise<CrossValidation>;
  /** Stops a job, which rejects with `aborted`; does nothing if there is no such job. */
  stop(job: number): Promise<void>;
}

/** Milliseconds of work between two moments at which a call to stop can arrive. */
const sliceMs = 30;

/** Creates the service. Jobs take turns. */
export function createFitService(
  onEvent: (event: FitEvent) => void,
  now: () => number = () => performance.now(),
): FitService {
  const stopped = new Set<number>();
  const running = new Set<number>();

  const work = async <T, P extends LogisticProgress>(
    job: number,
    steps: Generator<P, T>,
    complete: (progress: P) => FitProgress,
  ): Promise<T> => {
    running.add(job);
    try {
      for (;;) {
        const end = now() + sliceMs;
        let step = steps.next();
        while (step.done !== true && now() < end) step = steps.next();
        if (step.done === true) return step.value;
        onEvent({ job, progress: complete(step.value) });
        await nextTask();
        if (stopped.has(job)) throw new PlaygroundError('aborted', 'The fit was stopped.');
      }
    } finally {
      running.delete(job);
      stopped.delete(job);
    }
  };
  const alone = (progress: LogisticProgress): FitProgress => ({ ...progress, done: 0, fits: 1 });
  const asItIs = (progress: FitProgress): FitProgress => progress;

  return {
    fit: async (job, problem, options) => work(job, fitLogisticInSteps(problem, options), alone),
    crossValidate: async (job, problem, options) =>
      work(job, crossValidateInSteps(problem, options), asItIs),
    leaveOneOut: async (job, problem, options) =>
      work(job, leaveOneOutInSteps(problem, options), asItIs),
    async stop(job) {
      if (running.has(job)) stopped.add(job);
    },
  };
}

/** Lets messages that wait be heard. */
async function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
