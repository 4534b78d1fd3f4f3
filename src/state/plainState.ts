/** The state as plain data, for `playground.state()` and `playground.setState()`. */
import { checkPosition, linkVersion } from './link.ts';
import type { Linkable } from './link.ts';
import { refuse } from './fields.ts';
import type { Field, FieldModel, PlainFace } from './fields.ts';
import {
  createInitialScene,
  fromFlatScene,
  mapSceneFields,
  resting,
  sceneFields,
  toFlatScene,
} from './resting.ts';
import type { FlatScene } from './resting.ts';

/** Faces become {@link PlainFace}; everything else of a scene is plain already. */
type PlainOf<Value> = Value extends FlatScene['keyframes'] ? readonly PlainFace[] : Value;

/** JSON-safe form of everything that is in a link. */
export type PlainState = {
  readonly version: number;
  readonly view: string;
  readonly model: string;
  readonly mask: Readonly<Record<string, Readonly<Record<number, number>>>>;
} & { readonly [Key in keyof FlatScene]: PlainOf<FlatScene[Key]> };

/** Writes the plain form. */
export function toPlainState({ view, scene, mask }: Linkable): PlainState {
  const flat = toFlatScene(scene);
  const plainOf = <Key extends keyof FlatScene>(key: Key): [Key, unknown] => {
    const field: Field<FlatScene[Key]> = sceneFields[key];
    return [key, field.toPlain(flat[key])];
  };
  const plain = Object.fromEntries((Object.keys(sceneFields) as (keyof FlatScene)[]).map(plainOf));
  return {
    version: linkVersion,
    view,
    model: scene.modelId,
    mask: resting.mask.field.toPlain(mask),
    ...plain,
  } as PlainState;
}

/**
 * Checks that a value is a record with known names only, and gives the model it names, if any.
 * @throws PlaygroundError `bad-argument`.
 */
export function checkPlainState(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse('state', 'an object as playground.state() gives', value);
  }
  const known = ['version', 'view', 'model', 'mask', ...Object.keys(sceneFields)];
  for (const name of Object.keys(value)) {
    if (!known.includes(name)) throw refuse('state', `the names ${known.join(', ')}`, name);
  }
  const given = value as Readonly<Record<string, unknown>>;
  if (given.version !== undefined && given.version !== linkVersion) {
    throw refuse('state.version', String(linkVersion), given.version);
  }
  return given;
}

/**
 * Reads a checked plain state for `model`. What is left out stays as it is in `current` if that is of
 * the same model, else becomes the model's initial value.
 * @throws PlaygroundError `bad-argument`.
 */
export function fromPlainState(
  given: Readonly<Record<string, unknown>>,
  model: FieldModel,
  current: Linkable | null,
): Linkable {
  const base = toFlatScene(
    current !== null && current.scene.modelId === model.id
      ? current.scene
      : createInitialScene(model),
  );
  const read = <Value>(name: string, field: Field<Value>, otherwise: Value): Value =>
    given[name] === undefined ? otherwise : field.fromPlain(given[name], `state.${name}`, model);
  const scene = fromFlatScene(
    model.id,
    mapSceneFields((key, field) => read(key, field, base[key])),
  );
  checkPosition(scene);
  return {
    view: read('view', resting.view.field, current?.view ?? 'walk'),
    scene,
    mask: read('mask', resting.mask.field, current?.mask ?? {}),
  };
}
