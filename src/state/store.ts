/** The store: one state, its verbs, and the wires to engine, history, clock and library. */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { PlaygroundError, toPlainError } from '../errors.ts';
import type { EngineNotice } from '../engine/types.ts';
import type { ModelConfig, ModelEntry } from '../model/config.ts';
import { createArithmeticWork, noArithmeticWork } from './arithmetic/work.ts';
import { createKnowledgeActions } from './arithmetic/knowledge.ts';
import { createBenchActions } from './arithmetic/benchSlice.ts';
import type { StoreContext, StoreServices } from './context.ts';
import { segmentsOf } from './derived.ts';
import { refuse } from './fields.ts';
import type { Field, FieldModel } from './fields.ts';
import { createMaskActions } from './filters/maskSlice.ts';
import { createPreparedActions } from './filters/prepared.ts';
import { createFilterActions } from './filters/slice.ts';
import { createWorkActions, noWork } from './filters/work.ts';
import { createSteps } from './history.ts';
import { roundForLink } from './limits.ts';
import { linkableOf, writeLink } from './link.ts';
import { createLoader } from './modelSlice.ts';
import type { Loader } from './modelSlice.ts';
import { addNotice } from './notices.ts';
import { createPageActions, dismissRetryNotices, settingKeys } from './pageSlice.ts';
import { advance, createPlayer } from './playback.ts';
import { resting } from './resting.ts';
import { createSceneActions } from './sceneSlice.ts';
import { createTrainActions } from './train/slice.ts';
import type { Language, Notice, PlaygroundState, PlaygroundStore, Theme } from './types.ts';

/** What the visit starts with, before anything is loaded. */
export interface StoreStart {
  readonly language: Language;
  readonly theme: Theme;
  /** Settings that the address overrules for this visit. */
  readonly overruled: ReadonlySet<'language' | 'theme'>;
}

/** The store and what only the composition root and the console may do with it. */
export interface Playground {
  readonly store: StoreApi<PlaygroundStore>;
  readonly loader: Loader;
  /** Reads shelf and masks; a failure becomes a notice. */
  loadLibrary(): Promise<void>;
  report(thrown: unknown, retry?: boolean): void;
  dispose(): void;
}

/** The hash of a link to the present scene, or null while there is none. */
export function linkOf(state: PlaygroundState): string | null {
  const linkable = linkableOf(state);
  const model = linkable === null ? undefined : state.configs[linkable.scene.modelId];
  return linkable === null || model === undefined ? null : writeLink(linkable, model);
}

/** Makes the store, with the settings of the last visit. Nothing is loaded before `loader.start()`. */
export function createPlaygroundStore(
  services: StoreServices,
  start: StoreStart,
  onConfig: (entry: ModelEntry, config: ModelConfig) => void = () => undefined,
): Playground {
  const { engine, history, clock } = services;
  let noticeIds = 0;
  let direction: 1 | -1 = 1;

  const get = (): PlaygroundStore => store.getState();
  const set = (change: Partial<PlaygroundState>): void => store.setState(change);
  const notify = (tone: Notice['tone'], content: Notice['content']): void => {
    noticeIds += 1;
    set({ notices: addNotice(get().notices, { id: noticeIds, tone, content }) });
  };
  const report = (thrown: unknown, retry = false): void => {
    const error = toPlainError(thrown);
    if (error.code === 'aborted') return; // the visitor stopped it
    notify('error', { kind: 'error', error, retry });
  };
  const steps = createSteps(history, () => linkOf(get()), services.now);
  const context: StoreContext = { services, steps, get, set, notify, report };
  const loader = createLoader(context, onConfig);

  const stop = (): boolean => {
    const { playing, scene } = get();
    if (!playing) return false;
    player.stop();
    const stopped = scene && { ...scene, position: roundForLink(scene.position) };
    set({ playing: false, scene: stopped });
    return true;
  };
  const pause = (): void => {
    if (stop()) steps.replace();
  };
  const player = createPlayer(clock, (seconds) => {
    const { scene, playing } = get();
    if (scene === null || !playing) return false;
    const segments = segmentsOf(scene);
    if (segments === 0) {
      pause();
      return false;
    }
    const point = advance(
      { position: scene.position, direction },
      seconds * scene.speed,
      segments,
      scene.playMode,
    );
    direction = point.direction;
    set({ scene: { ...scene, position: point.position } });
    if (point.ended) pause();
    return !point.ended;
  });
  const play = (): void => {
    const { scene, playing } = get();
    if (scene === null || playing || segmentsOf(scene) === 0 || clock.isHidden()) return;
    const atEnd = scene.position >= segmentsOf(scene);
    direction = atEnd && scene.playMode === 'pingPong' ? -1 : 1;
    const position = atEnd && scene.playMode === 'once' ? 0 : scene.position;
    set({ playing: true, scene: { ...scene, position, source: 'path' } });
    player.start();
  };

  const store = createStore<PlaygroundStore>()(() => {
    const filterActions = createFilterActions(context);
    const page = createPageActions(context, () => {
      if (get().view === 'models') void loader.loadAllConfigs();
    });
    const { placeOnBench, ...bench } = createBenchActions(context);
    return {
      scene: null,
      arithmetic: null,
      filters: null,
      train: null,
      filterWork: noWork,
      preparedConcepts: {},
      view: 'walk',
      playing: false,
      selectedKeyframe: 0,
      mask: {},
      shelf: [],
      masks: [],
      language: start.language,
      theme: start.theme,
      scaling: 'crisp',
      shelfOpen: true,
      engine: engine.getStatus(),
      models: [],
      known: {},
      arithmeticWork: noArithmeticWork,
      configs: {},
      notices: [],
      inspected: null,
      ...page,
      ...filterActions,
      ...createPreparedActions(context),
      ...createWorkActions(context),
      ...createMaskActions(context),
      ...createTrainActions(context),
      ...createSceneActions(context, {
        pause,
        saveToShelf: page.saveToShelf,
        removeFromShelf: page.removeFromShelf,
        placeOnBench,
        setFilterFace: filterActions.setFilterFace,
      }),
      ...bench,
      ...createKnowledgeActions(context),
      ...createArithmeticWork(context),
      play,
      pause,
      useModel: (id) => loader.switchModel(id).catch((thrown: unknown) => report(thrown)),
      openOwnModel: (id, view) =>
        loader.openOwnModel(id, view).catch((thrown: unknown) => report(thrown)),
      removeOwnModel: (id) => loader.removeOwnModel(id).catch((thrown: unknown) => report(thrown)),
      setBackend: async (choice) => {
        await loader.setBackend(choice).catch((thrown: unknown) => report(thrown));
      },
      retry: () => loader.retry().catch((thrown: unknown) => report(thrown, true)),
    };
  });

  const wires = [
    engine.subscribe(() => {
      const before = get().engine;
      const status = engine.getStatus();
      set({ engine: status });
      if (status.phase === 'failed' && status.error !== null && status.error !== before.error) {
        notify('error', { kind: 'error', error: status.error, retry: true });
      }
      if (status.phase === 'ready' && before.phase !== 'ready') dismissRetryNotices(context);
    }),
    engine.onNotice((notice) => notify(toneOf(notice), { kind: 'engine', notice })),
    history.subscribe((hash) => {
      stop(); // without writing: the address already is the next state's
      loader.openLink(hash).catch((thrown: unknown) => report(thrown));
    }),
    clock.onHidden(pause),
  ];
  try {
    set(readSettings(services.settings.read(), start.overruled, report));
  } catch (thrown) {
    report(thrown);
  }
  return {
    store,
    loader,
    report,
    loadLibrary: async () => {
      try {
        const { faces, unreadable } = await services.library.loadShelf();
        // What was put on the shelf meanwhile stays at its end.
        const known = new Set(faces.map((item) => item.id));
        set({ shelf: [...faces, ...get().shelf.filter((item) => !known.has(item.id))] });
        const kept = await services.library.loadMasks();
        const held = new Set(kept.masks.map((mask) => mask.id));
        set({ masks: [...kept.masks, ...get().masks.filter((mask) => !held.has(mask.id))] });
        if (unreadable > 0) throw unreadableRecords('shelf', 'faces', unreadable);
        if (kept.unreadable > 0) throw unreadableRecords('masks', 'masks', kept.unreadable);
      } catch (thrown) {
        report(thrown);
      }
    },
    dispose: () => {
      player.stop();
      for (const cut of wires) cut();
    },
  };
}

/** Settings that can be read; one that cannot is told and left at its initial value. */
function readSettings(
  saved: ReadonlyMap<string, unknown>,
  overruled: ReadonlySet<string>,
  report: (thrown: unknown) => void,
): Partial<PlaygroundState> {
  const settings: Record<string, unknown> = {};
  for (const key of settingKeys) {
    const field: Field<unknown> = resting[key].field as Field<unknown>;
    const plain = saved.get(field.key);
    if (plain === undefined || overruled.has(key)) continue;
    try {
      settings[key] = field.fromPlain(plain, key, noModel);
    } catch (thrown) {
      report(thrown);
    }
  }
  return settings as Partial<PlaygroundState>;
}

/** Settings are the same for every model, but fields are asked with one. */
const noModel: FieldModel = {
  id: '',
  prior: 'normal',
  latentDim: 0,
  imageSize: 0,
  samples: null,
};

function unreadableRecords(where: string, what: string, count: number): PlaygroundError {
  const { details } = refuse(where, what, `${count} unreadable`);
  return new PlaygroundError('storage-failed', `${count} ${what} could not be read.`, details);
}

function toneOf(notice: EngineNotice): Notice['tone'] {
  switch (notice.kind) {
    case 'device-restored':
      return 'success';
    case 'not-kept-offline':
      return 'error';
    case 'device-lost':
    case 'backend-changed':
    case 'backend-failed':
    case 'worker-restarted':
      return 'info';
  }
}
