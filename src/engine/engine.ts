/**
 * The page's side of the engine: one worker for the backend that draws, a second one while another
 * backend is on trial. What changes the engine (loading, moving, recovering) happens one thing at a
 * time; so do the calls that draw; the two only meet in which worker a call goes to.
 */
import { PlaygroundError, toPlainError } from '../errors.ts';
import type { FeatureMaps, PixelImage } from '../model/arrays.ts';
import type { ModelConfig } from '../model/config.ts';
import type { RememberedBackend, TextMemory } from './backendMemory.ts';
import { forgetBackend, recallBackend, rememberBackend } from './backendMemory.ts';
import { describeArchitecture, discriminatorFile } from '../model/architecture.ts';
import type { Candidate, Live } from './candidate.ts';
import { openCandidate, retire, tryCandidate, whileBusy } from './candidate.ts';
import type { ConnectionHandlers, SessionConnection } from './client.ts';
import { startWorker } from './client.ts';
import type { ModelFiles } from './files.ts';
import type { Trials, Winner } from './ladder.ts';
import { findFastest, ladderOrder, startFirst } from './ladder.ts';
import type { SessionEvent } from './session.ts';
import { createStatusBoard } from './statusBoard.ts';
import type { BackendChoice, BackendName, BackendReport, Engine } from './types.ts';

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

/** Crashes in a row, without an answer in between, after which a backend is not tried again. */
const mostCrashes = 2;

/** Creates the engine and lets its first backend start. The caller disposes it. */
export function createEngine(options: EngineOptions = {}): Engine {
  const connect = options.connect ?? startWorker;
  const now = options.now ?? (() => performance.now());
  const machine = options.machine ?? navigator.userAgent;
  const { memory } = options;
  const recall = (): RememberedBackend | null =>
    memory === undefined ? null : recallBackend(memory, machine);

  const board = createStatusBoard(options.choice ?? 'auto', recall()?.reports ?? []);
  let live: Live | null = null;
  let files: ModelFiles | null = null;
  let discriminator: { readonly of: ModelFiles; readonly bytes: Promise<ArrayBuffer> } | null =
    null;
  /** A worker opened before there was a model to try it with. */
  let early: Candidate | null = null;
  let onTrial: Candidate | null = null;
  let fetching: SessionConnection | null = null;
  let crashesInARow = 0;
  let isDisposed = false;
  let repeatFailed: (() => Promise<unknown>) | null = null;
  let loads = 0;
  let choosing = new AbortController();
  let changes: Promise<unknown> = Promise.resolve();
  let calls: Promise<unknown> = Promise.resolve();
  let toldNotKept = false;
  const waiting = new Set<{ resolve: (live: Live) => void; reject: (error: unknown) => void }>();

  const aborted = (): PlaygroundError =>
    new PlaygroundError('aborted', 'The engine moved on to something else.');
  const asError = (thrown: unknown): PlaygroundError => {
    if (thrown instanceof PlaygroundError) return thrown;
    const plain = toPlainError(thrown);
    return new PlaygroundError(plain.code, plain.message, plain.details, thrown);
  };

  // ---- workers -------------------------------------------------------------------------------

  const open = (backend: BackendName): Candidate =>
    openCandidate(backend, connect, { onEvent: hear, onCrash: crashed });

  const openEarly = (): Candidate =>
    (early ??= open(ladderOrder(board.get().choice, recall()?.backend ?? null)[0] ?? 'wasm'));

  const trialsOf = (model: ModelFiles): Trials<Live> => ({
    async attempt(backend, giveUpAboveMs, budgetMs) {
      const opened = early?.backend === backend ? early : null;
      early = opened === null ? early : null;
      const candidate = opened ?? open(backend);
      onTrial = candidate;
      try {
        return await tryCandidate(candidate, model, giveUpAboveMs, budgetMs);
      } catch (fault) {
        // The model is at fault; the worker may serve another one.
        closeEarly();
        early = candidate;
        throw fault;
      } finally {
        onTrial = null;
      }
    },
    release: retire,
    onReport: (report) => {
      board.report(report);
    },
  });

  const closeEarly = (): void => {
    early?.connection.close();
    early = null;
  };

  function hear(candidate: Candidate, event: SessionEvent): void {
    switch (event.kind) {
      case 'progress': {
        const { receivedBytes, totalBytes } = event;
        if (fetching === candidate.connection) {
          board.change({ download: { receivedBytes, totalBytes } });
        }
        break;
      }
      case 'not-kept-offline':
        if (!toldNotKept) board.notify(event);
        toldNotKept = true;
        break;
      case 'device-lost':
        if (candidate !== live) break;
        board.change({ phase: 'recovering' });
        board.notify(event);
        break;
      case 'device-restored':
        if (candidate !== live) break;
        board.change({ phase: 'ready' });
        board.notify(event);
        break;
      case 'device-gone':
        lostLive(
          candidate,
          new PlaygroundError('device-lost', event.error.message, event.error.details),
        );
        break;
    }
  }

  function crashed(candidate: Candidate, error: PlaygroundError): void {
    if (candidate === early) early = null;
    lostLive(candidate, error);
  }

  // ---- what draws ----------------------------------------------------------------------------

  const adopt = ({ live: next, report }: Winner<Live>, model: ModelFiles): void => {
    const former = live;
    live = next;
    files = model;
    if (former !== null && former !== next) retire(former);
    if (early !== null) closeEarly();
    board.change({
      phase: 'ready',
      model: model.config,
      layers: describeArchitecture(model.config).layers,
      active: report,
      error: null,
    });
    for (const { resolve } of waiting) resolve(next);
    waiting.clear();
  };

  const fail = (error: PlaygroundError): void => {
    board.change({ phase: 'failed', error: toPlainError(error), active: null });
    for (const { reject } of waiting) reject(error);
    waiting.clear();
  };

  const nextLive = async (): Promise<Live> => {
    if (isDisposed) throw aborted();
    if (live !== null) return live;
    const { phase, error } = board.get();
    if (phase === 'failed' && error !== null) {
      throw new PlaygroundError(error.code, error.message, error.details);
    }
    return new Promise((resolve, reject) => {
      waiting.add({ resolve, reject });
    });
  };

  /** Makes a call after those before it, again on another backend if this one goes away. */
  const submit = async <T>(call: (on: Live) => Promise<T>): Promise<T> => {
    const run = async (): Promise<T> => {
      for (;;) {
        const on = await nextLive();
        try {
          const result = await whileBusy(on, async () => call(on));
          crashesInARow = 0;
          return result;
        } catch (thrown) {
          const error = asError(thrown);
          if (isDisposed || error.code !== 'device-lost') throw error;
        }
      }
    };
    const result = calls.then(run);
    calls = result.catch(() => undefined);
    return result;
  };

  /** Does one change after those before it. */
  const change = async <T>(action: () => Promise<T>): Promise<T> => {
    choosing.abort();
    if (board.get().choosing && onTrial !== null) onTrial.connection.close();
    const result = changes.then(async () => {
      if (isDisposed) throw aborted();
      return action();
    });
    changes = result.catch(() => undefined);
    return result;
  };

  // ---- changes -------------------------------------------------------------------------------

  const tellFailure = (report: BackendReport): void => {
    board.notify({ kind: 'backend-failed', report });
  };

  const climb = async (order: readonly BackendName[], model: ModelFiles): Promise<void> => {
    const winner = await startFirst(order, trialsOf(model), tellFailure);
    if (isDisposed) {
      retire(winner.live);
      throw aborted();
    }
    adopt(winner, model);
  };

  /** Times the others behind the one that draws, and remembers the outcome. */
  const choose = async (signal: AbortSignal): Promise<void> => {
    const { active } = board.get();
    const model = files;
    if (active === null || model === null || live === null) return;
    board.change({ choosing: true });
    try {
      // What has been asked for is drawn first.
      await calls;
      const trials: Trials<Live> = {
        ...trialsOf(model),
        onReport: (report) => {
          board.report(report);
          if (report.failure?.code === 'self-test-failed') tellFailure(report);
        },
      };
      const move = (winner: Winner<Live>): void => {
        adopt(winner, model);
        board.notify({ kind: 'backend-changed', report: winner.report });
      };
      await findFastest(active, trials, move, signal, now);
      if (!signal.aborted) await remember();
    } finally {
      board.change({ choosing: false });
    }
  };

  const remember = async (): Promise<void> => {
    const on = live;
    if (memory === undefined || on === null) return;
    const gpu = await on.connection.call('describeGpu');
    rememberBackend(memory, machine, { backend: on.backend, gpu, reports: board.get().reports });
  };

  /** Chooses behind the drawing, unless this machine is known. Never fails loudly: drawing goes on. */
  const settle = async (): Promise<void> => {
    if (board.get().choice !== 'auto') return;
    await change(async () => {
      choosing = new AbortController();
      const { signal } = choosing;
      const remembered = recall();
      if (remembered !== null && remembered.backend === live?.backend) {
        const gpu = await live.connection.call('describeGpu');
        if (gpu === remembered.gpu) return;
      }
      await choose(signal);
    });
  };

  /** Runs something behind the drawing; if it fails, a call that draws will say why. */
  const behind = (action: () => Promise<void>): void => {
    action().catch((thrown: unknown) => {
      const error = asError(thrown);
      if (error.code !== 'aborted') console.warn(`Latent Playground engine: ${error.message}`);
    });
  };

  const keepForOffline = async (): Promise<void> => {
    if (live === null || files === null) return;
    await live.connection.call('prefetchDiscriminator', files.folderUrl, files.config);
  };

  const load = async (folderUrl: string): Promise<ModelConfig> => {
    const host = live ?? openEarly();
    fetching = host.connection;
    let fetched: ModelFiles;
    try {
      if (live === null) board.change({ phase: 'loading', error: null });
      fetched = await host.connection.call('fetchModel', folderUrl);
    } finally {
      fetching = null;
      board.change({ download: null });
    }
    const drawing = live;
    if (drawing === null) {
      const { choice } = board.get();
      const remembered = choice === 'auto' ? recall() : null;
      await climb(ladderOrder(choice, remembered?.backend ?? null), fetched);
    } else {
      const result = await whileBusy(drawing, async () =>
        drawing.connection.call('install', fetched, Infinity),
      );
      const { millisecondsPerFace, selfTestError } = result;
      const active = board.get().active;
      drawing.hasDiscriminator = false;
      if (active !== null) {
        const report = { ...active, millisecondsPerFace, selfTestError };
        board.report(report);
        adopt({ live: drawing, report }, fetched);
      }
    }
    return fetched.config;
  };

  const use = async (folderUrl: string): Promise<ModelConfig> => {
    loads += 1;
    const load0 = loads;
    const isNewest = (): boolean => load0 === loads;
    behind(async () => fetching?.call('cancelDownloads'));
    const config = await change(async () => {
      if (!isNewest()) throw aborted();
      try {
        const loaded = await load(folderUrl);
        repeatFailed = null;
        return loaded;
      } catch (thrown) {
        const error = asError(thrown);
        if (isNewest()) repeatFailed = async () => use(folderUrl);
        if (live === null && isNewest() && board.get().phase !== 'recovering') fail(error);
        throw error;
      }
    });
    behind(async () => {
      await settle();
      await keepForOffline();
    });
    return config;
  };

  /** The backend that draws is gone; whatever can draw takes its place. */
  function lostLive(candidate: Candidate, error: PlaygroundError): void {
    if (candidate !== live || isDisposed) return;
    const { backend } = candidate;
    const { active } = board.get();
    const isCrash = error.code === 'worker-crashed';
    if (isCrash) crashesInARow += 1;
    live = null;
    retire(candidate);
    board.change({ phase: 'recovering' });
    behind(async () => change(async () => recover()));

    async function recover(): Promise<void> {
      if (files === null || live !== null) return;
      const others = ladderOrder('auto', null).filter((name) => name !== backend);
      const isLost = !isCrash || crashesInARow > mostCrashes;
      if (isLost && active !== null) {
        const report: BackendReport = { ...active, failure: toPlainError(error) };
        board.report(report);
        tellFailure(report);
        if (memory !== undefined) forgetBackend(memory);
      }
      try {
        await climb(isLost ? others : [backend, ...others], files);
      } catch (thrown) {
        repeatFailed = restart;
        fail(asError(thrown));
        throw thrown;
      }
      const report = board.get().active;
      if (isCrash) board.notify({ kind: 'worker-restarted' });
      if (report !== null && report.backend !== backend) {
        board.notify({ kind: 'backend-changed', report });
      }
    }
  }

  const restart = async (): Promise<void> => {
    await change(async () => {
      if (files === null || live !== null) return;
      board.change({ phase: 'recovering', error: null });
      try {
        await climb(ladderOrder(board.get().choice, null), files);
      } catch (thrown) {
        repeatFailed = restart;
        fail(asError(thrown));
        throw thrown;
      }
    });
  };

  const moveTo = async (backend: BackendName): Promise<void> => {
    const model = files;
    if (model === null || live?.backend === backend) return;
    const { report, live: next } = await trialsOf(model).attempt(backend, Infinity, Infinity);
    board.report(report);
    if (next === null) {
      const failure = report.failure ?? toPlainError(aborted());
      throw new PlaygroundError(failure.code, failure.message, failure.details);
    }
    adopt({ live: next, report }, model);
  };

  const setBackend = async (choice: BackendChoice): Promise<BackendReport> => {
    // Before the first model there is nothing to try a backend with.
    if (files === null) await nextLive();
    return change(async () => {
      try {
        if (choice === 'auto') {
          board.change({ choice });
          if (live === null && files !== null) await climb(ladderOrder('auto', null), files);
          choosing = new AbortController();
          await choose(choosing.signal);
        } else {
          await moveTo(choice);
          board.change({ choice });
        }
        repeatFailed = null;
      } catch (thrown) {
        repeatFailed = async () => setBackend(choice);
        throw thrown;
      }
      const { active } = board.get();
      if (active === null) throw aborted();
      return active;
    });
  };

  // ---- drawing -------------------------------------------------------------------------------

  /** D's weights of the present model, downloaded once. */
  const discriminatorBytes = async (): Promise<{ of: ModelFiles; bytes: ArrayBuffer }> => {
    const on = await nextLive();
    const of = files;
    if (of === null) throw aborted();
    discriminatorFile(of.config);
    if (discriminator?.of !== of) {
      fetching = on.connection;
      const bytes = on.connection.call('fetchDiscriminator', of.folderUrl, of.config);
      discriminator = { of, bytes };
      const done = (): void => {
        if (fetching === on.connection) fetching = null;
        board.change({ download: null });
      };
      bytes.then(done, () => {
        // The next call asks again.
        discriminator = null;
        done();
      });
    }
    return { of, bytes: await discriminator.bytes };
  };

  const withDiscriminator = async <T>(call: (on: Live) => Promise<T>): Promise<T> => {
    const { of, bytes } = await discriminatorBytes();
    return submit(async (on) => {
      if (of !== files) throw aborted();
      if (!on.hasDiscriminator) {
        await on.connection.call('installDiscriminator', bytes);
        on.hasDiscriminator = true;
      }
      return call(on);
    });
  };

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
    async generate(latents, mask = {}): Promise<PixelImage[]> {
      if (latents.length === 0) return [];
      return submit(async ({ connection }) => connection.call('generate', latents, mask));
    },
    async featureMaps(latent, layer, mask = {}): Promise<FeatureMaps> {
      const call = async ({ connection }: Live): Promise<FeatureMaps> =>
        connection.call('featureMaps', latent, layer, mask);
      return layer.startsWith('D.') ? withDiscriminator(call) : submit(call);
    },
    async discriminate(images): Promise<number[]> {
      return withDiscriminator(async ({ connection }) => connection.call('discriminate', images));
    },
    memory: async () => submit(async ({ connection }) => connection.call('memory')),
    dispose() {
      isDisposed = true;
      choosing.abort();
      for (const candidate of [live, early, onTrial]) candidate?.connection.close();
      live = null;
      for (const { reject } of waiting) reject(aborted());
      waiting.clear();
    },
  };
}

/** The address of a folder, ending in a slash. */
function absoluteFolder(folderUrl: string): string {
  const page = (globalThis as { location?: { href: string } }).location?.href;
  return new URL(folderUrl.endsWith('/') ? folderUrl : `${folderUrl}/`, page).href;
}
