/** What the slices of the store share: the state, the services, and the ways to change and to tell. */
import type { Fitter } from '../fitting/fitter.ts';
import type { Engine } from '../engine/types.ts';
import type { ModelConfig } from '../model/config.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import type { LabelledLatents } from '../storage/labelledLatents.ts';
import type { Library } from '../storage/library.ts';
import type { RememberedText } from '../storage/machineMemory.ts';
import type { OwnModels } from '../storage/ownModels.ts';
import type { Settings } from '../storage/settings.ts';
import type { FilterPorts } from './filters/ports.ts';
import type { HistoryPort, Steps } from './history.ts';
import type { FrameClock } from './playback.ts';
import type { WalkScene } from './scene.ts';
import type { Notice, PlaygroundState } from './types.ts';

/** The world outside the store, injected, so that tests run without a browser. */
export interface StoreServices {
  readonly engine: Engine;
  readonly library: Library;
  readonly models: Catalogue;
  readonly ownModels: OwnModels;
  readonly history: HistoryPort;
  /** Tests directions that were fitted to groups of faces. */
  readonly fitter: Pick<Fitter, 'leaveOneOut'>;
  /** Exemplars, directions and labels of models. */
  readonly knowledge: LabelledLatents;
  readonly clock: FrameClock;
  /** What fits and measurements of the Filters view speak to. */
  readonly filterPorts: FilterPorts;
  /** The backend that the visitor chose on this machine. */
  readonly backendChoice: RememberedText;
  readonly settings: Settings;
  /** Milliseconds on a clock that only goes forward. */
  now(): number;
  /** Milliseconds since 1970. */
  today(): number;
  /** A new, unique text for a shelf item. */
  createId(): string;
}

/** Handed to every slice. */
export interface StoreContext {
  readonly services: StoreServices;
  readonly steps: Steps;
  get(): PlaygroundState;
  set(change: Partial<PlaygroundState>): void;
  notify(tone: Notice['tone'], content: Notice['content']): void;
  /** Turns anything thrown into a notice. */
  report(thrown: unknown, retry?: boolean): void;
}

/**
 * The scene and the description of its model, for verbs that change the scene; null before the first
 * scene is there, when such a verb has nothing to change.
 */
export function sceneOf(
  context: StoreContext,
): { readonly scene: WalkScene; readonly model: ModelConfig } | null {
  const { scene, configs } = context.get();
  const model = scene === null ? undefined : configs[scene.modelId];
  return scene === null || model === undefined ? null : { scene, model };
}
