/** The Walk scene, field by field. All of it rests in the link. */
import { createSampleFace } from '../latent/createFace.ts';
import type { Face } from '../latent/face.ts';
import { maxSeed } from '../latent/prior.ts';
import type { PadCorners } from '../latent/pad.ts';
import { segmentsOf } from './derived.ts';
import { choiceField, componentsField, facesField, numberField, refuse } from './fields.ts';
import type { FieldModel } from './fields.ts';
import { amountRange, mostDirections, speedRange, truncationRange } from './limits.ts';
import { amountsField, namesField } from './listFields.ts';
import { maxKeyframes } from './scene.ts';
import type { Instrument, WalkScene } from './scene.ts';
import type { SceneTable } from './sceneTable.ts';

/** A scene without nesting: one name for each thing that is written. The model is written apart. */
export type FlatWalk = Omit<WalkScene, 'modelId' | 'pad' | 'keyframes'> & {
  readonly keyframes: readonly Face[];
  readonly padCorners: readonly Face[];
  readonly padX: number;
  readonly padY: number;
};

const seedOfSheet = (model: FieldModel): number => model.samples?.seed ?? 2015;
const sheetSamples =
  (from: number, count: number) =>
  (model: FieldModel): readonly Face[] => {
    const first = (model.samples?.firstIndex ?? 0) + from;
    const seed = seedOfSheet(model);
    return Array.from({ length: count }, (_, i) => createSampleFace(model, seed, first + i));
  };
const seedRange = { min: 0, max: maxSeed, whole: true };
const instruments: readonly Instrument[] = [
  'none',
  'pad',
  'components',
  'attributes',
  'sheet',
  'settings',
  'export',
];

/** How the Walk scene is written and read; initial values belong to version 1 of the link. */
export const walkTable: SceneTable<WalkScene, FlatWalk> = {
  fields: {
    keyframes: facesField('k', { min: 1, max: maxKeyframes }, sheetSamples(0, 4)),
    position: numberField('p', { min: 0, max: maxKeyframes }, () => 0),
    interpolation: choiceField('i', ['lerp', 'slerp'], 'lerp'),
    playMode: choiceField('l', ['once', 'loop', 'pingPong'], 'pingPong'),
    speed: numberField('s', speedRange, () => 0.5),
    truncation: numberField('t', truncationRange, () => 1),
    amounts: amountsField('wa', amountRange, mostDirections),
    held: namesField('wh', mostDirections),
    paletteSeed: numberField('n', seedRange, seedOfSheet),
    sheetSeed: numberField('h', seedRange, seedOfSheet),
    source: choiceField('o', ['path', 'pad'], 'path'),
    padCorners: facesField('c', { min: 4, max: 4 }, sheetSamples(4, 4)),
    padX: numberField('x', { min: 0, max: 1 }, () => 0.5),
    padY: numberField('y', { min: 0, max: 1 }, () => 0.5),
    locked: componentsField('a'),
    instrument: choiceField('e', instruments, 'none'),
  },
  toFlat: ({ modelId: _modelId, pad, ...rest }) => ({
    ...rest,
    padCorners: pad.corners,
    padX: pad.x,
    padY: pad.y,
  }),
  fromFlat: (modelId, { padCorners, padX, padY, ...rest }) => {
    const corners = [...padCorners] as unknown as PadCorners<Face>;
    return { modelId, ...rest, pad: { corners, x: padX, y: padY } };
  },
  check: (scene) => {
    const segments = segmentsOf(scene);
    if (scene.position > segments) {
      throw refuse('position', `a number from 0 to ${segments}`, scene.position);
    }
  },
};
