/**
 * Which backend draws. Names decide nothing but the order of trying: a software WebGPU adapter is
 * 30 times slower than WebAssembly, a real one many times faster, and only a stopwatch tells.
 */
import type { PlainError } from '../errors.ts';
import { PlaygroundError, fromPlainError } from '../errors.ts';
import type { BackendChoice, BackendName, BackendReport } from './types.ts';
import { backendNames } from './types.ts';

/** The outcome of trying a backend; `live` is null if it failed or was given up as too slow. */
export interface Attempt<Live> {
  readonly report: BackendReport;
  readonly live: Live | null;
}

/** A backend that draws. */
export interface Winner<Live> {
  readonly report: BackendReport;
  readonly live: Live;
}

/** How much a candidate may cost. */
export interface Patience {
  /** A face that takes longer ends the trial. */
  readonly giveUpAboveMs: number;
  /** Milliseconds after which the trial ends without a result. */
  readonly budgetMs: number;
  readonly signal: AbortSignal;
}

/** How backends are tried. */
export interface Trials<Live> {
  /**
   * Starts a backend, checks it and times it.
   * @param patience absent if the backend is wanted, whatever it takes
   */
  attempt(backend: BackendName, patience?: Patience): Promise<Attempt<Live>>;
  /** Ends a backend that is not wanted after all. */
  release(live: Live): void;
  onReport(report: BackendReport): void;
}

/** A candidate is given up when one warm face takes this many times the present backend's. */
const hopeless = 3;
/** A candidate must beat the present backend by this factor; less is noise. */
const worthMoving = 0.9;
/** Time for one candidate, first compilation of its programs included. */
const budgetMs = 5000;

/**
 * The order in which backends are tried for the first face: the wanted one, else WebAssembly, which
 * is ready first; plain JavaScript comes last because it can always draw.
 */
export function ladderOrder(choice: BackendChoice, remembered: BackendName | null): BackendName[] {
  const wanted = choice === 'auto' ? remembered : choice;
  const usual: BackendName[] = ['wasm', 'webgpu', 'webgl', 'cpu'];
  return wanted === null ? usual : [wanted, ...usual.filter((name) => name !== wanted)];
}

/**
 * The first backend of `order` that works.
 * @param onFailure told of each one that does not
 * @throws PlaygroundError the first failure if none works
 */
export async function startFirst<Live>(
  order: readonly BackendName[],
  trials: Trials<Live>,
  onFailure: (report: BackendReport) => void,
): Promise<Winner<Live>> {
  let firstFailure: PlainError | null = null;
  for (const backend of order) {
    const { report, live } = await trials.attempt(backend);
    trials.onReport(report);
    if (live !== null) return { report, live };
    firstFailure ??= report.failure;
    onFailure(report);
  }
  throw firstFailure === null
    ? new PlaygroundError('internal', 'There is no backend to try.')
    : fromPlainError(firstFailure);
}

/**
 * Times the other backends behind the one that draws and moves to each that is clearly faster. Plain
 * JavaScript is not a candidate: it is for machines where nothing else works.
 * @param onFaster told of a faster backend, which draws from then on; the former one is the caller's
 *   to release
 */
export async function findFastest<Live>(
  current: BackendReport,
  trials: Trials<Live>,
  onFaster: (winner: Winner<Live>) => void,
  signal: AbortSignal,
): Promise<void> {
  let best = current.millisecondsPerFace ?? Infinity;
  for (const backend of backendNames) {
    if (backend === 'cpu' || backend === current.backend) continue;
    if (signal.aborted) return;
    const patience = { giveUpAboveMs: best * hopeless, budgetMs, signal };
    const { report, live } = await trials.attempt(backend, patience);
    if (signal.aborted) {
      if (live !== null) trials.release(live);
      return;
    }
    trials.onReport(report);
    if (live === null) continue;
    const ms = report.millisecondsPerFace ?? Infinity;
    if (ms < best * worthMoving) {
      best = ms;
      onFaster({ report, live });
    } else {
      trials.release(live);
    }
  }
}
