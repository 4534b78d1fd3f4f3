/** The verbs of the Filters view. */
import { toKeptFace } from '../../latent/createFace.ts';
import type { Face } from '../../latent/face.ts';
import type { ModelConfig } from '../../model/config.ts';
import type { Shape } from '../../model/markings.ts';
import type { StoreContext } from '../context.ts';
import type { Field } from '../fields.ts';
import type { StepKind } from '../history.ts';
import { sheetOf } from './derived.ts';
import { longestName, writeConcepts } from './conceptsField.ts';
import { longestConcepts, maxConcepts } from './scene.ts';
import type { FilterScene } from './scene.ts';
import { filterTable } from './table.ts';

/** Moves of a gesture replace the present step; see the other verbs of the store. */
export interface LiveOption {
  readonly live?: boolean;
}

/** The verbs of the Filters view, as part of the store's. */
export interface FilterActions {
  /** Changes pieces of the scene after the checks that links go through. */
  changeFilters(change: Partial<FilterScene>, options?: LiveOption): void;
  /** Opens the view on a face of the present model; a face of another one is refused. */
  lookInside(face: Face): void;
  /** Puts a face where its maps are shown (0), or as the one to move towards (1). */
  setFilterFace(face: Face, place: 0 | 1): boolean;
  /** Begins a concept on the present sheet and selects it. */
  addConcept(name: string): void;
  renameConcept(index: number, name: string): void;
  removeConcept(index: number): void;
  /**
   * The shapes that the selected concept has on a sample from now on. Refused, with a sentence, where
   * the link would become too long. Returns whether it was done.
   */
  setShapes(sample: number, shapes: readonly Shape[], options?: LiveOption): boolean;
}

const fields = new Map<string, unknown>(Object.entries(filterTable.fields));

/** What is moved rather than chosen: quick steps of it are one step. */
const moving: ReadonlySet<keyof FilterScene> = new Set([
  'blend',
  'map',
  'overlay',
  'sample',
  'topCount',
  'factor',
  'control',
  'resultSeed',
  'controlSeed',
  'sheetSeed',
]);

/** Makes the verbs. Before the first scene is there they do nothing. */
export function createFilterActions(context: StoreContext): FilterActions {
  const present = (): { scene: FilterScene; model: ModelConfig } | null => {
    const { scene, filters, configs } = context.get();
    const model = scene === null ? undefined : configs[scene.modelId];
    return filters === null || model === undefined ? null : { scene: filters, model };
  };
  const update = (
    change: (scene: FilterScene, model: ModelConfig) => FilterScene,
    live = false,
    kind: StepKind = 'other',
  ): void => {
    const now = present();
    if (now === null) return;
    const filters = change(now.scene, now.model);
    if (filters === now.scene) return;
    context.set({ filters });
    context.steps.change(kind, live);
  };
  const setFace = (face: Face, place: 0 | 1, change: Partial<FilterScene> = {}): boolean => {
    const now = present();
    if (now === null) return false;
    if (face.modelId !== now.model.id) {
      context.notify('error', { kind: 'text', key: 'other-model' });
      return false;
    }
    const kept = toKeptFace(face);
    const [first] = now.scene.faces;
    const faces = place === 1 && first !== undefined ? [first, kept] : [kept];
    update((scene) => ({ ...scene, faces, blend: 0, ...change }));
    return true;
  };

  return {
    changeFilters: (change, { live = false } = {}) => {
      const keys = Object.keys(change) as (keyof FilterScene)[];
      const kind = keys.every((key) => moving.has(key)) ? 'filters' : 'other';
      const check = (scene: FilterScene, model: ModelConfig): FilterScene => {
        const checked = keys.map((key) => {
          const field = fields.get(key) as Field<unknown>;
          return [key, field.fromPlain(field.toPlain(change[key]), key, model)];
        });
        return { ...scene, ...Object.fromEntries(checked) };
      };
      update(check, live, kind);
    },
    lookInside: (face) => {
      if (setFace(face, 0, { step: 'see' })) {
        context.set({ view: 'filters' });
        context.steps.change('other', false);
      }
    },
    setFilterFace: (face, place) => setFace(face, place),
    addConcept: (name) =>
      update((scene, model) => {
        if (scene.concepts.length >= maxConcepts) {
          context.notify('error', { kind: 'text', key: 'concepts-full' });
          return scene;
        }
        const added = {
          id: context.services.createId(),
          name: name.slice(0, longestName),
          modelId: model.id,
          sheet: { seed: scene.sheetSeed, firstIndex: 0, count: scene.sheetCount },
          shapes: {},
        };
        const concepts = [...scene.concepts, added];
        return { ...scene, concepts, concept: concepts.length - 1 };
      }),
    renameConcept: (index, name) =>
      update((scene) => {
        const concept = scene.concepts[index];
        if (concept === undefined || concept.name === name) return scene;
        const renamed = { ...concept, name: name.slice(0, longestName) };
        return { ...scene, concepts: scene.concepts.with(index, renamed) };
      }),
    removeConcept: (index) =>
      update((scene) => {
        if (scene.concepts[index] === undefined) return scene;
        const concepts = scene.concepts.toSpliced(index, 1);
        const concept = Math.max(0, Math.min(scene.concept, concepts.length - 1));
        return { ...scene, concepts, concept };
      }),
    setShapes: (sample, shapes, { live = false } = {}) => {
      const now = present();
      if (now === null) return false;
      const { scene } = now;
      const concept = scene.concepts[scene.concept];
      if (concept === undefined || sample < 0 || sample >= sheetOf(scene).count) return false;
      const { [sample]: _former, ...others } = concept.shapes;
      const changed = {
        ...concept,
        shapes: shapes.length === 0 ? others : { ...others, [sample]: shapes },
      };
      const concepts = scene.concepts.with(scene.concept, changed);
      const grows = shapes.length >= (concept.shapes[sample]?.length ?? 0);
      if (grows && writeConcepts(concepts).length > longestConcepts) {
        context.notify('error', { kind: 'text', key: 'concepts-too-long' });
        return false;
      }
      update((before) => ({ ...before, concepts }), live);
      return true;
    },
  };
}
