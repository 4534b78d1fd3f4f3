/**
 * The page's side of the engine: one worker for the backend that draws, a second one while another
 * backend is on trial. What changes the engine (loading, moving, recovering) happens one thing at a
 * time; so do the calls that draw; the two only meet in which worker a call goes to.
 */
import type { PlaygroundError } from '../errors.ts';
import { asPlaygroundError, fromPlainError, toPlainError } from '../errors.ts';
import { describeArchitecture } from '../model/architecture.ts';
import type { ModelConfig } from '../model/config.ts';
import type { TextMemory } from './backendMemory.ts';
import { createBackendMemory } from './backendMemory.ts';
import { createCallQueue } from './callQueue.ts';
import type { Candidate, Live } from './candidate.ts';
import { retire, whileBusy } from './candidate.ts';
import { createChangeLine } from './changeLine.ts';
import { createChooser } from './chooser.ts';
import type { ConnectionHandlers, SessionConnection } from './client.ts';
import { startWorker } from './client.ts';
import { createDrawingCalls } from './drawingCalls.ts';
import type { ModelFiles } from './files.ts';
import type { Trials, Winner } from './ladder.ts';
import { ladderOrder, startFirst } from './ladder.ts';
import { movedOn } from './movedOn.ts';
import { createRecovery } from './recovery.ts';
import { createEventHandler } from './sessionEvents.ts';
import { settle } from './settling.ts';
import { createStatusBoard } from './statusBoard.ts';
import type { BackendChoice, BackendName, BackendReport, Engine } from './types.ts';
import { createWorkshop } from './workshop.ts';

/** How an engine is made. */
export interface EngineOptions {
  /** Backend to begin with; `auto` by default. */
  readonly choice?: BackendChoice;
  /** Where the outcome of measuring rests between visits; without it every visit measures. */
  readonly memory?: TextMemory;
  /** The browser in words; its user agent by default. */
  readonly machine?: string;
  /** Opens a session; a worker by default. Tests pass their own. */
  readonly connect?: (handlers: ConnectionHandlers) => SessionConnection;
  readonly now?: () => number;
}

/** Creates the engine and lets its first backend start. The caller disposes it. */
export function createEngine(options: EngineOptions = {}): Engine {
  const now = options.now ?? (() => performance.now());
  const memory = createBackendMemory(options.memory, options.machine ?? navigator.userAgent);
  const board = createStatusBoard(options.choice ?? 'auto', memory.recall()?.reports ?? []);
  const queue = createCallQueue(now);
  let files: ModelFiles | null = null;
  let fetching: SessionConnection | null = null;
  let repeatFailed: (() => Promise<unknown>) | null = null;
  let loads = 0;
  let settlings = 0;
  let isDisposed = false;
  const onEvent = createEventHandler({
    board,
    queue,
    memory,
    fetching: () => fetching,
    onGone: lost,
  });
  const workshop = createWorkshop(
    options.connect ?? startWorker,
    { onEvent, onCrash: lost },
    queue.whenQuiet,
    memory.recallTunings,
  );
  const changes = createChangeLine({
    onAsked: () => {
      if (board.get().choosing) workshop.interrupt();
    },
    mayGoOn: () => !isDisposed,
  });

  // ---- losses --------------------------------------------------------------------------------

  const recover = createRecovery({
    board,
    queue,
    memory,
    climbAgain: async (order) => climbAgain(order),
  });

  /** The backend that draws is gone; whatever can draw takes its place. */
  function lost(candidate: Candidate, error: PlaygroundError): void {
    if (candidate !== queue.live || isDisposed) return;
    const { active } = board.get();
    queue.drop();
    board.change({ phase: 'recovering' });
    behind(async () => change(async () => recover(candidate.backend, error, active)));
  }

  // ---- changes -------------------------------------------------------------------------------

  const { change, changeUntilNext } = changes;

  const adopt = ({ live, report }: Winner<Live>, model: ModelFiles): void => {
    if (isDisposed) {
      retire(live);
      throw movedOn();
    }
    files = model;
    queue.adopt(live);
    workshop.closeEarly();
    const { layers } = describeArchitecture(model.config);
    board.change({
      phase: 'ready',
      model: model.config,
      layers,
      active: report,
      error: null,
    });
  };

  const fail = (error: PlaygroundError): void => {
    queue.fail(error);
    board.change({ phase: 'failed', error: toPlainError(error), active: null });
  };

  const trialsOf = (model: ModelFiles): Trials<Live> => ({
    attempt: async (backend, patience) => workshop.attempt(model, backend, patience),
    release: retire,
    onReport: (report) => {
      board.report(report);
    },
  });

  const climb = async (order: readonly BackendName[], model: ModelFiles): Promise<void> => {
    const winner = await startFirst(order, trialsOf(model), (report) => {
      board.notify({ kind: 'backend-failed', report });
    });
    adopt(winner, model);
  };

  /** Starts over with the model in use; if that fails, `retry` repeats it. */
  const climbAgain = async (order: readonly BackendName[]): Promise<void> => {
    if (files === null || queue.live !== null) return;
    queue.expect();
    board.change({ phase: 'recovering', error: null });
    try {
      await climb(order, files);
    } catch (thrown) {
      const error = asPlaygroundError(thrown);
      fail(error);
      repeatFailed = async () =>
        change(async () => climbAgain(ladderOrder(board.get().choice, null)));
      throw error;
    }
  };

  const chooser = createChooser({
    board,
    queue,
    memory,
    now,
    present: () => files,
    trialsOf,
    adopt,
  });

  const firstBackends = (): BackendName[] =>
    ladderOrder(board.get().choice, memory.recall()?.backend ?? null);

  const openEarly = (): Candidate => workshop.openEarly(firstBackends()[0] ?? 'wasm');

  const load = async (folderUrl: string): Promise<ModelConfig> => {
    const drawing = queue.live;
    const host = drawing ?? openEarly();
    let fetched: ModelFiles;
    fetching = host.connection;
    if (drawing === null) {
      queue.expect();
      board.change({ phase: 'loading', error: null });
    }
    try {
      fetched = await host.connection.call('fetchModel', folderUrl);
      host.fetched = fetched;
    } finally {
      fetching = null;
      board.change({ download: null });
    }
    if (drawing === null) {
      await climb(firstBackends(), fetched);
    } else {
      const { layers: _, ...found } = await whileBusy(drawing, async () =>
        drawing.connection.call('installFetched'),
      );
      drawing.sideNetworks.clear();
      const { active } = board.get();
      if (drawing === queue.live && active !== null) {
        const report = { ...active, ...found };
        board.report(report);
        adopt({ live: drawing, report }, fetched);
      }
    }
    return fetched.config;
  };

  const use = async (folderUrl: string): Promise<ModelConfig> => {
    loads += 1;
    const number = loads;
    const stopFetching = fetching;
    behind(async () => stopFetching?.call('cancelDownloads'));
    const config = await change(async () => {
      if (number !== loads) throw movedOn();
      try {
        const loaded = await load(folderUrl);
        repeatFailed = null;
        return loaded;
      } catch (thrown) {
        const error = asPlaygroundError(thrown);
        if (number === loads) {
          repeatFailed = async () => use(folderUrl);
          if (files === null) fail(error);
        }
        throw error;
      }
    });
    settlings += 1;
    const settling = settlings;
    const isNewest = (): boolean => settling === settlings;
    behind(async () => settle({ board, queue, changes, chooser, present: () => files, isNewest }));
    return config;
  };

  const setBackend = async (choice: BackendChoice): Promise<BackendReport> => {
    // Before the first model there is nothing to try a backend with.
    if (files === null) await queue.next();
    const move = async (signal: AbortSignal): Promise<BackendReport> => {
      if (choice === 'auto') {
        board.change({ choice });
        await climbAgain(ladderOrder(choice, null));
        await chooser.choose(signal);
      } else {
        await moveTo(choice);
        board.change({ choice, choosing: false });
      }
      const { active } = board.get();
      if (active === null) throw movedOn();
      return active;
    };
    try {
      const report = await changeUntilNext(move);
      repeatFailed = null;
      return report;
    } catch (thrown) {
      repeatFailed = async () => setBackend(choice);
      throw thrown;
    }
  };

  const moveTo = async (backend: BackendName): Promise<void> => {
    if (files === null || queue.live?.backend === backend) return;
    const { report, live } = await workshop.attempt(files, backend);
    board.report(report);
    if (live === null) throw report.failure === null ? movedOn() : fromPlainError(report.failure);
    adopt({ live, report }, files);
  };

  // ---- behind the drawing --------------------------------------------------------------------

  /** Runs something nobody waits for; if it fails, drawing goes on, and the console is told. */
  function behind(action: () => Promise<void>): void {
    action().catch((thrown: unknown) => {
      const error = asPlaygroundError(thrown);
      if (error.code !== 'aborted') console.warn(`Latent Playground engine: ${error.message}`);
    });
  }

  const drawing = createDrawingCalls(
    queue,
    () => files,
    (host) => {
      fetching = host?.connection ?? null;
      if (host === null) board.change({ download: null });
    },
  );

  openEarly();
  return {
    getStatus: board.get,
    subscribe: board.subscribe,
    onNotice: board.onNotice,
    use: async (folderUrl) => use(absoluteFolder(folderUrl)),
    async retry() {
      await repeatFailed?.();
    },
    setBackend,
    ...drawing,
    dispose() {
      isDisposed = true;
      changes.abandon();
      workshop.interrupt();
      workshop.closeEarly();
      queue.live?.connection.close();
      queue.fail(movedOn());
    },
  };
}

/** The address of a folder, ending in a slash. */
function absoluteFolder(folderUrl: string): string {
  const page = (globalThis as { location?: { href: string } }).location?.href;
  return new URL(folderUrl.endsWith('/') ? folderUrl : `${folderUrl}/`, page).href;
}
