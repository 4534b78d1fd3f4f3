/** A backend on trial or in use: a worker of its own with a session, and what is known of it. */
import { PlaygroundError, toPlainError } from '../errors.ts';
import type { SideNetwork } from '../model/config.ts';
import type { ConnectionHandlers, SessionConnection } from './client.ts';
import type { ModelFiles } from './files.ts';
import type { KernelTuning } from './kernels/webgpu/kernelTuning.ts';
import type { Attempt, Patience } from './ladder.ts';
import { tolerances } from './tolerances.ts';
import { isSoftware } from './kernels/webgpu/softwareDevice.ts';
import type { SessionEvent } from './sessionTypes.ts';
import type { BackendName, BackendReport } from './types.ts';

/** A worker whose backend is starting or running. */
export interface Candidate {
  readonly backend: BackendName;
  readonly connection: SessionConnection;
  /** The adapter in words; rejects with `backend-unavailable`. */
  readonly started: Promise<string | null>;
  /** The networks beside G that the session has. */
  readonly sideNetworks: Set<SideNetwork>;
  /** The model that the session has fetched last. */
  fetched: ModelFiles | null;
  /** Calls in flight, and whether the worker ends when there are none. */
  busy: number;
  isRetired: boolean;
}

/** A backend that draws the installed model. */
export interface Live extends Candidate {
  readonly adapter: string | null;
}

/** What a candidate tells whoever holds it. */
export interface CandidateHandlers {
  onEvent(candidate: Candidate, event: SessionEvent): void;
  onCrash(candidate: Candidate, error: PlaygroundError): void;
}

/**
 * Opens a worker and lets its backend start. The caller retires the candidate.
 * @param tunings what is remembered of own kernels
 */
export function openCandidate(
  backend: BackendName,
  connect: (handlers: ConnectionHandlers) => SessionConnection,
  handlers: CandidateHandlers,
  tunings: readonly KernelTuning[],
): Candidate {
  const connection = connect({
    onEvent: (event) => {
      handlers.onEvent(candidate, event);
    },
    onCrash: (error) => {
      handlers.onCrash(candidate, error);
    },
  });
  const started = connection.call('start', backend, tunings);
  // Whoever tries the candidate asks again and hears of a failure then.
  started.catch(() => undefined);
  const candidate: Candidate = {
    backend,
    connection,
    started,
    sideNetworks: new Set(),
    fetched: null,
    busy: 0,
    isRetired: false,
  };
  return candidate;
}

/** Ends a candidate as soon as no call is in flight. */
export function retire(candidate: Candidate): void {
  candidate.isRetired = true;
  if (candidate.busy === 0) candidate.connection.close();
}

/** Makes a call that a retirement waits for. */
export async function whileBusy<T>(candidate: Candidate, call: () => Promise<T>): Promise<T> {
  candidate.busy += 1;
  try {
    return await call();
  } finally {
    candidate.busy -= 1;
    if (candidate.isRetired && candidate.busy === 0) candidate.connection.close();
  }
}

/** Failures of the model folder; no other backend would do better. */
const modelFaults: ReadonlySet<string> = new Set(['bad-file', 'shape-mismatch']);

/**
 * Installs a model in a candidate and reports; never leaves a failed worker behind, except for a
 * fault of the model's own, which is thrown and leaves the candidate fit for another model.
 * @param patience what the trial may cost; absent if there is no limit
 * @param whenQuiet waited for before a software device gets work: it would take the processor from
 *   the backend that draws
 * @throws PlaygroundError `bad-file` or `shape-mismatch`
 */
export async function tryCandidate(
  candidate: Candidate,
  files: ModelFiles,
  patience: Patience | undefined,
  whenQuiet: (signal: AbortSignal) => Promise<void>,
): Promise<Attempt<Live>> {
  const { backend, connection } = candidate;
  let adapter: string | null = null;
  const report = (found: Partial<BackendReport>): BackendReport => ({
    backend,
    adapter,
    millisecondsPerFace: null,
    selfTestError: null,
    tolerance: tolerances[backend],
    kernels: null,
    kernelFailure: null,
    failure: null,
    ...found,
  });
  const giveUpAboveMs = patience?.giveUpAboveMs ?? Infinity;
  const budgetMs = patience?.budgetMs ?? Infinity;
  try {
    adapter = await withinBudget(candidate.started, budgetMs);
    if (patience !== undefined && isSoftware(adapter)) await whenQuiet(patience.signal);
    const trial =
      patience === undefined && candidate.fetched === files
        ? connection.call('installFetched')
        : connection.call('install', files, giveUpAboveMs);
    const result = await withinBudget(trial, budgetMs);
    const { layers: _, ...measured } = result;
    const found = report(measured);
    if (measured.millisecondsPerFace > giveUpAboveMs) {
      connection.close();
      return { report: found, live: null };
    }
    return { report: found, live: Object.assign(candidate, { adapter }) };
  } catch (thrown) {
    const failure = toPlainError(thrown);
    if (thrown instanceof PlaygroundError && modelFaults.has(failure.code)) throw thrown;
    connection.close();
    // The session gave up by itself.
    if (thrown instanceof TimeUp || failure.code === 'aborted')
      return { report: report({}), live: null };
    const { found } = failure.details;
    const selfTestError =
      failure.code === 'self-test-failed' && typeof found === 'number' ? found : null;
    return { report: report({ failure, selfTestError }), live: null };
  }
}

/** Thrown when a candidate takes too long. */
class TimeUp extends Error {}

async function withinBudget<T>(result: Promise<T>, budgetMs: number): Promise<T> {
  if (budgetMs === Infinity) return result;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TimeUp());
    }, budgetMs);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}
