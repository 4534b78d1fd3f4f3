/** The services of a page, put together: engine, library, catalogue, history, store, pictures. */
import type { StoreApi } from 'zustand/vanilla';
import { PlaygroundError } from '../errors.ts';
import { createEngine } from '../engine/engine.ts';
import { backendNames } from '../engine/types.ts';
import type { BackendChoice, Engine } from '../engine/types.ts';
import { createFitter } from '../fitting/fitter.ts';
import { createCatalogue } from '../storage/catalogue.ts';
import { createLabelledLatents } from '../storage/labelledLatents.ts';
import { createLibrary } from '../storage/library.ts';
import { createRememberedText } from '../storage/machineMemory.ts';
import { createOwnModels } from '../storage/ownModels.ts';
import { createSettings } from '../storage/settings.ts';
import { createId } from './createId.ts';
import { createMapRequests } from './filters/mapRequests.ts';
import type { MapRequests } from './filters/mapRequests.ts';
import { createBrowserHistory } from './history.ts';
import { createLatencyLog } from './latency.ts';
import type { LatencyLog } from './latency.ts';
import type { Loader } from './modelSlice.ts';
import { createPictures } from './pictures.ts';
import type { PictureService } from './pictureTypes.ts';
import { createFrameClock } from './playback.ts';
import { readSearch } from './search.ts';
import { createPlaygroundStore } from './store.ts';
import { createStoredPictures } from './storedPictures.ts';
import type { Language, PlaygroundStore } from './types.ts';

/** What the views and the console are given. */
export interface Services {
  readonly store: StoreApi<PlaygroundStore>;
  readonly pictures: PictureService;
  readonly maps: MapRequests;
  readonly engine: Engine;
  readonly latency: LatencyLog;
  readonly loader: Loader;
}

/**
 * Makes the services of this page and starts: the engine's worker and the weights first, since they
 * take longest, and beside them the description, the stored sheet and the library. Returns at once.
 */
export function createServices(): Services {
  const search = readSearch(window.location.search);
  const refusals: unknown[] = [];
  let report = (thrown: unknown): void => {
    refusals.push(thrown); // until the store is there to tell
  };
  const remember = (name: string) =>
    createRememberedText(
      name,
      () => window.localStorage,
      (cause) => report(storageRefused(cause)),
    );
  const backendChoice = remember('backend-choice');
  const engine = createEngine({
    choice: search.backend ?? readChoice(backendChoice.get()),
    memory: remember('backend-found'),
  });
  const latency = createLatencyLog();
  const now = (): number => performance.now();
  const models = createCatalogue(new URL('models/', document.baseURI).href);
  const ownModels = createOwnModels();
  const stored = createStoredPictures();
  const pictures = createPictures({
    engine,
    storedPicture: stored.pictureOf,
    latency,
    now,
    onError: (error) => report(error),
    onMilestone: (name) => performance.mark(`playground:${name}`),
  });
  const maps = createMapRequests(engine, (error) => report(error));
  const fitter = createFitter();
  const playground = createPlaygroundStore(
    {
      engine,
      library: createLibrary(),
      models,
      ownModels,
      history: createBrowserHistory(window),
      fitter,
      knowledge: createLabelledLatents((error) => report(error)),
      clock: createFrameClock(document),
      filterPorts: { engine, fitting: fitter, attributes: null },
      backendChoice,
      settings: createSettings(remember('settings')),
      now,
      today: () => Date.now(),
      createId,
    },
    {
      language: search.language ?? languageOf(navigator.language),
      theme: search.theme ?? 'system',
      overruled: new Set([
        ...(search.language === undefined ? [] : (['language'] as const)),
        ...(search.theme === undefined ? [] : (['theme'] as const)),
      ]),
    },
    (entry, config) => {
      models.loadSheet(entry, config).then(
        (tiles) => {
          stored.add(config, tiles);
          pictures.offerStored();
        },
        (thrown: unknown) => report(thrown),
      );
    },
  );
  const { store, loader } = playground;
  report = playground.report;
  for (const refusal of [...refusals, ...search.errors]) report(refusal);
  store.subscribe((state, before) => {
    if (state.mask !== before.mask) pictures.setMask(state.mask);
  });
  loader.start().catch((thrown: unknown) => playground.report(thrown, true));
  void playground.loadLibrary(); // never rejects
  return { store, pictures, maps, engine, latency, loader };
}

function readChoice(remembered: string | null): BackendChoice {
  return backendNames.find((name) => name === remembered) ?? 'auto';
}

function languageOf(tag: string): Language {
  return tag.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

function storageRefused(cause: unknown): PlaygroundError {
  const found = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const details = { where: 'settings', found };
  return new PlaygroundError('storage-failed', `settings: ${found}`, details, cause);
}
