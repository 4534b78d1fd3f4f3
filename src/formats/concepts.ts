/**
 * Reads `concepts.json`, version 1: concepts that come with a model, so that forgetting (section
 * 6.3.1) can be shown without drawing first. Their boxes are the same on all `samples` that a rule
 * chose, or were drawn by hand, as in the paper: then `marks` lists those of each sample.
 */
import type { ModelConfig } from '../model/config.ts';
import { describeArchitecture } from '../model/architecture.ts';
import type { Box, SampleRange } from '../model/markings.ts';
import { generatorDigest } from '../model/namedMask.ts';
import { checkFormat, checkGenerator, readJson } from './field.ts';
import type { Field } from './field.ts';

/** A concept that comes with a model. */
export interface PreparedConcept {
  /** Lower-case letters, digits and hyphens. */
  readonly id: string;
  /** A hidden layer of G on which it has been tried. */
  readonly layer: string;
  /** Whether samples without boxes give negatives to the fit. */
  readonly usesUnmarked: boolean;
  readonly sheet: SampleRange;
  /** Whether somebody drew the boxes on each sample; else a rule put the same ones on all. */
  readonly isByHand: boolean;
  /** The samples of the sheet that carry boxes, ascending. */
  readonly marks: readonly MarkedSample[];
}

/** A sample of a sheet with its boxes. */
export interface MarkedSample {
  /** 0 … count − 1 of the sheet. */
  readonly sample: number;
  /** One at least. */
  readonly boxes: readonly Box[];
}

/** All concepts that come with a model. */
export interface PreparedConcepts {
  /** How samples and boxes were chosen, in words. */
  readonly rule: string;
  readonly concepts: readonly PreparedConcept[];
}

const format = 'latent-playground-concepts';
const version = 1;
const limits = { bytes: 1_000_000, concepts: 100, samples: 1000, boxes: 100 };

/**
 * Checks the bytes of a `concepts.json`.
 * @param where name of the file, for messages
 * @throws PlaygroundError `bad-file` (details where = file and field, expected, found) or
 *   `unknown-version`.
 */
export function readConcepts(
  bytes: ArrayBuffer,
  config: ModelConfig,
  where: string,
): PreparedConcepts {
  const root = readJson(bytes, where, limits.bytes);
  checkFormat(root, format, version);
  checkGenerator(root, generatorDigest(config));
  const layers = describeArchitecture(config)
    .layers.filter(({ network }) => network === 'generator')
    .slice(0, -1)
    .map(({ name }) => name);
  const ids = new Set<string>();
  const concepts = root
    .at('concepts')
    .items(limits.concepts)
    .map((field): PreparedConcept => {
      const id = field.at('id').text();
      if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id) || ids.has(id)) {
        field.at('id').fail('lower-case letters, digits and hyphens, each id once');
      }
      ids.add(id);
      const sheet = readRange(field.at('sheet'));
      return {
        id,
        layer: field.at('layer').oneOf(layers),
        usesUnmarked: field.at('uses_unmarked').flag(false),
        sheet,
        ...readMarks(field, sheet.count, config.imageSize),
      };
    });
  return { rule: root.at('rule').text(), concepts };
}

function readRange(field: Field): SampleRange {
  return {
    seed: field.at('seed').whole(0, 0xffffffff),
    firstIndex: field.at('first_index').whole(0, 0xffffffff),
    count: field.at('count').whole(1, limits.samples),
  };
}

function readMarks(
  field: Field,
  count: number,
  imageSize: number,
): Pick<PreparedConcept, 'isByHand' | 'marks'> {
  const boxesOf = (at: Field) =>
    at
      .at('boxes')
      .items(limits.boxes)
      .map((box) => readBox(box, imageSize));
  const next = ascending(count);
  if (field.at('marks').isAbsent) {
    const samples = field.at('samples').items(count).map(next);
    const boxes = boxesOf(field);
    return { isByHand: false, marks: samples.map((sample) => ({ sample, boxes })) };
  }
  const marks = field
    .at('marks')
    .items(count)
    .map((mark) => ({ sample: next(mark.at('sample')), boxes: boxesOf(mark) }));
  return { isByHand: true, marks };
}

/** Reads numbers of samples, each of which has to be above the one before. */
function ascending(count: number): (field: Field) => number {
  let last = -1;
  return (field) => {
    const sample = field.whole(0, count - 1);
    if (sample <= last) field.fail(`a number above ${last}`);
    last = sample;
    return sample;
  };
}

/** [x0, y0, x1, y1] in whole pixels. */
function readBox(field: Field, imageSize: number): Box {
  const [x0, y0, x1, y1] = field.items(4, 4).map((side) => side.whole(0, imageSize)) as [
    number,
    number,
    number,
    number,
  ];
  if (x1 <= x0 || y1 <= y0) field.fail('left, top, right, bottom of a box that is not empty');
  return { x0, y0, x1, y1 };
}
