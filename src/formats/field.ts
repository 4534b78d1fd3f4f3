/** JSON from outside, read field by field. */
import { PlaygroundError } from '../errors.ts';

/**
 * A field of a file: its path and value, with checks that give the value its type, and throw `bad-file`
 * (details: where = file and path, expected, found) when they fail.
 */
export class Field {
  readonly file: string;
  readonly path: string;
  readonly value: unknown;

  constructor(file: string, path: string, value: unknown) {
    this.file = file;
    this.path = path;
    this.value = value;
  }

  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  fail(expected: string): never {
    const where = this.path === '' ? this.file : `${this.file}: ${this.path}`;
    const found = this.value === undefined ? 'nothing' : JSON.stringify(this.value).slice(0, 100);
    throw new PlaygroundError('bad-file', `${where}: expected ${expected}, found ${found}.`, {
      where,
      expected,
      found,
    });
  }

  record(): Record<string, unknown> {
    const { value } = this;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : this.fail('an object');
  }

  at(key: string): Field {
    const record = this.record();
    const path = this.path === '' ? key : `${this.path}.${key}`;
    return new Field(this.file, path, Object.hasOwn(record, key) ? record[key] : undefined);
  }

  items(most: number, least = 1): Field[] {
    const { value } = this;
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      return this.fail(`a list of ${least} to ${most} entries`);
    }
    return value.map((item: unknown, i) => new Field(this.file, `${this.path}[${i}]`, item));
  }

  text(): string {
    return typeof this.value === 'string' ? this.value : this.fail('a text');
  }

  oneOf<T extends string | number>(choices: readonly T[]): T {
    const choice = choices.find((one) => one === this.value);
    return choice ?? this.fail(`one of ${choices.join(', ')}`);
  }

  whole(least: number, most: number): number {
    const { value } = this;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      return this.fail(`a whole number from ${least} to ${most}`);
    }
    return value;
  }

  number(least: number, most: number): number {
    const { value } = this;
    if (typeof value !== 'number' || !(value >= least && value <= most)) {
      return this.fail(`a number from ${least} to ${most}`);
    }
    return value;
  }

  flag(absent: boolean): boolean {
    if (this.isAbsent) return absent;
    return typeof this.value === 'boolean' ? this.value : this.fail('true or false');
  }

  /** A file beside `config.json`: no folders, nothing hidden. */
  fileName(): string {
    const { value } = this;
    if (typeof value !== 'string' || !/^\w[\w.-]{0,99}$/.test(value)) {
      return this.fail('the name of a file in this folder');
    }
    return value;
  }
}

/**
 * Checks what a description says it is: its `format` and `version`.
 * @throws PlaygroundError `bad-file`, or `unknown-version` for a version other than the one known.
 */
export function checkFormat(root: Field, format: string, version: number): void {
  root.at('format').oneOf([format]);
  const found = root.at('version').whole(0, Number.MAX_SAFE_INTEGER);
  if (found === version) return;
  const where = root.file;
  throw new PlaygroundError(
    'unknown-version',
    `${where}: version ${found} is not known here; expected ${version}.`,
    { where, expected: version, found },
  );
}

/**
 * The root of a JSON file that came as bytes.
 * @param most bytes that are looked at; a longer file is refused unread
 * @throws PlaygroundError `bad-file` for a file that is too long or is no JSON in UTF-8.
 */
export function readJson(bytes: ArrayBuffer, where: string, most: number): Field {
  if (bytes.byteLength > most) {
    throw badFile(where, `at most ${most} bytes`, `${bytes.byteLength}`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw badFile(where, 'JSON in UTF-8', String(cause), cause);
  }
  return readJsonText(text, where);
}

/**
 * The root of JSON that came as text.
 * @throws PlaygroundError `bad-file` for a text that is no JSON.
 */
export function readJsonText(text: string, where: string): Field {
  try {
    return new Field(where, '', JSON.parse(text));
  } catch (cause) {
    throw badFile(where, 'JSON in UTF-8', String(cause), cause);
  }
}

/** A list of 1 to `most` texts, each once. */
export function readNames(field: Field, most: number): readonly string[] {
  const items = field.items(most);
  const names = items.map((name) => name.text());
  const twice = names.findIndex((name, i) => names.indexOf(name) !== i);
  items[twice]?.fail('every name once');
  return names;
}

function badFile(where: string, expected: string, found: string, cause?: unknown): PlaygroundError {
  const short = found.slice(0, 100);
  const message = `${where}: expected ${expected}, found ${short}.`;
  return new PlaygroundError('bad-file', message, { where, expected, found: short }, cause);
}

/**
 * Checks that a file was made with the generator it is now used with.
 * @param sha256 digest of the generator's weights, from `config.json`
 * @throws PlaygroundError `bad-file` for another one.
 */
export function checkGenerator(root: Field, sha256: string): void {
  const field = root.at('generator_sha256');
  if (field.text() !== sha256) field.fail(`${sha256}, the digest of this model's generator`);
}
