/** A world without a browser for tests of the store. */
import { leaveOneOutInSteps } from '../../maths/crossValidation.ts';
import type { ModelConfig, ModelEntry } from '../../model/config.ts';
import { ownModelUrl } from '../../model/ownModel.ts';
import type { NamedMask } from '../../model/namedMask.ts';
import type { Library, StoredFace } from '../../storage/library.ts';
import type { OwnModels } from '../../storage/ownModels.ts';
import type { StoreServices } from '../context.ts';
import type { HistoryPort } from '../history.ts';
import type { FrameClock } from '../playback.ts';
import { fitHere } from '../filters/testing/fitHere.ts';
import { createFakeEngine } from './fakeEngine.ts';
import type { FakeEngine } from './fakeEngine.ts';

/** A history that lists its entries. */
export interface FakeHistory extends HistoryPort {
  readonly entries: string[];
  back(): void;
  /** A link put into the address bar. */
  paste(hash: string): void;
}

/** A clock that ticks when it is told to. */
export interface FakeClock extends FrameClock {
  tick(timeMs: number): void;
  hide(): void;
}

/** A library in memory that can be told to refuse. */
export interface FakeLibrary extends Library {
  readonly faces: Map<string, StoredFace>;
  readonly masks: Map<string, NamedMask>;
  refusal: Error | null;
}

/** All fakes. */
export interface FakeServices extends StoreServices {
  readonly engine: FakeEngine;
  readonly history: FakeHistory;
  readonly clock: FakeClock;
  readonly library: FakeLibrary;
  time: number;
}

/** Makes the fakes; every config is on offer, in order, in a folder of its id. `settings` are kept. */
export function createFakeServices(
  configs: readonly ModelConfig[],
  hash = '',
  settings = new Map<string, unknown>(),
): FakeServices {
  const entries = configs.map(({ id, title }): ModelEntry => ({ id, title, url: `/${id}/` }));
  const services: FakeServices = {
    engine: createFakeEngine(
      Object.fromEntries(configs.map((config) => [`/${config.id}/`, config])),
    ),
    library: createFakeLibrary(),
    models: {
      loadEntries: async () => entries,
      loadConfig: async ({ id }) => {
        const config = configs.find((candidate) => candidate.id === id);
        if (config === undefined) throw new Error(`no fake config ${id}`);
        return config;
      },
      loadSheet: async () => [],
    },
    ownModels: createFakeOwnModels(),
    history: createFakeHistory(hash),
    fitter: {
      leaveOneOut: async (request) => {
        const steps = leaveOneOutInSteps(request, {});
        for (;;) {
          const step = steps.next();
          if (step.done === true) return step.value;
        }
      },
    },
    knowledge: {
      loadExemplars: async () => null,
      loadDirections: async () => null,
      loadLabels: async () => null,
      loadConcepts: async () => null,
    },
    clock: createFakeClock(),
    backendChoice: { get: () => null, set: () => undefined },
    settings: {
      read: () => settings,
      save: (key, value) => void settings.set(key, value),
    },
    get filterPorts() {
      return { engine: services.engine, fitting: fitHere, attributes: null };
    },
    time: 0,
    now: () => services.time,
    today: () => 1_700_000_000_000 + services.time,
    createId: () => `id-${(ids += 1)}`,
  };
  let ids = 0;
  return services;
}

function createFakeHistory(first: string): FakeHistory {
  const listeners = new Set<(hash: string) => void>();
  const entries = [first];
  const arrive = (): void => {
    for (const listener of listeners) listener(entries.at(-1) as string);
  };
  return {
    entries,
    read: () => entries.at(-1) as string,
    push: (hash) => void entries.push(hash),
    replace: (hash) => void entries.splice(-1, 1, hash),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    back: () => {
      entries.pop();
      arrive();
    },
    paste: (hash) => {
      entries.push(hash);
      arrive();
    },
  };
}

function createFakeOwnModels(): OwnModels {
  const kept = new Map<string, ModelEntry>();
  return {
    list: async () => [...kept.values()],
    save: async ({ id, title }) => void kept.set(id, { id, title, url: ownModelUrl(id) }),
    remove: async (id) => void kept.delete(id),
  };
}

function createFakeClock(): FakeClock {
  let waiting: ((timeMs: number) => void) | null = null;
  let hidden = false;
  const listeners = new Set<() => void>();
  return {
    request: (callback) => {
      waiting = callback;
      return 1;
    },
    cancel: () => {
      waiting = null;
    },
    isHidden: () => hidden,
    onHidden: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tick: (timeMs) => {
      const callback = waiting;
      waiting = null;
      callback?.(timeMs);
    },
    hide: () => {
      hidden = true;
      for (const listener of listeners) listener();
    },
  };
}

function createFakeLibrary(): FakeLibrary {
  const library: FakeLibrary = {
    faces: new Map(),
    masks: new Map(),
    refusal: null,
    loadShelf: () => attempt(() => ({ faces: [...library.faces.values()], unreadable: 0 })),
    saveFace: (item) => attempt(() => void library.faces.set(item.id, item)),
    removeFace: (id) => attempt(() => void library.faces.delete(id)),
    loadMasks: () => attempt(() => ({ masks: [...library.masks.values()], unreadable: 0 })),
    saveMask: (mask) => attempt(() => void library.masks.set(mask.id, mask)),
    removeMask: (id) => attempt(() => void library.masks.delete(id)),
  };
  const attempt = async <Result>(work: () => Result): Promise<Result> => {
    if (library.refusal !== null) throw library.refusal;
    return work();
  };
  return library;
}
