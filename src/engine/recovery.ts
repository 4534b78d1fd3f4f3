/** What happens when the backend that draws is gone: whatever can draw takes its place. */
import type { PlaygroundError } from '../errors.ts';
import { toPlainError } from '../errors.ts';
import type { BackendMemory } from './backendMemory.ts';
import type { CallQueue } from './callQueue.ts';
import { ladderOrder } from './ladder.ts';
import type { StatusBoard } from './statusBoard.ts';
import type { BackendName, BackendReport } from './types.ts';

/** What recovering needs of the engine. */
export interface RecoveryParts {
  readonly board: StatusBoard;
  readonly queue: CallQueue;
  readonly memory: BackendMemory;
  /** Starts over with the model in use, on the first backend of `order` that works. */
  climbAgain(order: readonly BackendName[]): Promise<void>;
}

/**
 * Finds a successor of a backend, unless something draws by then.
 * @param active what was known of the backend when it went
 */
export type Recover = (
  backend: BackendName,
  error: PlaygroundError,
  active: BackendReport | null,
) => Promise<void>;

/** Crashes without an answer in between after which a backend is not tried again. */
const mostCrashes = 2;

/** Creates the recovery; it counts crashes from here on. */
export function createRecovery({ board, queue, memory, climbAgain }: RecoveryParts): Recover {
  let crashes = { count: 0, answered: 0 };
  return async (backend, error, active) => {
    if (queue.live !== null) return;
    const isCrash = error.code === 'worker-crashed';
    if (crashes.answered !== queue.answered) crashes = { count: 0, answered: queue.answered };
    if (isCrash) crashes.count += 1;
    const isGivenUp = !isCrash || crashes.count > mostCrashes;
    const order = ladderOrder('auto', backend);
    if (isGivenUp) {
      order.shift();
      memory.forget();
      if (active !== null) {
        const report = { ...active, failure: toPlainError(error) };
        board.report(report);
        board.notify({ kind: 'backend-failed', report });
      }
    }
    await climbAgain(order);
    const report = board.get().active;
    if (isCrash) board.notify({ kind: 'worker-restarted' });
    if (report !== null && report.backend !== backend) {
      board.notify({ kind: 'backend-changed', report });
    }
  };
}
