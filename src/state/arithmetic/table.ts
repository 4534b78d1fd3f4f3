/** The Arithmetic scene, field by field. All of it rests in the link. */
import type { Face } from '../../latent/face.ts';
import { maxSeed } from '../../latent/prior.ts';
import { amountRange, mostDirections } from '../limits.ts';
import { choiceField, facesField, numberField, refuse } from '../fields.ts';
import {
  amountsField,
  faceGroupsField,
  nameField,
  namesField,
  numbersField,
} from '../listFields.ts';
import type { SceneTable } from '../sceneTable.ts';
import type { ArithmeticPanel, ArithmeticScene, ArithmeticSlot } from './scene.ts';
import {
  maxExemplars,
  maxGroup,
  maxSlots,
  maxWeight,
  minSlots,
  noiseRange,
  strengthRange,
  wallRange,
} from './scene.ts';

/** The scene with its slots taken apart into weights and faces. */
export type FlatArithmetic = Omit<ArithmeticScene, 'slots'> & {
  readonly weights: readonly number[];
  readonly exemplars: readonly (readonly Face[])[];
};

const panels: readonly ArithmeticPanel[] = [
  'none',
  'controls',
  'attributes',
  'ownDirection',
  'turn',
  'wall',
  'export',
];
const seedRange = { min: 0, max: maxSeed, whole: true };
const slotCount = { min: minSlots, max: maxSlots };

/** How the Arithmetic scene is written and read; initial values belong to version 1 of the link. */
export const arithmeticTable: SceneTable<ArithmeticScene, FlatArithmetic> = {
  fields: {
    weights: numbersField('aw', { min: -maxWeight, max: maxWeight }, slotCount, [1, -1, 1]),
    exemplars: faceGroupsField('ax', slotCount, { min: 0, max: maxExemplars }, () => [[], [], []]),
    strength: numberField('as', strengthRange, () => 1),
    noise: numberField('an', noiseRange, () => 1),
    noiseSeed: numberField('ai', seedRange, () => 1),
    redrawSeed: numberField('ar', seedRange, () => 1),
    preset: nameField('ap'),
    triple: numberField('at', { min: 0, max: 9999, whole: true }, () => 0),
    amounts: amountsField('aa', amountRange, mostDirections),
    held: namesField('ah', mostDirections),
    withFaces: facesField('ay', { min: 0, max: maxGroup }, () => []),
    withoutFaces: facesField('az', { min: 0, max: maxGroup }, () => []),
    turnDirection: nameField('ad'),
    turnSeed: numberField('au', seedRange, () => 1),
    wallSeed: numberField('al', seedRange, () => 1),
    wallCount: numberField('ac', { ...wallRange, whole: true }, () => 200),
    panel: choiceField('ae', panels, 'none'),
  },
  toFlat: ({ slots, ...rest }) => ({
    ...rest,
    weights: slots.map((slot) => slot.weight),
    exemplars: slots.map((slot) => slot.faces),
  }),
  fromFlat: (_modelId, { weights, exemplars, ...rest }) => {
    if (weights.length !== exemplars.length) {
      throw refuse('exemplars', `faces for ${weights.length} slots`, `${exemplars.length} slots`);
    }
    const slots = weights.map((weight, i): ArithmeticSlot => ({
      weight,
      faces: exemplars[i] ?? [],
    }));
    return { ...rest, slots };
  },
  check: () => undefined,
};

/** The scene with every face changed, for a model that reads the same latents. */
export function mapFaces(scene: ArithmeticScene, change: (face: Face) => Face): ArithmeticScene {
  return {
    ...scene,
    slots: scene.slots.map((slot) => ({ ...slot, faces: slot.faces.map(change) })),
    withFaces: scene.withFaces.map(change),
    withoutFaces: scene.withoutFaces.map(change),
  };
}
