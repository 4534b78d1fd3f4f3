/**
 * What the address may say before the `#`, for this visit only: `?backend=wasm`, `?lang=ko`,
 * `?theme=dark`. It overrules what is remembered and is never written by the page.
 */
import { fromPlainError, toPlainError } from '../errors.ts';
import type { PlaygroundError } from '../errors.ts';
import { backendNames } from '../engine/types.ts';
import type { BackendChoice } from '../engine/types.ts';
import { choiceField } from './fields.ts';
import type { Field, FieldModel } from './fields.ts';
import { asBadLink } from './link.ts';
import { resting } from './resting.ts';
import type { Language, Theme } from './types.ts';

/** Values given in the address; undefined where nothing (or nothing readable) was given. */
export interface SearchValues {
  readonly backend: BackendChoice | undefined;
  readonly language: Language | undefined;
  readonly theme: Theme | undefined;
  /** One `bad-link` error for each value that could not be read. */
  readonly errors: readonly PlaygroundError[];
}

const backendField = choiceField<BackendChoice>('backend', ['auto', ...backendNames], 'auto');
const anyModel: FieldModel = {
  id: '',
  prior: 'normal',
  latentDim: 0,
  imageSize: 0,
  samples: null,
};

/** Reads `location.search`; other names in it are left alone. */
export function readSearch(search: string): SearchValues {
  const given = new URLSearchParams(search);
  const errors: PlaygroundError[] = [];
  const read = <Value>(name: string, field: Field<Value>): Value | undefined => {
    const text = given.get(name);
    if (text === null) return undefined;
    try {
      return asBadLink(() => field.fromText(text, name, anyModel));
    } catch (thrown) {
      errors.push(fromPlainError(toPlainError(thrown)));
      return undefined;
    }
  };
  return {
    backend: read('backend', backendField),
    language: read(resting.language.search, resting.language.field),
    theme: read(resting.theme.search, resting.theme.field),
    errors,
  };
}
