/**
 * The one table of where state rests. `url`: in the link, so that a link is the picture; `browser`:
 * kept on this machine (IndexedDB); `nowhere`: gone with the page. The compiler asks for a line for
 * every piece of state. Both directions of the link, the console's state and the settings are driven
 * by it. The initial values belong to version 1 of the link: what is left out of a link means them.
 */
import { createSampleFace } from '../latent/createFace.ts';
import type { Face } from '../latent/face.ts';
import { maxSeed } from '../latent/prior.ts';
import type { PadCorners } from '../latent/pad.ts';
import { choiceField, componentsField, facesField, numberField, switchField } from './fields.ts';
import type { Field, FieldModel } from './fields.ts';
import { speedRange, truncationRange } from './limits.ts';
import { maskField } from './maskField.ts';
import { maxKeyframes } from './scene.ts';
import type { Instrument, WalkScene } from './scene.ts';
import type { Language, PlaygroundState, Scaling, Theme, ViewName } from './types.ts';

/** A scene without nesting: one name for each thing that is written. The model is written apart. */
export type FlatScene = Omit<WalkScene, 'modelId' | 'pad' | 'keyframes'> & {
  readonly keyframes: readonly Face[];
  readonly padCorners: readonly Face[];
  readonly padX: number;
  readonly padY: number;
};

/** Where a piece of state rests. */
export type Resting<Value> =
  | { readonly rests: 'url'; readonly field: Field<Value> }
  | { readonly rests: 'url'; readonly inParts: 'sceneFields' }
  | { readonly rests: 'browser'; readonly field: Field<Value>; readonly search?: string }
  | { readonly rests: 'browser'; readonly records: 'shelf' }
  | { readonly rests: 'nowhere' };

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
  'sheet',
  'settings',
  'export',
];

/** The scene, field by field. All of it rests in the link. */
export const sceneFields: { readonly [Key in keyof FlatScene]: Field<FlatScene[Key]> } = {
  keyframes: facesField('k', { min: 1, max: maxKeyframes }, sheetSamples(0, 4)),
  position: numberField('p', { min: 0, max: maxKeyframes }, () => 0),
  interpolation: choiceField('i', ['lerp', 'slerp'], 'lerp'),
  playMode: choiceField('l', ['once', 'loop', 'pingPong'], 'pingPong'),
  speed: numberField('s', speedRange, () => 0.5),
  truncation: numberField('t', truncationRange, () => 1),
  paletteSeed: numberField('n', seedRange, seedOfSheet),
  sheetSeed: numberField('h', seedRange, seedOfSheet),
  source: choiceField('o', ['path', 'pad'], 'path'),
  padCorners: facesField('c', { min: 4, max: 4 }, sheetSamples(4, 4)),
  padX: numberField('x', { min: 0, max: 1 }, () => 0.5),
  padY: numberField('y', { min: 0, max: 1 }, () => 0.5),
  locked: componentsField('a'),
  instrument: choiceField('e', instruments, 'none'),
};

/** Everything else. */
export const resting = {
  scene: { rests: 'url', inParts: 'sceneFields' },
  view: { rests: 'url', field: choiceField<ViewName>('view', ['walk', 'models'], 'walk') },
  mask: { rests: 'url', field: maskField },
  shelf: { rests: 'browser', records: 'shelf' },
  language: {
    rests: 'browser',
    field: choiceField<Language>('language', ['en', 'ko'], 'en'),
    search: 'lang',
  },
  theme: {
    rests: 'browser',
    field: choiceField<Theme>('theme', ['system', 'light', 'dark'], 'system'),
    search: 'theme',
  },
  scaling: {
    rests: 'browser',
    field: choiceField<Scaling>('scaling', ['crisp', 'smooth'], 'crisp'),
  },
  shelfOpen: { rests: 'browser', field: switchField('shelfOpen', true) },
  playing: { rests: 'nowhere' },
  selectedKeyframe: { rests: 'nowhere' },
  engine: { rests: 'nowhere' }, // the backend of this machine is kept by storage/machineMemory.ts
  models: { rests: 'nowhere' },
  configs: { rests: 'nowhere' },
  notices: { rests: 'nowhere' },
  inspected: { rests: 'nowhere' },
} as const satisfies { readonly [Key in keyof PlaygroundState]: Resting<PlaygroundState[Key]> };

/** Flattens a scene. */
export function toFlatScene({ modelId: _modelId, pad, ...rest }: WalkScene): FlatScene {
  return { ...rest, padCorners: pad.corners, padX: pad.x, padY: pad.y };
}

/** Undoes {@link toFlatScene}; there must be four corners. */
export function fromFlatScene(modelId: string, flat: FlatScene): WalkScene {
  const { padCorners, padX, padY, ...rest } = flat;
  const corners = [...padCorners] as unknown as PadCorners<Face>;
  return { modelId, ...rest, pad: { corners, x: padX, y: padY } };
}

/** Builds a flat scene by asking for every field; the order of keys is the table's. */
export function mapSceneFields(
  read: <Key extends keyof FlatScene>(key: Key, field: Field<FlatScene[Key]>) => FlatScene[Key],
): FlatScene {
  const keys = Object.keys(sceneFields) as (keyof FlatScene)[];
  const entry = <Key extends keyof FlatScene>(key: Key): [Key, FlatScene[Key]] => [
    key,
    read(key, sceneFields[key]),
  ];
  return Object.fromEntries(keys.map(entry)) as unknown as FlatScene;
}

/** The scene a model starts with. */
export function createInitialScene(model: FieldModel): WalkScene {
  return fromFlatScene(
    model.id,
    mapSceneFields((_key, field) => field.initial(model)),
  );
}
