/** What is done behind the drawing once a model has been loaded. */
import type { CallQueue } from './callQueue.ts';
import { whileBusy } from './candidate.ts';
import type { ChangeLine } from './changeLine.ts';
import type { Chooser } from './chooser.ts';
import type { ModelFiles } from './files.ts';
import type { StatusBoard } from './statusBoard.ts';

/** What settling needs of the engine. */
export interface SettlingParts {
  readonly board: StatusBoard;
  readonly queue: CallQueue;
  readonly changes: ChangeLine;
  readonly chooser: Chooser;
  /** The model in use. */
  present(): ModelFiles | null;
  /** False once a model that came later is being settled; what the status says is about that one. */
  isNewest(): boolean;
}

/** Longest that keeping a model for a visit without a connection waits for a quiet moment. */
const keepWaitMs = 1000;

/**
 * Keeps the model for a visit without a connection, times the drawing backend, chooses another one
 * unless this machine is known, and fetches the networks beside G for such a visit too.
 */
export async function settle(parts: SettlingParts): Promise<void> {
  const { board, queue, changes, chooser, present, isNewest } = parts;
  const before = changes.asked;
  board.change({ choosing: board.get().choice === 'auto', timing: true });
  try {
    // Whoever fetched the model keeps it, even if another backend draws before that.
    const keeper = queue.live;
    if (keeper !== null) {
      await whileBusy(keeper, async () => {
        await queue.whenQuiet(new AbortController().signal, keepWaitMs);
        await keeper.connection.call('keepFetched');
      });
    }
    // Not within a change: it takes its turn among the calls, and those may wait for changes.
    await chooser.timeAgain();
    if (isNewest()) board.change({ timing: false });
    if (changes.asked !== before) return;
    await changes.changeUntilNext(async (signal) => {
      if (board.get().choice === 'auto' && !(await chooser.isSettled())) {
        await chooser.choose(signal);
      }
    });
  } finally {
    if (isNewest()) board.change({ choosing: false, timing: false });
  }
  const host = queue.live;
  const files = present();
  if (host === null || files === null) return;
  await host.connection.call('prefetchSideNetworks', files.folderUrl, files.config);
}
