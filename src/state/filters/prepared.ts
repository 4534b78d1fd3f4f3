/** Concepts that come with a model: boxes by a stated rule, so that nothing need be drawn first. */
import type { PreparedConcept, PreparedConcepts } from '../../formats/concepts.ts';
import type { Concept } from '../../model/markings.ts';
import type { StoreContext } from '../context.ts';
import { sceneOf } from '../context.ts';
import { writeConcepts } from './conceptsField.ts';
import { shapesOf } from './preparedConcepts.ts';
import { maxConcepts } from './scene.ts';

/** The verbs of prepared concepts. */
export interface PreparedActions {
  /** Brings the prepared concepts of the present model; see `preparedConcepts`. */
  learnConcepts(): void;
  /** Begins a concept with prepared boxes, under a name that says so, on the layer it was tried on. */
  addPrepared(id: string, name: string): void;
}

/** The prepared concept whose boxes these are, untouched; null for the visitor's own. */
export function preparedOf(
  concept: Concept,
  known: PreparedConcepts | null | undefined,
): PreparedConcept | null {
  const text = writeConcepts([{ ...concept, name: '' }]);
  const same = known?.concepts.find((prepared) => {
    const { sheet } = prepared;
    return writeConcepts([{ ...concept, name: '', sheet, shapes: shapesOf(prepared) }]) === text;
  });
  return same ?? null;
}

/** Makes the verbs. What cannot be brought becomes a notice, and is asked for again the next time. */
export function createPreparedActions(context: StoreContext): PreparedActions {
  const underWay = new Set<string>();
  return {
    learnConcepts: () => {
      const config = sceneOf(context)?.model;
      const entry = context.get().models.find((candidate) => candidate.id === config?.id);
      if (config === undefined || entry === undefined || underWay.has(config.id)) return;
      if (context.get().preparedConcepts[config.id] !== undefined) return;
      underWay.add(config.id);
      context.services.knowledge
        .loadConcepts(entry.url, config)
        .then((found) => {
          const { preparedConcepts } = context.get();
          context.set({ preparedConcepts: { ...preparedConcepts, [config.id]: found } });
        })
        .catch((thrown: unknown) => context.report(thrown))
        .finally(() => underWay.delete(config.id));
    },
    addPrepared: (id, name) => {
      const { filters, preparedConcepts } = context.get();
      const modelId = sceneOf(context)?.model.id;
      if (filters === null || modelId === undefined) return;
      const prepared = preparedConcepts[modelId]?.concepts.find((one) => one.id === id);
      if (prepared === undefined) return;
      if (filters.concepts.length >= maxConcepts) {
        context.notify('error', { kind: 'text', key: 'concepts-full' });
        return;
      }
      const { sheet, layer, usesUnmarked, marks } = prepared;
      const added: Concept = {
        id: context.services.createId(),
        name,
        modelId,
        sheet,
        shapes: shapesOf(prepared),
      };
      const concepts = [...filters.concepts, added];
      const place = { concepts, concept: concepts.length - 1, sample: marks[0]?.sample ?? 0 };
      context.set({ filters: { ...filters, ...place, layer, usesUnmarked, map: 0, hand: [] } });
      context.steps.change('other', false);
    },
  };
}
