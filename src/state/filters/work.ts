/**
 * Long work of the Filters view: fits and measurements. What was computed is kept under a key of all
 * its causes, so a change of a cause shows that there is nothing yet, and going back shows it again.
 */
import type { PlainError } from '../../errors.ts';
import { toPlainError } from '../../errors.ts';
import type { ModelConfig } from '../../model/config.ts';
import type { PixelImage } from '../../model/arrays.ts';
import type { StoreContext, StoreServices } from '../context.ts';
import { writeConcepts } from './conceptsField.ts';
import { conceptOf, droppedChannels, layerOf, resultRange } from './derived.ts';
import { fitConcept } from './fitConcept.ts';
import type { FittedConcept } from './fitConcept.ts';
import { measureEffect } from './measureEffect.ts';
import type { EffectReport } from './measureEffect.ts';
import type { FilterPorts, FilterRun, FilterStep as WorkStep } from './ports.ts';
import type { FilterScene } from './scene.ts';
import { measuredCount } from './scene.ts';

/** A run under way. */
export interface RunningWork {
  readonly kind: 'fit' | 'measure';
  /** Share done, 0 … 1. */
  readonly done: number;
  readonly step: WorkStep;
}

/** Everything computed in this visit, the latest last. */
export interface FilterWork {
  readonly running: RunningWork | null;
  /** Why the last run gave nothing; null if it did, or was stopped. */
  readonly failure: { readonly kind: RunningWork['kind']; readonly error: PlainError } | null;
  readonly fits: Readonly<Record<string, FittedConcept>>;
  readonly reports: Readonly<Record<string, EffectReport>>;
}

/** The verbs of long work. */
export interface WorkActions {
  /**
   * Has D at hand before a fit reads pictures with it. Never rejects: what goes wrong is told where
   * the fit tells it.
   */
  prepareFit(): Promise<void>;
  /** Fits the selected concept on the layer. Its end is in the state; it never rejects. */
  fitFilters(): Promise<void>;
  /** Measures what dropping does, with random sets as control. Never rejects. */
  measureFilters(): Promise<void>;
  stopFilters(): void;
}

export const noWork: FilterWork = { running: null, failure: null, fits: {}, reports: {} };

/** Results kept of each kind. */
const kept = 12;

/** Names all causes of a fit; null without a concept or a layer. */
export function fitKey(
  scene: Pick<FilterScene, 'concepts' | 'concept' | 'layer' | 'usesUnmarked'>,
  config: ModelConfig,
): string | null {
  const concept = conceptOf(scene);
  const layer = layerOf(scene, config);
  if (concept === null || layer === null) return null;
  const shapes = writeConcepts([concept]);
  return [config.id, layer.name, scene.usesUnmarked ? 'all' : 'boxed', shapes].join(' ');
}

/** Names all causes of a measurement; null where there is nothing to measure. */
export function reportKey(
  scene: FilterScene,
  config: ModelConfig,
  fitted: FittedConcept | null,
): string | null {
  const fit = fitKey(scene, config);
  if (fit === null || fitted === null || scene.factor === 1) return null;
  const channels = droppedChannels(scene, fitted);
  if (channels.length === 0) return null;
  const { seed, firstIndex } = resultRange(scene);
  const causes = [channels.join('.'), scene.factor, seed, firstIndex, scene.controlSeed];
  return `${fit} ${causes.join(' ')}`;
}

/** The ports of a run, with the model's judge of attributes where it has one. */
function portsOf({ filterPorts, engine }: StoreServices, { classifier }: ModelConfig): FilterPorts {
  if (classifier === null) return filterPorts;
  const classify = (images: readonly PixelImage[]) => engine.classify(images);
  return { ...filterPorts, attributes: { names: classifier.attributes, classify } };
}

/** Makes the verbs. */
export function createWorkActions(context: StoreContext): WorkActions {
  let controller = new AbortController();
  const work = (): FilterWork => context.get().filterWork;
  const setWork = (change: Partial<FilterWork>): void =>
    context.set({ filterWork: { ...work(), ...change } });
  const present = (): { scene: FilterScene; config: ModelConfig } | null => {
    const { scene, filters, configs } = context.get();
    const config = scene === null ? undefined : configs[scene.modelId];
    return filters === null || config === undefined ? null : { scene: filters, config };
  };
  /** Runs one piece of work at a time; a newer one stops the one before. */
  const start = async (
    kind: RunningWork['kind'],
    piece: (run: FilterRun) => Promise<Partial<FilterWork>>,
  ): Promise<void> => {
    controller.abort();
    const own = new AbortController();
    controller = own;
    const follow = (done: number, step: WorkStep): void => {
      if (controller === own) setWork({ running: { kind, done, step } });
    };
    setWork({ running: { kind, done: 0, step: kind === 'fit' ? 'maps' : 'pictures' } });
    setWork({ failure: null });
    try {
      const change = await piece({ signal: own.signal, onProgress: follow });
      setWork(change);
    } catch (thrown) {
      const error = toPlainError(thrown);
      if (controller === own && error.code !== 'aborted') setWork({ failure: { kind, error } });
    } finally {
      if (controller === own) setWork({ running: null });
    }
  };

  return {
    prepareFit: async () => {
      const now = present();
      if (now === null || now.config.discriminator === null) return;
      try {
        await context.services.engine.prepare('discriminator');
      } catch (thrown) {
        const error = toPlainError(thrown);
        if (error.code !== 'aborted') setWork({ failure: { kind: 'fit', error } });
      }
    },
    fitFilters: async () => {
      const now = present();
      if (now === null) return;
      const { scene, config } = now;
      const key = fitKey(scene, config);
      const concept = conceptOf(scene);
      const layer = layerOf(scene, config);
      if (key === null || concept === null || layer === null) return;
      const options = {
        layer: layer.name,
        seed: concept.sheet.seed,
        usesUnmarked: scene.usesUnmarked,
      };
      await start('fit', async (run) => {
        const ports = portsOf(context.services, config);
        const fitted = await fitConcept(ports, config, concept, options, run);
        return { fits: remember(work().fits, key, fitted) };
      });
    },
    measureFilters: async () => {
      const now = present();
      if (now === null) return;
      const { scene, config } = now;
      const fitted = work().fits[fitKey(scene, config) ?? ''] ?? null;
      const key = reportKey(scene, config, fitted);
      if (key === null || fitted === null) return;
      const options = {
        channels: droppedChannels(scene, fitted),
        factor: scene.factor,
        samples: resultRange(scene, measuredCount),
        controlSeed: scene.controlSeed,
      };
      await start('measure', async (run) => {
        const ports = portsOf(context.services, config);
        const report = await measureEffect(ports, config, fitted, options, run);
        return { reports: remember(work().reports, key, report) };
      });
    },
    stopFilters: () => {
      controller.abort();
      setWork({ running: null });
    },
  };
}

/** The record with a value at its end, the oldest ones forgotten. */
function remember<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
  value: Value,
): Readonly<Record<string, Value>> {
  const others = Object.entries(record).filter(([known]) => known !== key);
  return Object.fromEntries([...others, [key, value] as const].slice(-kept));
}
