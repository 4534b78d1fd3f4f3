/** All scenes together: what is done to each of them by its table. */
import type { ArithmeticScene } from './arithmetic/scene.ts';
import type { Field, FieldModel } from './fields.ts';
import type { FilterScene } from './filters/scene.ts';
import { sceneTables } from './resting.ts';
import type { WalkScene } from './scene.ts';
import { createInitial, readScene } from './sceneTable.ts';
import type { SceneTable } from './sceneTable.ts';
import type { TrainScene } from './train/scene.ts';

/** The scenes of the page, one a view. They share the model of the Walk scene. */
export interface Scenes {
  readonly scene: WalkScene;
  readonly arithmetic: ArithmeticScene;
  readonly filters: FilterScene;
  readonly train: TrainScene;
}

export type SceneName = keyof Scenes;

export const sceneNames = Object.keys(sceneTables) as readonly SceneName[];

/** A table whose types are forgotten: what goes in comes out of the same table. */
type AnyTable = SceneTable<unknown, Record<string, unknown>>;

function tableOf(name: SceneName): AnyTable {
  return sceneTables[name] as unknown as AnyTable;
}

/** Puts all scenes together from what `read` says of each field of each scene. */
export function readScenes(
  modelId: string,
  read: (scene: SceneName, name: string, field: Field<unknown>) => unknown,
): Scenes {
  const entries = sceneNames.map((scene) => [
    scene,
    readScene(tableOf(scene), modelId, (name, field) => read(scene, name, field)),
  ]);
  return Object.fromEntries(entries) as Scenes;
}

/** Every value of a scene with its name and field, in the order of the table. */
export function fieldsOf(
  scenes: Scenes,
  scene: SceneName,
): readonly (readonly [name: string, value: unknown, field: Field<unknown>])[] {
  const table = tableOf(scene);
  const flat = table.toFlat(scenes[scene]);
  return Object.entries(table.fields).map(([name, field]) => [name, flat[name], field]);
}

/** Names of a scene's fields. */
export function fieldNames(scene: SceneName): readonly string[] {
  return Object.keys(sceneTables[scene].fields);
}

/** The key that each field has in a link. */
export function linkKeys(): readonly string[] {
  return sceneNames.flatMap((name) =>
    Object.values(tableOf(name).fields).map((field) => field.key),
  );
}

/** The scenes that a model starts with. */
export function createInitialScenes(model: FieldModel): Scenes {
  return Object.fromEntries(
    sceneNames.map((name) => [name, createInitial(tableOf(name), model)]),
  ) as unknown as Scenes;
}
