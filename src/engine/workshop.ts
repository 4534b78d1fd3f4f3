/** Where backends are tried: at most one worker opened ahead of its model, and one on trial. */
import type { CallQueue } from './callQueue.ts';
import type { Candidate, CandidateHandlers, Live } from './candidate.ts';
import { openCandidate, tryCandidate } from './candidate.ts';
import type { ConnectionHandlers, SessionConnection } from './client.ts';
import type { ModelFiles } from './files.ts';
import type { KernelTuning } from './kernels/webgpu/kernelTuning.ts';
import type { Attempt, Patience } from './ladder.ts';
import type { BackendName } from './types.ts';

/** Opens workers and tries backends in them. */
export interface Workshop {
  /** A worker whose backend starts while its model is on the way; the same until it is tried. */
  openEarly(backend: BackendName): Candidate;
  /**
   * Tries a backend with a model, in the early worker if that has the same backend.
   * @throws PlaygroundError `bad-file` or `shape-mismatch` if the model is at fault
   */
  attempt(model: ModelFiles, backend: BackendName, patience?: Patience): Promise<Attempt<Live>>;
  /** Ends the trial in progress; it fails with `aborted`. */
  interrupt(): void;
  /** Ends the early worker. */
  closeEarly(): void;
}

/** Longest that opening a worker for a trial waits for a quiet moment. */
const startWaitMs = 1000;

/** Creates a workshop without workers. */
export function createWorkshop(
  connect: (handlers: ConnectionHandlers) => SessionConnection,
  handlers: CandidateHandlers,
  whenQuiet: CallQueue['whenQuiet'],
  recallTunings: () => readonly KernelTuning[],
): Workshop {
  let early: Candidate | null = null;
  let onTrial: Candidate | null = null;
  const open = (backend: BackendName): Candidate =>
    openCandidate(
      backend,
      connect,
      {
        onEvent: handlers.onEvent,
        onCrash(candidate, error) {
          if (candidate === early) early = null;
          handlers.onCrash(candidate, error);
        },
      },
      recallTunings(),
    );
  const closeEarly = (): void => {
    early?.connection.close();
    early = null;
  };
  return {
    openEarly: (backend) => (early ??= open(backend)),
    async attempt(model, backend, patience) {
      // A trial takes the processor from what the page still has to do after its first face; but
      // somebody who moves at once is to have the fastest backend soon.
      if (patience !== undefined) await whenQuiet(patience.signal, startWaitMs);
      let candidate: Candidate;
      if (early?.backend === backend) {
        candidate = early;
        early = null;
      } else {
        candidate = open(backend);
      }
      onTrial = candidate;
      try {
        return await tryCandidate(candidate, model, patience, whenQuiet);
      } catch (fault) {
        // The model is at fault; the worker may serve another one.
        closeEarly();
        early = candidate;
        throw fault;
      } finally {
        onTrial = null;
      }
    },
    interrupt() {
      onTrial?.connection.close();
    },
    closeEarly,
  };
}
