/**
 * Concepts as text in a link: `NAME~SEED.FIRST.COUNT~SAMPLE:SHAPE_SHAPE~…`, joined by commas. A name
 * is base64url, a box eight digits of base 36 (x0 y0 x1 y1, two each), a brush `*` and its runs of
 * pixels `START.LENGTH` in base 36, joined by hyphens.
 */
import { readBase64Url, writeBase64Url } from '../../maths/base64url.ts';
import { maxSeed } from '../../latent/prior.ts';
import type { Concept, Shape } from '../../model/markings.ts';
import { refuse } from '../fields.ts';
import type { Field, FieldModel } from '../fields.ts';
import { longestConcepts, maxConcepts, sheetRange } from './scene.ts';

const expected = 'concepts as this page writes them';
/** Longest name. */
export const longestName = 40;

/** The field; reading checks that every shape lies inside the model's pictures. */
export function conceptsField(key: string): Field<readonly Concept[]> {
  return {
    key,
    initial: () => [],
    toText: writeConcepts,
    fromText: (text, where, model) => {
      if (text.length > longestConcepts) {
        throw refuse(where, `at most ${longestConcepts} characters`, `${text.length} characters`);
      }
      const parts = text === '' ? [] : text.split(',');
      return checkAll(
        parts.map((part, i) => readConcept(part, `${where}[${i}]`, model)),
        where,
      );
    },
    toPlain: (concepts) =>
      concepts.map(({ id: _id, modelId: _modelId, ...concept }) => structuredClone(concept)),
    fromPlain: (plain, where, model) => {
      if (!Array.isArray(plain)) throw refuse(where, 'a list of concepts', plain);
      return checkAll(
        plain.map((item: unknown, i) => readPlainConcept(item, i, `${where}[${i}]`, model)),
        where,
      );
    },
  };
}

/** Text of all concepts, as it stands in a link. */
export function writeConcepts(concepts: readonly Concept[]): string {
  return concepts.map(writeConcept).join(',');
}

function writeConcept({ name, sheet, shapes }: Concept): string {
  const samples = Object.entries(shapes)
    .filter(([, list]) => list.length > 0)
    .map(([sample, list]) => `~${sample}:${list.map(writeShape).join('_')}`);
  const bytes = new TextEncoder().encode(name);
  const { seed, firstIndex, count } = sheet;
  return `${writeBase64Url(bytes)}~${seed}.${firstIndex}.${count}${samples.join('')}`;
}

function writeShape(shape: Shape): string {
  if (shape.kind === 'brush') {
    const runs = runsOf(shape.pixels).map(
      ([start, length]) => `${start.toString(36)}.${length.toString(36)}`,
    );
    return `*${runs.join('-')}`;
  }
  return [shape.x0, shape.y0, shape.x1, shape.y1]
    .map((value) => value.toString(36).padStart(2, '0'))
    .join('');
}

function runsOf(pixels: readonly number[]): (readonly [start: number, length: number])[] {
  const runs: [number, number][] = [];
  for (const pixel of pixels) {
    const run = runs.at(-1);
    if (run !== undefined && pixel === run[0] + run[1]) run[1] += 1;
    else runs.push([pixel, 1]);
  }
  return runs;
}

function readConcept(text: string, where: string, model: FieldModel): unknown {
  const [name, sheet, ...samples] = text.split('~');
  const bytes = readBase64Url(name ?? '');
  const numbers = /^(\d{1,10})\.(\d{1,10})\.(\d{1,4})$/.exec(sheet ?? '');
  if (bytes === null || numbers === null) throw refuse(where, expected, text);
  const [, seed, firstIndex, count] = numbers.map(Number) as [number, number, number, number];
  const shapes: Record<number, readonly Shape[]> = {};
  for (const part of samples) {
    const match = /^(\d{1,4}):(.+)$/.exec(part);
    if (match === null) throw refuse(where, expected, part);
    shapes[Number(match[1])] = (match[2] as string)
      .split('_')
      .map((shape) => readShape(shape, where));
  }
  const concept = { name: new TextDecoder().decode(bytes), sheet: { seed, firstIndex, count } };
  return readPlainConcept({ ...concept, shapes }, indexIn(where), where, model);
}

function readShape(text: string, where: string): Shape {
  if (/^[0-9a-z]{8}$/.test(text)) {
    const at = (i: number): number => parseInt(text.slice(2 * i, 2 * i + 2), 36);
    return { kind: 'box', x0: at(0), y0: at(1), x1: at(2), y1: at(3) };
  }
  if (!/^\*[0-9a-z.-]+$/.test(text)) throw refuse(where, expected, text);
  const pixels = text
    .slice(1)
    .split('-')
    .flatMap((run) => {
      const match = /^([0-9a-z]{1,5})\.([0-9a-z]{1,5})$/.exec(run);
      if (match === null) throw refuse(where, expected, run);
      const start = parseInt(match[1] as string, 36);
      const length = Math.min(parseInt(match[2] as string, 36), longestRun);
      return Array.from({ length }, (_, i) => start + i);
    });
  return { kind: 'brush', pixels };
}

/** No picture has a longer run of pixels than all of the largest picture. */
const longestRun = 2 ** 20;

function indexIn(where: string): number {
  return Number(/\[(\d+)\]$/.exec(where)?.[1] ?? 0);
}

type Given = Readonly<Record<string, unknown>>;

function record(value: unknown, where: string): Given {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse(where, expected, value);
  }
  return value as Given;
}

function whole(value: unknown, min: number, max: number, where: string): number {
  const ok = typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
  if (!ok) throw refuse(where, `a whole number from ${min} to ${max}`, value);
  return value;
}

/** Checks a concept given as plain data; `index` names it. */
function readPlainConcept(
  plain: unknown,
  index: number,
  where: string,
  model: FieldModel,
): Concept {
  const { name, sheet, shapes } = record(plain, where);
  if (typeof name !== 'string' || name.length > longestName) {
    throw refuse(`${where}.name`, `a name of at most ${longestName} characters`, name);
  }
  const { seed, firstIndex, count } = record(sheet, `${where}.sheet`);
  const range = {
    seed: whole(seed, 0, maxSeed, `${where}.sheet.seed`),
    firstIndex: whole(firstIndex, 0, maxSeed, `${where}.sheet.firstIndex`),
    count: whole(count, sheetRange.min, sheetRange.max, `${where}.sheet.count`),
  };
  const read = Object.entries(record(shapes, `${where}.shapes`)).map(([sample, list]) => {
    const here = `${where}.shapes.${sample}`;
    whole(Number(sample), 0, range.count - 1, here);
    if (!Array.isArray(list) || list.length === 0) throw refuse(here, 'a list of shapes', list);
    return [Number(sample), list.map((shape) => checkShape(shape, here, model))] as const;
  });
  return {
    id: String(index),
    name,
    modelId: model.id,
    sheet: range,
    shapes: Object.fromEntries(read),
  };
}

function checkShape(plain: unknown, where: string, { imageSize }: FieldModel): Shape {
  const shape = record(plain, where);
  if (shape['kind'] === 'brush') {
    const { pixels } = shape;
    if (!Array.isArray(pixels) || pixels.length === 0) throw refuse(where, expected, pixels);
    const numbers = pixels.map((pixel) => whole(pixel, 0, imageSize * imageSize - 1, where));
    if (numbers.some((pixel, i) => i > 0 && pixel <= (numbers[i - 1] as number))) {
      throw refuse(where, 'pixels in ascending order', 'others');
    }
    return { kind: 'brush', pixels: numbers };
  }
  const at = (key: string): number => whole(shape[key], 0, imageSize, `${where}.${key}`);
  const box = { x0: at('x0'), y0: at('y0'), x1: at('x1'), y1: at('y1') };
  if (box.x1 <= box.x0 || box.y1 <= box.y0) throw refuse(where, 'a box that is not empty', shape);
  return { kind: 'box', ...box };
}

function checkAll(concepts: readonly unknown[], where: string): readonly Concept[] {
  if (concepts.length > maxConcepts) {
    throw refuse(where, `at most ${maxConcepts} concepts`, `${concepts.length} concepts`);
  }
  return concepts as readonly Concept[];
}
