/**
 * What the page knows of a model's latents: exemplars for presets, directions of attributes, labels.
 * Each is brought when a view first asks for it.
 */
import type { Directions } from '../../formats/directions.ts';
import type { Exemplars } from '../../formats/exemplars.ts';
import type { Labels } from '../../formats/labels.ts';
import type { ModelConfig, ModelEntry } from '../../model/config.ts';
import type { LabelledLatents } from '../../storage/labelledLatents.ts';
import { sceneOf } from '../context.ts';
import type { StoreContext } from '../context.ts';

/** Null where the model comes without; absent while nobody has asked, or until it is there. */
export interface ModelKnowledge {
  readonly exemplars?: Exemplars | null;
  readonly directions?: Directions | null;
  readonly labels?: Labels | null;
}

export type KnowledgeKind = keyof ModelKnowledge;

/** Makes the verb. What cannot be brought becomes a notice, and is asked for again the next time. */
export function createKnowledgeActions(context: StoreContext): {
  learn(kind: KnowledgeKind): void;
} {
  const { knowledge } = context.services;
  const underWay = new Set<string>();
  const bring = async (kind: KnowledgeKind, entry: ModelEntry, config: ModelConfig) => {
    const found = { [kind]: await load(knowledge, kind, entry, config) };
    const { known } = context.get();
    context.set({ known: { ...known, [config.id]: { ...known[config.id], ...found } } });
  };
  return {
    learn: (kind) => {
      const model = sceneOf(context)?.model;
      const entry = context.get().models.find((candidate) => candidate.id === model?.id);
      if (model === undefined || entry === undefined) return;
      const name = `${model.id} ${kind}`;
      if (underWay.has(name) || context.get().known[model.id]?.[kind] !== undefined) return;
      underWay.add(name);
      bring(kind, entry, model)
        .catch((thrown: unknown) => context.report(thrown))
        .finally(() => underWay.delete(name));
    },
  };
}

async function load(
  source: LabelledLatents,
  kind: KnowledgeKind,
  { url }: ModelEntry,
  config: ModelConfig,
): Promise<Exemplars | Directions | Labels | null> {
  if (kind === 'exemplars') return source.loadExemplars(url, config);
  return kind === 'directions'
    ? source.loadDirections(url, config)
    : source.loadLabels(url, config);
}
