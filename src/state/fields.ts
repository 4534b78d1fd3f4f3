/**
 * Fields: how one piece of state is written and read, as text in a link and as plain data for
 * storage and the console. Reading checks everything and throws a `bad-argument` PlaygroundError
 * whose details say where it was, what was expected, and what was found.
 */
import { badArgument, PlaygroundError } from '../errors.ts';
import { createFreeFace, createSampleFace } from '../latent/createFace.ts';
import { readFaceText, writeFaceText } from '../latent/faceText.ts';
import type { Face } from '../latent/face.ts';
import { maxSeed } from '../latent/prior.ts';
import type { ModelConfig } from '../model/config.ts';

/** The description of the model that a link or a state speaks of. */
export type FieldModel = Pick<ModelConfig, 'id' | 'prior' | 'latentDim' | 'imageSize' | 'samples'>;

/** One piece of state. `toText(fromText(t)) = t`, and the same for plain data. */
export interface Field<Value> {
  /** Its name in a link, or in the settings. */
  readonly key: string;
  /** What it is before anybody touched it; left out of links. */
  initial(model: FieldModel): Value;
  toText(value: Value): string;
  fromText(text: string, where: string, model: FieldModel): Value;
  /** Structured-clone-safe and JSON-safe. */
  toPlain(value: Value): unknown;
  fromPlain(plain: unknown, where: string, model: FieldModel): Value;
}

/** The error of a field that cannot be read. */
export function refuse(where: string, expected: string, found: unknown): PlaygroundError {
  const text = typeof found === 'string' ? found : (JSON.stringify(found) ?? String(found));
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return badArgument(where, expected, short);
}

/** A number from `min` to `max`; `whole` allows no fraction. */
export function numberField(
  key: string,
  range: { readonly min: number; readonly max: number; readonly whole?: boolean },
  initial: (model: FieldModel) => number,
): Field<number> {
  const kind = range.whole === true ? 'a whole number' : 'a number';
  const expected = Number.isFinite(range.max)
    ? `${kind} from ${range.min} to ${range.max}`
    : `${kind} of at least ${range.min}`;
  const fromPlain = (plain: unknown, where: string): number => {
    const ok =
      typeof plain === 'number' &&
      Number.isFinite(plain) &&
      plain >= range.min &&
      plain <= range.max &&
      (range.whole !== true || Number.isInteger(plain));
    if (!ok) throw refuse(where, expected, plain);
    return plain + 0; // −0 becomes 0, which is what its text says
  };
  return {
    key,
    initial,
    toText: String,
    fromText: (text, where) => {
      if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) throw refuse(where, expected, text);
      return fromPlain(Number(text), where);
    },
    toPlain: (value) => value,
    fromPlain,
  };
}

/** One of a few words. */
export function choiceField<Word extends string>(
  key: string,
  words: readonly Word[],
  initial: Word,
): Field<Word> {
  const fromPlain = (plain: unknown, where: string): Word => {
    const word = words.find((candidate) => candidate === plain);
    if (word === undefined) throw refuse(where, `one of ${words.join(', ')}`, plain);
    return word;
  };
  return {
    key,
    initial: () => initial,
    toText: (value) => value,
    fromText: fromPlain,
    toPlain: (value) => value,
    fromPlain,
  };
}

/** Yes or no. */
export function switchField(key: string, initial: boolean): Field<boolean> {
  const fromPlain = (plain: unknown, where: string): boolean => {
    if (typeof plain !== 'boolean') throw refuse(where, 'true or false', plain);
    return plain;
  };
  return {
    key,
    initial: () => initial,
    toText: (value) => (value ? '1' : '0'),
    fromText: (text, where) => {
      if (text !== '0' && text !== '1') throw refuse(where, '0 or 1', text);
      return text === '1';
    },
    toPlain: (value) => value,
    fromPlain,
  };
}

/** A face as plain data: a numbered sample, or numbers. */
export type PlainFace =
  | { readonly seed: number; readonly index: number }
  | { readonly z: readonly number[] };

/** A list of `min` to `max` faces; in a link their texts, joined by commas. */
export function facesField(
  key: string,
  range: { readonly min: number; readonly max: number },
  initial: (model: FieldModel) => readonly Face[],
): Field<readonly Face[]> {
  const expected =
    range.min === range.max ? `${range.min} faces` : `${range.min} to ${range.max} faces`;
  const checkCount = (count: number, where: string): void => {
    if (count < range.min || count > range.max) throw refuse(where, expected, `${count} faces`);
  };
  return {
    key,
    initial,
    toText: (faces) => faces.map((face) => writeFaceText(face)).join(','),
    fromText: (text, where, model) => {
      const parts = text === '' ? [] : text.split(',');
      checkCount(parts.length, where);
      return parts.map((part, i) => at(`${where}[${i}]`, () => readFaceText(part, model)));
    },
    toPlain: (faces) => faces.map(toPlainFace),
    fromPlain: (plain, where, model) => {
      if (!Array.isArray(plain)) throw refuse(where, `a list of ${expected}`, plain);
      checkCount(plain.length, where);
      return plain.map((item: unknown, i) => fromPlainFace(item, `${where}[${i}]`, model));
    },
  };
}

/** Plain form of a face, without its model. */
export function toPlainFace({ z, origin }: Pick<Face, 'z' | 'origin'>): PlainFace {
  return origin.kind === 'sample'
    ? { seed: origin.seed, index: origin.index }
    : { z: Array.from(z) };
}

/** Reads {@link PlainFace}; the model gives the prior and the dimension. */
export function fromPlainFace(plain: unknown, where: string, model: FieldModel): Face {
  const expected = '{seed, index} or {z: numbers}';
  if (typeof plain !== 'object' || plain === null) throw refuse(where, expected, plain);
  if ('z' in plain) {
    const { z } = plain;
    if (!isNumberList(z)) throw refuse(`${where}.z`, `${model.latentDim} numbers`, z);
    return at(`${where}.z`, () => createFreeFace(model, z));
  }
  if (!('seed' in plain && 'index' in plain)) throw refuse(where, expected, plain);
  const isSeed = (value: unknown): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= maxSeed;
  const { seed, index } = plain;
  const seedRange = `a whole number from 0 to ${maxSeed}`;
  if (!isSeed(seed)) throw refuse(`${where}.seed`, seedRange, seed);
  if (!isSeed(index)) throw refuse(`${where}.index`, seedRange, index);
  return createSampleFace(model, seed, index);
}

/** Whether a value is an array (plain or typed) of numbers. */
export function isNumberList(value: unknown): value is ArrayLike<number> {
  if (value instanceof Float32Array || value instanceof Float64Array) return true;
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

/** Component numbers, ascending; in a link runs are shortened: `0-9.12`. */
export function componentsField(key: string): Field<readonly number[]> {
  return membersField(key, 'component', (model) => model.latentDim);
}

/** Numbers of `what` below `below(model)`, ascending, written as {@link componentsField} writes. */
export function membersField(
  key: string,
  what: string,
  below: (model: FieldModel) => number,
): Field<readonly number[]> {
  const check = (numbers: readonly unknown[], where: string, model: FieldModel): number[] => {
    const most = below(model) - 1;
    const expected = `${what} numbers from 0 to ${most}`;
    const ok = (n: unknown): n is number =>
      typeof n === 'number' && Number.isInteger(n) && n >= 0 && n <= most;
    if (!numbers.every(ok))
      throw refuse(
        where,
        expected,
        numbers.find((n) => !ok(n)),
      );
    return [...new Set(numbers)].toSorted((a, b) => a - b);
  };
  return {
    key,
    initial: () => [],
    toText: (components) =>
      runsOf(components)
        .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
        .join('.'),
    fromText: (text, where, model) => {
      const numbers = (text === '' ? [] : text.split('.')).flatMap((part) => {
        const run = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part);
        if (run === null) throw refuse(where, `${what} numbers such as 0-9.12`, text);
        const first = Number(run[1]);
        const last = run[2] === undefined ? first : Number(run[2]);
        if (last < first) throw refuse(where, 'runs that go upwards', part);
        check([last], where, model);
        return Array.from({ length: last - first + 1 }, (_, i) => first + i);
      });
      return check(numbers, where, model);
    },
    toPlain: (components) => [...components],
    fromPlain: (plain, where, model) => {
      if (!Array.isArray(plain)) throw refuse(where, `a list of ${what} numbers`, plain);
      return check(plain, where, model);
    },
  };
}

function runsOf(components: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const component of components) {
    const run = runs.at(-1);
    if (run !== undefined && component === run[1] + 1) run[1] = component;
    else runs.push([component, component]);
  }
  return runs;
}

/** Runs a reader and moves the place its error names to `where`. */
function at<Value>(where: string, read: () => Value): Value {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof PlaygroundError)) throw thrown;
    const { expected, found } = thrown.details;
    if (expected === undefined || found === undefined) throw thrown;
    throw new PlaygroundError(thrown.code, `${where}: expected ${expected}; found ${found}.`, {
      where,
      expected,
      found,
    });
  }
}
