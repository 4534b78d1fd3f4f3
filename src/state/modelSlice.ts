/** Models and links: what is loaded, in which order, and what happens to the scene. */
import { PlaygroundError } from '../errors.ts';
import type { BackendChoice, BackendReport } from '../engine/types.ts';
import type { ChannelMask } from '../model/arrays.ts';
import type { ModelConfig, ModelEntry } from '../model/config.ts';
import type { StoreContext } from './context.ts';
import { linkableOf, readLinkHead, readLinkScenes } from './link.ts';
import type { LinkHead, Linkable } from './link.ts';
import { carryOver } from './carryOver.ts';
import { isOwnModelUrl, ownModelPrefix } from '../model/ownModel.ts';
import { createInitialScenes } from './scenes.ts';
import type { ViewName } from './types.ts';

/** Loading, with failures thrown; the verbs of the store turn them into notices. */
export interface Loader {
  /** Reads the catalogue and the link, shows its scene, and has the engine load the model. */
  start(): Promise<void>;
  /** Shows what a link says. A broken one becomes a notice and the initial scene. */
  openLink(hash: string): Promise<void>;
  /** Draws with another model from now on; the scene keeps what can be kept. */
  switchModel(id: string): Promise<void>;
  /** Shows a state that was put together elsewhere, loading its model if needed. */
  showState(read: (model: ModelConfig) => Linkable, modelId: string): Promise<void>;
  setBackend(choice: BackendChoice): Promise<BackendReport>;
  /** Does again what failed: the catalogue, or what the engine could not do. */
  retry(): Promise<void>;
  /** Reads the descriptions that are not known yet. */
  loadAllConfigs(): Promise<void>;
  /** Draws with a model that was just kept, and shows a view. */
  openOwnModel(id: string, view: ViewName): Promise<void>;
  /** Forgets a model that was trained here; if it draws, the first one takes its place. */
  removeOwnModel(id: string): Promise<void>;
}

/** Makes the loader. `onConfig` hears of each description once, to fetch the stored pictures. */
export function createLoader(
  context: StoreContext,
  onConfig: (entry: ModelEntry, config: ModelConfig) => void,
): Loader {
  const { engine, models, ownModels, history, backendChoice } = context.services;
  let turn = 0; // whoever came last wins
  const loading = new Map<string, Promise<ModelConfig>>();

  const entryOf = (id: string): ModelEntry => {
    const entries = context.get().models;
    const entry = entries.find((candidate) => candidate.id === id);
    if (entry !== undefined) return entry;
    const expected = entries.map((candidate) => candidate.id).join(', ');
    throw new PlaygroundError('unknown-model', `No model is called ${id}; there are ${expected}.`, {
      where: 'model',
      expected,
      found: id,
    });
  };
  /** Puts the models that were trained here behind those that come with the page. */
  const listOwn = async (): Promise<void> => {
    const own = await ownModels.list();
    const shipped = context.get().models.filter((entry) => !isOwnModelUrl(entry.url));
    context.set({ models: [...shipped, ...own] });
  };
  const loadConfig = (entry: ModelEntry): Promise<ModelConfig> => {
    const known = context.get().configs[entry.id];
    if (known !== undefined) return Promise.resolve(known);
    const underWay = loading.get(entry.id);
    if (underWay !== undefined) return underWay;
    const promise = models.loadConfig(entry).then(
      (config) => {
        loading.delete(entry.id);
        context.set({ configs: { ...context.get().configs, [entry.id]: config } });
        onConfig(entry, config);
        return config;
      },
      (thrown: unknown) => {
        loading.delete(entry.id);
        throw thrown;
      },
    );
    loading.set(entry.id, promise);
    return promise;
  };
  const engineOn = async (entry: ModelEntry): Promise<void> => {
    if (engine.getStatus().model?.id !== entry.id) await engine.use(entry.url);
  };
  const show = (state: Linkable): void => {
    const { selectedKeyframe } = context.get();
    context.set({
      ...state,
      playing: false,
      selectedKeyframe: Math.min(selectedKeyframe, state.scene.keyframes.length - 1),
    });
  };

  /** The head of a link, or of the bare page after a broken one. */
  const readHead = (hash: string): { readonly head: LinkHead; readonly entry: ModelEntry } => {
    const entries = context.get().models;
    try {
      const head = readLinkHead(hash);
      const id = head.modelId ?? (entries[0] as ModelEntry).id;
      const entry = entries.find((candidate) => candidate.id === id);
      if (entry !== undefined) return { head, entry };
      const expected = entries.map((candidate) => candidate.id).join(', ');
      const details = { where: 'm', expected, found: id };
      throw new PlaygroundError('bad-link', `Link: no model is called ${id}.`, details);
    } catch (thrown) {
      context.report(thrown);
      const head: LinkHead = { view: 'walk', modelId: null, values: new Map() };
      return { head, entry: entries[0] as ModelEntry };
    }
  };
  const readLinked = (head: LinkHead, model: ModelConfig): Linkable => {
    try {
      return { view: head.view, ...readLinkScenes(head, model) };
    } catch (thrown) {
      context.report(thrown);
      return { view: head.view, ...createInitialScenes(model), mask: noMask };
    }
  };

  const loader: Loader = {
    start: async () => {
      turn += 1;
      const mine = turn;
      const entries = await models.loadEntries();
      context.set({ models: entries });
      // The database is opened first only where the link needs what is in it.
      const isAsked = history.read().includes(`m=${ownModelPrefix}`);
      const listing = async (): Promise<void> =>
        listOwn().catch((thrown: unknown) => context.report(thrown));
      if (isAsked) await listing();
      const { head, entry } = readHead(history.read());
      // The weights are on their way before the first picture, which does not wait for them.
      const drawing = engineOn(entry);
      drawing.catch(() => undefined); // awaited below; the picture comes first
      const model = await loadConfig(entry);
      if (mine === turn) {
        show(readLinked(head, model));
        if (head.values.size > 0 || history.read() !== '') context.steps.replace();
      }
      if (!isAsked) await listing();
      if (mine === turn && head.view === 'models') void loader.loadAllConfigs();
      await drawing;
    },
    openLink: async (hash) => {
      if (context.get().models.length === 0) return loader.start();
      turn += 1;
      const mine = turn;
      context.steps.forget();
      const { head, entry } = readHead(hash);
      try {
        const model = await loadConfig(entry);
        await engineOn(entry);
        if (mine !== turn) return;
        show(readLinked(head, model));
        if (head.view === 'models') void loader.loadAllConfigs();
      } finally {
        if (mine === turn && hash !== '') context.steps.replace();
      }
    },
    switchModel: async (id) => {
      turn += 1;
      const mine = turn;
      const entry = entryOf(id);
      const model = await loadConfig(entry);
      await engineOn(entry);
      const { view, configs } = context.get();
      const before = linkableOf(context.get());
      if (mine !== turn || before?.scene.modelId === id) return;
      const former = before === null ? undefined : configs[before.scene.modelId];
      show({ view, ...carryOver(before, former, model), mask: noMask });
      context.steps.change('other', false);
    },
    showState: async (read, modelId) => {
      turn += 1;
      const mine = turn;
      const entry = entryOf(modelId);
      const model = await loadConfig(entry);
      const state = read(model);
      await engineOn(entry);
      if (mine !== turn) return;
      show(state);
      context.steps.change('other', false);
    },
    setBackend: async (choice) => {
      const report = await engine.setBackend(choice);
      backendChoice.set(choice);
      return report;
    },
    retry: () => (context.get().scene === null ? loader.start() : engine.retry()),
    openOwnModel: async (id, view) => {
      await listOwn();
      await loader.switchModel(id);
      if (context.get().scene?.modelId !== id) return; // another one was chosen meanwhile
      context.set({ view });
      context.steps.change('other', false);
    },
    removeOwnModel: async (id) => {
      const [first] = context.get().models;
      if (first !== undefined && context.get().scene?.modelId === id) {
        await loader.switchModel(first.id);
      }
      await ownModels.remove(id);
      const { [id]: _gone, ...configs } = context.get().configs;
      context.set({ configs });
      await listOwn();
    },
    loadAllConfigs: async () => {
      for (const entry of context.get().models) {
        try {
          await loadConfig(entry);
        } catch (thrown) {
          context.report(thrown);
        }
      }
    },
  };
  return loader;
}

const noMask: ChannelMask = {};
