/**
 * Reads `concepts.json`, version 1: concepts that come with a model, as boxes on samples chosen by a
 * rule that the file states, so that forgetting (section 6.3.1) can be shown without drawing first.
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
  /** Samples of the sheet that carry the boxes, 0 … count − 1, ascending. */
  readonly samples: readonly number[];
  /** The boxes, the same on each of them. */
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
        samples: readSamples(field.at('samples'), sheet.count),
        boxes: field
          .at('boxes')
          .items(limits.boxes)
          .map((box) => readBox(box, config.imageSize)),
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

function readSamples(field: Field, count: number): number[] {
  let last = -1;
  return field.items(count).map((item) => {
    const sample = item.whole(0, count - 1);
    if (sample <= last) item.fail(`a number above ${last}`);
    last = sample;
    return sample;
  });
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
