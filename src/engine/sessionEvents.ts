/** What the engine makes of what its sessions tell without being asked. */
import type { PlaygroundError } from '../errors.ts';
import { fromPlainError } from '../errors.ts';
import type { BackendMemory } from './backendMemory.ts';
import type { CallQueue } from './callQueue.ts';
import type { Candidate, CandidateHandlers } from './candidate.ts';
import type { SessionConnection } from './client.ts';
import type { StatusBoard } from './statusBoard.ts';

/** What hearing needs of the engine. */
export interface EventParts {
  readonly board: StatusBoard;
  readonly queue: CallQueue;
  readonly memory: BackendMemory;
  /** The session whose download is shown, if any. */
  fetching(): SessionConnection | null;
  /** Told that a candidate's device is lost for good. */
  onGone(candidate: Candidate, error: PlaygroundError): void;
}

/**
 * Creates the handler of events. Of a device only the one that draws is of interest; that a model
 * cannot be kept offline is told once.
 */
export function createEventHandler(parts: EventParts): CandidateHandlers['onEvent'] {
  const { board, queue, memory, fetching, onGone } = parts;
  let hasToldNotKept = false;
  return (candidate, event) => {
    const isDrawing = candidate === queue.live;
    switch (event.kind) {
      case 'progress': {
        const { receivedBytes, totalBytes } = event;
        const isShown = fetching() === candidate.connection;
        if (isShown) board.change({ download: { receivedBytes, totalBytes } });
        break;
      }
      case 'not-kept-offline':
        if (!hasToldNotKept) board.notify(event);
        hasToldNotKept = true;
        break;
      case 'tuned':
        memory.rememberTuning(event.tuning);
        break;
      case 'kernels-refused': {
        const { active } = board.get();
        if (!isDrawing || active === null) break;
        const report = { ...active, kernelFailure: event.error };
        board.report(report);
        board.change({ active: report });
        break;
      }
      case 'device-lost':
        if (!isDrawing) break;
        board.change({ phase: 'recovering' });
        board.notify(event);
        break;
      case 'device-restored':
        if (!isDrawing) break;
        board.change({ phase: 'ready' });
        board.notify(event);
        break;
      case 'device-gone':
        onGone(candidate, fromPlainError(event.error));
        break;
    }
  };
}
