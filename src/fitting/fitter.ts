/** Logistic regressions, fitted and tested in a worker of their own: the page's end. */
import { PlaygroundError } from '../errors.ts';
import type { CrossValidation, CrossValidationOptions } from '../maths/crossValidation.ts';
import type { LogisticFit } from '../maths/logistic.ts';
import type { LogisticProblem } from '../maths/logisticProblem.ts';
import type { Connection, EventHandlers } from '../workers/connection.ts';
import { connectWorker } from '../workers/connection.ts';
import type { FitEvent, FitOptions, FitProgress, FitService } from './fitService.ts';

/** What every job takes beside its numbers. */
export interface FitRun {
  /** Stops the job; it rejects with `aborted` at once. */
  readonly signal?: AbortSignal | undefined;
  /** Told some times a second how far the job is. */
  readonly onProgress?: ((progress: FitProgress) => void) | undefined;
  /** Moves the buffer of `x` to the worker instead of copying it; `x` is empty here afterwards. */
  readonly moveX?: boolean | undefined;
}

/** A job: rows, labels, penalty, and how exactly to fit. */
export type FitRequest = LogisticProblem & FitOptions & FitRun;
/** A job that holds rows out. */
export type CrossValidationRequest = LogisticProblem & CrossValidationOptions & FitRun;

/**
 * Fits in the background. Every call rejects with a `PlaygroundError`: `bad-argument` for a problem
 * that cannot be fitted (see `checkProblem` and `dealFolds`), `aborted` when it was stopped or the
 * fitter disposed of, `worker-crashed` when the worker died; the next call then starts another.
 */
export interface Fitter {
  /** Fits all rows; see `maths/logistic.ts` for the objective. */
  fit(request: FitRequest): Promise<LogisticFit>;
  /** Fits to all parts but one in turn and tests on that one; see `maths/crossValidation.ts`. */
  crossValidate(request: CrossValidationRequest): Promise<CrossValidation>;
  /** Holds out one row at a time; for few rows. */
  leaveOneOut(request: FitRequest): Promise<CrossValidation>;
  /** Ends the worker; jobs in progress reject with `aborted`, and so does every later call. */
  dispose(): void;
}

/** What a fitter is made of. */
export interface FitterOptions {
  /** Opens the service; a worker by default. Tests pass their own. */
  readonly connect?: (handlers: EventHandlers<FitEvent>) => Connection<FitService>;
}

/** Creates a fitter; its worker starts with the first job. The caller disposes of it. */
export function createFitter({ connect = startFitWorker }: FitterOptions = {}): Fitter {
  const listeners = new Map<number, FitRun['onProgress']>();
  let connection: Connection<FitService> | null = null;
  let jobs = 0;
  let isDisposed = false;

  const open = (): Connection<FitService> =>
    (connection ??= connect({
      onEvent: ({ job, progress }) => listeners.get(job)?.(progress),
      onCrash: () => {
        connection = null;
      },
    }));

  const run = async <T>(
    { signal, onProgress, moveX }: FitRun,
    x: LogisticProblem['x'],
    call: (service: Connection<FitService>, job: number, moved: Transferable[]) => Promise<T>,
  ): Promise<T> => {
    if (isDisposed || signal?.aborted === true) throw stopped();
    const job = (jobs += 1);
    const service = open();
    listeners.set(job, onProgress);
    let stop = (): void => undefined;
    const stopping = new Promise<never>((_, reject) => {
      stop = () => {
        // A worker that is gone has stopped already.
        service.call('stop', job).catch(() => undefined);
        reject(stopped());
      };
    });
    signal?.addEventListener('abort', stop);
    try {
      const moved = moveX === true ? [x.buffer as ArrayBuffer] : [];
      return await Promise.race([call(service, job, moved), stopping]);
    } finally {
      signal?.removeEventListener('abort', stop);
      listeners.delete(job);
    }
  };

  return {
    fit: async (request) =>
      run(request, request.x, async (service, job, moved) =>
        service.callMoving(moved, 'fit', job, problemOf(request), optionsOf(request)),
      ),
    crossValidate: async (request) =>
      run(request, request.x, async (service, job, moved) => {
        const { folds, seed, groups } = request;
        const options = { ...optionsOf(request), folds, seed, groups };
        return service.callMoving(moved, 'crossValidate', job, problemOf(request), options);
      }),
    leaveOneOut: async (request) =>
      run(request, request.x, async (service, job, moved) =>
        service.callMoving(moved, 'leaveOneOut', job, problemOf(request), optionsOf(request)),
      ),
    dispose() {
      isDisposed = true;
      connection?.close();
    },
  };
}

/** The part of a request that can be cloned. */
function problemOf({ x, n, d, y, weights, balanced, lambda }: LogisticProblem): LogisticProblem {
  return { x, n, d, y, weights, balanced, lambda };
}

function optionsOf({ tolerance, maxIterations, start }: FitOptions): FitOptions {
  return { tolerance, maxIterations, start };
}

function stopped(): PlaygroundError {
  return new PlaygroundError('aborted', 'The fit was stopped.');
}

function startFitWorker(handlers: EventHandlers<FitEvent>): Connection<FitService> {
  const worker = new Worker(new URL('./fitWorker.ts', import.meta.url), {
    type: 'module',
    name: 'fitting',
  });
  return connectWorker(worker, 'The fitting worker', handlers);
}
