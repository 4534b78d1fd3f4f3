/** The state as plain data, for `playground.state()` and `playground.setState()`. */
import type { FlatArithmetic } from './arithmetic/table.ts';
import { linkVersion } from './link.ts';
import type { Linkable } from './link.ts';
import { refuse } from './fields.ts';
import type { Field, FieldModel, PlainFace } from './fields.ts';
import type { FlatFilters } from './filters/table.ts';
import type { Face } from '../latent/face.ts';
import { resting } from './resting.ts';
import { createInitialScenes, fieldNames, fieldsOf, readScenes, sceneNames } from './scenes.ts';
import type { SceneName } from './scenes.ts';
import type { FlatTrain } from './train/table.ts';
import type { FlatWalk } from './walkTable.ts';

/** Faces become {@link PlainFace}; everything else of a scene is plain already. */
type PlainOf<Value> = Value extends readonly Face[]
  ? readonly PlainFace[]
  : Value extends readonly (readonly Face[])[]
    ? readonly (readonly PlainFace[])[]
    : Value;

type PlainScene<Flat> = { readonly [Key in keyof Flat]: PlainOf<Flat[Key]> };

/** JSON-safe form of everything that is in a link: the Walk scene at the top, the others by name. */
export type PlainState = {
  readonly version: number;
  readonly view: string;
  readonly model: string;
  readonly mask: Readonly<Record<string, Readonly<Record<number, number>>>>;
  readonly arithmetic: PlainScene<FlatArithmetic>;
  readonly filters: PlainScene<FlatFilters>;
  readonly train: PlainScene<FlatTrain>;
} & PlainScene<FlatWalk>;

/** Where a scene's fields stand in the plain state: null for the top. */
function homeOf(scene: SceneName): string | null {
  return scene === 'scene' ? null : scene;
}

/** Writes the plain form. */
export function toPlainState(state: Linkable): PlainState {
  const plain: Record<string, unknown> = {
    version: linkVersion,
    view: state.view,
    model: state.scene.modelId,
    mask: resting.mask.field.toPlain(state.mask),
  };
  for (const scene of sceneNames) {
    const entries = fieldsOf(state, scene).map(([name, value, field]) => [
      name,
      field.toPlain(value),
    ]);
    const fields: Record<string, unknown> = Object.fromEntries(entries);
    const home = homeOf(scene);
    if (home === null) Object.assign(plain, fields);
    else plain[home] = fields;
  }
  return plain as unknown as PlainState;
}

type Given = Readonly<Record<string, unknown>>;

function checkRecord(value: unknown, where: string, known: readonly string[]): Given {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse(where, 'an object as playground.state() gives', value);
  }
  for (const name of Object.keys(value)) {
    if (!known.includes(name)) throw refuse(where, `the names ${known.join(', ')}`, name);
  }
  return value as Given;
}

/**
 * Checks that a value is a record with known names only, scene by scene.
 * @throws PlaygroundError `bad-argument`.
 */
export function checkPlainState(value: unknown): Given {
  const homes = sceneNames.map(homeOf).filter((home) => home !== null);
  const top = sceneNames.filter((scene) => homeOf(scene) === null).flatMap(fieldNames);
  const given = checkRecord(value, 'state', ['version', 'view', 'model', 'mask', ...top, ...homes]);
  for (const scene of sceneNames) {
    const home = homeOf(scene);
    if (home !== null && given[home] !== undefined) {
      checkRecord(given[home], `state.${home}`, fieldNames(scene));
    }
  }
  if (given['version'] !== undefined && given['version'] !== linkVersion) {
    throw refuse('state.version', String(linkVersion), given['version']);
  }
  return given;
}

/**
 * Reads a checked plain state for `model`. What is left out stays as it is in `current` if that is of
 * the same model, else becomes the model's initial value.
 * @throws PlaygroundError `bad-argument`.
 */
export function fromPlainState(
  given: Given,
  model: FieldModel,
  current: Linkable | null,
): Linkable {
  const base =
    current !== null && current.scene.modelId === model.id ? current : createInitialScenes(model);
  const read = <Value>(
    from: Given,
    name: string,
    where: string,
    field: Field<Value>,
    otherwise: Value,
  ): Value =>
    from[name] === undefined ? otherwise : field.fromPlain(from[name], `${where}.${name}`, model);
  const before = new Map(
    sceneNames.map((scene) => [
      scene,
      new Map(fieldsOf(base, scene).map(([name, value]) => [name, value])),
    ]),
  );
  const scenes = readScenes(model.id, (scene, name, field) => {
    const home = homeOf(scene);
    const from = home === null ? given : ((given[home] ?? {}) as Given);
    const where = home === null ? 'state' : `state.${home}`;
    return read(from, name, where, field, before.get(scene)?.get(name));
  });
  return {
    ...scenes,
    view: read(given, 'view', 'state', resting.view.field, current?.view ?? 'walk'),
    mask: read(given, 'mask', 'state', resting.mask.field, current?.mask ?? {}),
  };
}
