/** Fields that hold several things: numbers, names, amounts by name, groups of faces. */
import type { Face } from '../latent/face.ts';
import { facesField, numberField, refuse } from './fields.ts';
import type { Field, FieldModel } from './fields.ts';

/** A range of values or of how many there may be. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

function checkCount(count: number, range: Range, what: string, where: string): void {
  if (count >= range.min && count <= range.max) return;
  const expected =
    range.min === range.max ? `${range.min} ${what}` : `${range.min} to ${range.max} ${what}`;
  throw refuse(where, expected, `${count} ${what}`);
}

function checkList(plain: unknown, what: string, where: string): readonly unknown[] {
  if (!Array.isArray(plain)) throw refuse(where, `a list of ${what}`, plain);
  return plain as readonly unknown[];
}

/** A list of numbers, each in `range`; in a link joined by commas. */
export function numbersField(
  key: string,
  range: Range,
  count: Range,
  initial: readonly number[],
): Field<readonly number[]> {
  const one = numberField(key, range, () => 0);
  return {
    key,
    initial: () => initial,
    toText: (numbers) => numbers.join(','),
    fromText: (text, where, model) => {
      const parts = text === '' ? [] : text.split(',');
      checkCount(parts.length, count, 'numbers', where);
      return parts.map((part, i) => one.fromText(part, `${where}[${i}]`, model));
    },
    toPlain: (numbers) => [...numbers],
    fromPlain: (plain, where, model) => {
      const list = checkList(plain, 'numbers', where);
      checkCount(list.length, count, 'numbers', where);
      return list.map((item, i) => one.fromPlain(item, `${where}[${i}]`, model));
    },
  };
}

const namePattern = /^[\w-]{1,60}$/;

/** Checks a name: letters, digits, `_` and `-`, at most 60. */
function checkName(name: unknown, where: string): string {
  if (typeof name === 'string' && namePattern.test(name)) return name;
  throw refuse(where, 'a name of letters, digits, _ and -', name);
}

/** A name of letters, digits, `_` and `-`, or nothing. */
export function nameField(key: string): Field<string> {
  const read = (value: unknown, where: string): string =>
    value === '' ? '' : checkName(value, where);
  return {
    key,
    initial: () => '',
    toText: (name) => name,
    fromText: read,
    toPlain: (name) => name,
    fromPlain: read,
  };
}

/** Different names, at most `most`; in a link joined by commas. */
export function namesField(key: string, most: number): Field<readonly string[]> {
  const check = (names: readonly unknown[], where: string): readonly string[] => {
    checkCount(names.length, { min: 0, max: most }, 'names', where);
    const checked = names.map((name, i) => checkName(name, `${where}[${i}]`));
    if (new Set(checked).size < checked.length) throw refuse(where, 'different names', names);
    return checked;
  };
  return {
    key,
    initial: () => [],
    toText: (names) => names.join(','),
    fromText: (text, where) => check(text === '' ? [] : text.split(','), where),
    toPlain: (names) => [...names],
    fromPlain: (plain, where) => check(checkList(plain, 'names', where), where),
  };
}

/**
 * Amounts by name, at most `most`; in a link `Smiling*1.5,Male*-1`. Amounts of 0 do nothing and are
 * left out, so equal records have equal texts.
 */
export function amountsField(
  key: string,
  range: Range,
  most: number,
): Field<Readonly<Record<string, number>>> {
  const amount = numberField(key, range, () => 0);
  const check = (
    entries: readonly (readonly [string, unknown])[],
    read: (value: unknown, where: string) => number,
    where: string,
  ): Readonly<Record<string, number>> => {
    checkCount(entries.length, { min: 0, max: most }, 'amounts', where);
    const checked = entries.map(([name, value]): [string, number] => [
      checkName(name, where),
      read(value, `${where}.${name}`),
    ]);
    if (new Set(checked.map(([name]) => name)).size < checked.length) {
      throw refuse(where, 'each name once', entries.map(([name]) => name).join(', '));
    }
    return sortAmounts(Object.fromEntries(checked));
  };
  return {
    key,
    initial: () => ({}),
    toText: (amounts) =>
      Object.entries(sortAmounts(amounts))
        .map(([name, value]) => `${name}*${value}`)
        .join(','),
    fromText: (text, where, model) => {
      const entries = (text === '' ? [] : text.split(',')).map((part): [string, string] => {
        const [name, value, ...rest] = part.split('*');
        if (name === undefined || value === undefined || rest.length > 0) {
          throw refuse(where, 'amounts such as Smiling*1.5', part);
        }
        return [name, value];
      });
      return check(entries, (value, at) => amount.fromText(value as string, at, model), where);
    },
    toPlain: sortAmounts,
    fromPlain: (plain, where, model) => {
      if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
        throw refuse(where, '{name: amount}', plain);
      }
      const entries = Object.entries(plain as Record<string, unknown>);
      return check(entries, (value, at) => amount.fromPlain(value, at, model), where);
    },
  };
}

/** By name, without zeros. */
function sortAmounts(amounts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const entries = Object.entries(amounts).filter(([, value]) => value !== 0);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Groups of faces, each of `size` faces; in a link groups are joined by semicolons. */
export function faceGroupsField(
  key: string,
  count: Range,
  size: Range,
  initial: (model: FieldModel) => readonly (readonly Face[])[],
): Field<readonly (readonly Face[])[]> {
  const group = facesField(key, size, () => []);
  return {
    key,
    initial,
    toText: (groups) => groups.map((faces) => group.toText(faces)).join(';'),
    fromText: (text, where, model) => {
      const parts = text.split(';');
      checkCount(parts.length, count, 'groups', where);
      return parts.map((part, i) => group.fromText(part, `${where}[${i}]`, model));
    },
    toPlain: (groups) => groups.map((faces) => group.toPlain(faces)),
    fromPlain: (plain, where, model) => {
      const list = checkList(plain, 'groups', where);
      checkCount(list.length, count, 'groups', where);
      return list.map((item, i) => group.fromPlain(item, `${where}[${i}]`, model));
    },
  };
}
