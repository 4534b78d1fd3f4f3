/** The Filters scene, field by field. All of it rests in the link. */
import { createSampleFace } from '../../latent/createFace.ts';
import type { Face } from '../../latent/face.ts';
import { maxSeed } from '../../latent/prior.ts';
import {
  choiceField,
  facesField,
  membersField,
  numberField,
  refuse,
  switchField,
} from '../fields.ts';
import type { Field, FieldModel } from '../fields.ts';
import type { SceneTable } from '../sceneTable.ts';
import { conceptsField } from './conceptsField.ts';
import type { FilterScene } from './scene.ts';
import { factorRange, maxConcepts, mostMaps, paperSheet, sheetRange } from './scene.ts';

/** The scene without its model; nothing in it is nested. */
export type FlatFilters = FilterScene;

const seedRange = { min: 0, max: maxSeed, whole: true };
const share = { min: 0, max: 1 };
const firstSample = (model: FieldModel): readonly Face[] => [
  createSampleFace(model, model.samples?.seed ?? 2015, model.samples?.firstIndex ?? 0),
];

/** How the Filters scene is written and read; initial values belong to version 1 of the link. */
export const filterTable: SceneTable<FilterScene, FlatFilters> = {
  fields: {
    step: choiceField('fv', ['see', 'mark', 'fit', 'drop'], 'see'),
    faces: facesField('fa', { min: 1, max: 2 }, firstSample),
    blend: numberField('fb', share, () => 0),
    layer: layerField('fl'),
    map: numberField('fm', { min: 0, max: mostMaps - 1, whole: true }, () => 0),
    order: choiceField('fo', ['index', 'strength', 'rank'], 'strength'),
    scaling: choiceField('fs', ['common', 'own'], 'common'),
    overlay: numberField('fy', share, () => 0.6),
    sheetSeed: numberField('fd', seedRange, (model) => model.samples?.seed ?? 2015),
    sheetCount: numberField('fn', { ...sheetRange, whole: true }, () => paperSheet),
    concepts: conceptsField('fc'),
    concept: numberField('fi', { min: 0, max: maxConcepts - 1, whole: true }, () => 0),
    sample: numberField('fj', { min: 0, max: sheetRange.max - 1, whole: true }, () => 0),
    tool: choiceField('ft', ['box', 'brush'], 'box'),
    usesUnmarked: switchField('fu', true),
    selection: choiceField('fk', ['positive', 'top', 'hand'], 'positive'),
    topCount: numberField('fp', { min: 0, max: mostMaps, whole: true }, () => 20),
    hand: membersField('fh', 'map', () => mostMaps),
    factor: numberField('fx', factorRange, () => 0),
    resultSeed: numberField('fr', seedRange, () => 1),
    controlSeed: numberField('fg', seedRange, () => 1),
    control: numberField('fq', { min: 0, max: 19, whole: true }, () => 0),
  },
  toFlat: (scene) => scene,
  fromFlat: (_modelId, flat) => flat,
  check: ({ concepts, concept }) => {
    if (concept > 0 && concept >= concepts.length) {
      throw refuse('concept', `a concept below ${concepts.length}`, concept);
    }
  },
};

/** The name of a layer, or nothing for the one that a model starts with. */
function layerField(key: string): Field<string> {
  const read = (value: unknown, where: string): string => {
    if (typeof value !== 'string' || !/^[\w.-]{0,80}$/.test(value)) {
      throw refuse(where, 'a layer such as main.2', value);
    }
    return value;
  };
  return {
    key,
    initial: () => '',
    toText: (layer) => layer,
    fromText: read,
    toPlain: (layer) => layer,
    fromPlain: read,
  };
}

/** The scene with every face changed, for a model that reads the same latents. */
export function mapFilterFaces(scene: FilterScene, change: (face: Face) => Face): FilterScene {
  return { ...scene, faces: scene.faces.map(change) };
}
