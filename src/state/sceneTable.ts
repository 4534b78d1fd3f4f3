/**
 * A scene as a table of fields. Each view has a scene of its own; the tables drive both directions of
 * the link (`link.ts`) and of the plain state (`plainState.ts`), so that a new piece of a scene is one
 * line in its table.
 */
import type { Field, FieldModel } from './fields.ts';

/**
 * How one scene is taken apart and put together. `Flat` is the scene without nesting and without the
 * model, which is written apart: one name for each thing that is written.
 */
export interface SceneTable<Scene, Flat extends object> {
  readonly fields: { readonly [Key in keyof Flat]: Field<Flat[Key]> };
  toFlat(scene: Scene): Flat;
  fromFlat(modelId: string, flat: Flat): Scene;
  /**
   * Checks what no field can check alone.
   * @throws PlaygroundError `bad-argument`.
   */
  check(scene: Scene): void;
}

/** Builds a flat scene by asking for every field, in the order of the table. */
export function mapFields<Flat extends object>(
  table: Pick<SceneTable<never, Flat>, 'fields'>,
  read: <Key extends keyof Flat & string>(key: Key, field: Field<Flat[Key]>) => Flat[Key],
): Flat {
  const fields = Object.entries(table.fields) as [
    keyof Flat & string,
    Field<Flat[keyof Flat & string]>,
  ][];
  return Object.fromEntries(fields.map(([key, field]) => [key, read(key, field)])) as Flat;
}

/** Puts a scene together from what `read` says of each field, and checks it. */
export function readScene<Scene, Flat extends object>(
  table: SceneTable<Scene, Flat>,
  modelId: string,
  read: <Key extends keyof Flat & string>(key: Key, field: Field<Flat[Key]>) => Flat[Key],
): Scene {
  const scene = table.fromFlat(modelId, mapFields<Flat>(table, read));
  table.check(scene);
  return scene;
}

/** The scene a model starts with. */
export function createInitial<Scene, Flat extends object>(
  table: SceneTable<Scene, Flat>,
  model: FieldModel,
): Scene {
  return readScene(table, model.id, (_key, field) => field.initial(model));
}
