/** Choosing behind the drawing: which backend is fastest on this machine, by the stopwatch. */
import type { BackendMemory } from './backendMemory.ts';
import type { CallQueue } from './callQueue.ts';
import type { Live } from './candidate.ts';
import type { ModelFiles } from './files.ts';
import type { Trials, Winner } from './ladder.ts';
import { findFastest } from './ladder.ts';
import type { StatusBoard } from './statusBoard.ts';

/** Single faces by which the drawing backend is timed again once it is warm. */
const warmTimings = 9;
/** Time after which no further one is begun. */
const warmTimingsMs = 500;

/** Times and chooses while faces are being drawn; gives way when its signal says so. */
export interface Chooser {
  /**
   * Replaces the first timing of the drawing backend, taken while its programs were still being
   * compiled in the background. One face at a time, so that calls that draw come in between.
   */
  timeAgain(): Promise<void>;
  /** Whether the drawing backend is the one remembered as fastest, and the machine is the same. */
  isSettled(): Promise<boolean>;
  /** Times the other backends, moves to the fastest, and remembers it. */
  choose(signal: AbortSignal): Promise<void>;
}

/** What choosing needs of the engine. */
export interface ChooserParts {
  readonly board: StatusBoard;
  readonly queue: CallQueue;
  readonly memory: BackendMemory;
  now(): number;
  /** The model in use. */
  present(): ModelFiles | null;
  trialsOf(model: ModelFiles): Trials<Live>;
  adopt(winner: Winner<Live>, model: ModelFiles): void;
}

/** Creates a chooser. */
export function createChooser(parts: ChooserParts): Chooser {
  const { board, queue, memory, now, present, trialsOf, adopt } = parts;
  return {
    async timeAgain() {
      const drawing = queue.live;
      const timings: number[] = [];
      const end = now() + warmTimingsMs;
      while (timings.length === 0 || (timings.length < warmTimings && now() < end)) {
        timings.push(await queue.submit(async ({ connection }) => connection.call('timeFace')));
      }
      const { active } = board.get();
      if (active === null || drawing === null || drawing !== queue.live) return;
      const sorted = timings.toSorted((a, b) => a - b);
      const report = { ...active, millisecondsPerFace: sorted[sorted.length >> 1] ?? null };
      board.report(report);
      board.change({ active: report });
    },
    async isSettled() {
      const remembered = memory.recall();
      const drawing = queue.live;
      if (remembered === null || remembered.backend !== drawing?.backend) return false;
      return remembered.gpu === (await drawing.connection.call('describeGpu'));
    },
    async choose(signal) {
      const { active } = board.get();
      const model = present();
      if (active === null || model === null || signal.aborted) return;
      board.change({ choosing: true });
      try {
        const trials: Trials<Live> = {
          ...trialsOf(model),
          onReport: (report) => {
            board.report(report);
            // That a machine lacks a backend is no news; that it draws wrongly is.
            if (report.failure?.code === 'self-test-failed') {
              board.notify({ kind: 'backend-failed', report });
            }
          },
        };
        const onFaster = (winner: Winner<Live>): void => {
          adopt(winner, model);
          board.notify({ kind: 'backend-changed', report: winner.report });
        };
        await findFastest(active, trials, onFaster, signal);
        const fastest = queue.live;
        if (signal.aborted || fastest === null) return;
        const gpu = await fastest.connection.call('describeGpu');
        memory.remember({ backend: fastest.backend, gpu, reports: board.get().reports });
      } finally {
        board.change({ choosing: false });
      }
    },
  };
}
