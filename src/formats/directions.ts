/**
 * Reads `directions.json`, version 1: a direction in z for each attribute that enough labelled latents
 * show and lack, fitted offline by logistic regression. The logit of a latent is
 * `weightLength · (vector · z) + bias`.
 */
import { PlaygroundError } from '../errors.ts';
import { norm } from '../maths/vector.ts';
import { checkFormat, checkGenerator, readJson, readNames } from './field.ts';
import type { Field } from './field.ts';

/** How well something tells pictures with an attribute from those without; shares 0 … 1. */
export interface Scores {
  readonly accuracy: number;
  /** Mean of the accuracies on both sides. */
  readonly balancedAccuracy: number;
  /** Null where it is not defined. */
  readonly auc: number | null;
}

/** The small classifier's scores on photographs, and how often it says what the large one says. */
export interface PageScores extends Scores {
  /** On photographs; null if it was not measured. */
  readonly agreement: number | null;
  /** On generated pictures that it did not learn from; null if it was not measured. */
  readonly agreementGenerated: number | null;
}

/** Another attribute that a direction was freed of. */
export interface Neighbour {
  readonly name: string;
  /** How well the direction as it is ranks pictures by this attribute: 0.5 not at all, 0 the other way round. */
  readonly aucBefore: number | null;
  /** The same of the direction freed. */
  readonly aucAfter: number | null;
}

/**
 * What a direction still tells of its attribute, on held-out latents, without its part in the span of
 * the directions that lie closest to it (Shen et al. 2020, arXiv 1907.10786, section 3.2).
 */
export interface ConditionalScores extends Scores {
  /** The closest first. */
  readonly neighbours: readonly Neighbour[];
  /** Between the direction freed and as it is: the share of its length that is left. */
  readonly cosine: number;
}

/** A direction in z and how far it can be trusted. */
export interface AttributeDirection {
  readonly name: string;
  /** Of unit length, `latentDim` numbers. */
  readonly vector: Float32Array<ArrayBuffer>;
  /** Length of the regression's weight vector. */
  readonly weightLength: number;
  readonly bias: number;
  /** Share of the labelled latents that show the attribute. */
  readonly positives: number;
  /** Of the direction, on latents that it was not fitted on. */
  readonly direction: Scores;
  /** Of the direction freed of those closest to it; null where none is close, or if it was not measured. */
  readonly conditional: ConditionalScores | null;
  /** Of the large classifier that made the labels, on photographs held out. */
  readonly classifier: Scores;
  /** Of the small one that runs in the page; null for a model without one. */
  readonly pageClassifier: PageScores | null;
}

/** All directions of a model. */
export interface Directions {
  /** The labelled latents they were fitted on: samples firstIndex … firstIndex + count − 1 of seed. */
  readonly seed: number;
  readonly firstIndex: number;
  readonly count: number;
  readonly lambda: number;
  /** What was minimised, in words and symbols. */
  readonly objective: string;
  /** Which latents were held out. */
  readonly heldOut: string;
  readonly attributes: readonly AttributeDirection[];
  /** Attributes that too few latents show (or lack) to fit, with how many show them. */
  readonly leftOut: readonly { readonly name: string; readonly positives: number }[];
}

const format = 'latent-playground-directions';
const version = 1;
const limits = { bytes: 8_000_000, attributes: 256, labels: 1_000_000, size: 1e6 };
const unitTolerance = 1e-4;

/**
 * Checks the bytes of a `directions.json`.
 * @param where name of the file, for messages
 * @throws PlaygroundError `bad-file` (details where = file and field, expected, found),
 *   `unknown-version`, or `shape-mismatch` for a vector of another length than latents have.
 */
export function readDirections(
  bytes: ArrayBuffer,
  model: { readonly latentDim: number; readonly generatorSha256: string },
  where: string,
): Directions {
  const root = readJson(bytes, where, limits.bytes);
  checkFormat(root, format, version);
  checkGenerator(root, model.generatorSha256);
  const names = new Set<string>();
  const readName = (field: Field): string => {
    const name = field.text();
    if (names.has(name)) field.fail('every attribute once');
    names.add(name);
    return name;
  };
  const count = root.at('count').whole(1, limits.labels);
  const fields = root.at('attributes').items(limits.attributes);
  const fitted = fields.map((field) => readName(field.at('name')));
  return {
    seed: root.at('seed').whole(0, 0xffffffff),
    firstIndex: root.at('first_index').whole(0, 0xffffffff),
    count,
    lambda: root.at('lambda').number(0, limits.size),
    objective: root.at('objective').text(),
    heldOut: root.at('held_out').text(),
    attributes: fields.map((field) => readDirection(field, fitted, model.latentDim)),
    leftOut: root
      .at('left_out')
      .items(limits.attributes, 0)
      .map((field) => ({
        name: readName(field.at('name')),
        positives: field.at('positives').whole(0, count),
      })),
  };
}

function readDirection(
  field: Field,
  fitted: readonly string[],
  latentDim: number,
): AttributeDirection {
  const direction = field.at('direction');
  const page = field.at('page_classifier');
  const conditional = field.at('conditional');
  const name = field.at('name').text();
  return {
    name,
    vector: readUnitVector(field.at('vector'), latentDim),
    weightLength: field.at('weight_length').number(0, limits.size),
    bias: field.at('bias').number(-limits.size, limits.size),
    positives: direction.at('positives').number(0, 1),
    direction: readScores(direction),
    conditional: conditional.isAbsent
      ? null
      : readConditional(
          conditional,
          fitted.filter((other) => other !== name),
        ),
    classifier: readScores(field.at('classifier')),
    pageClassifier: page.isAbsent
      ? null
      : {
          ...readScores(page),
          agreement: readShare(page.at('agreement')),
          agreementGenerated: readShare(page.at('agreement_generated')),
        },
  };
}

function readConditional(field: Field, others: readonly string[]): ConditionalScores {
  const freeOf = field.at('free_of');
  const names = readNames(freeOf, limits.attributes);
  const unknown = names.findIndex((name) => !others.includes(name));
  freeOf.items(limits.attributes)[unknown]?.fail('the name of another attribute of this file');
  const before = checkEntries(field.at('auc_of_others_before'), names);
  const after = checkEntries(field.at('auc_of_others'), names);
  return {
    ...readScores(field),
    neighbours: names.map((name) => ({
      name,
      aucBefore: readShare(before.at(name)),
      aucAfter: readShare(after.at(name)),
    })),
    cosine: field.at('cosine').number(0, 1),
  };
}

/** The field, if it is an object with an entry for each name and for no other. */
function checkEntries(field: Field, names: readonly string[]): Field {
  const found = Object.keys(field.record());
  if (found.length !== names.length || !names.every((name) => found.includes(name))) {
    field.fail(`an entry for each of ${names.join(', ')}`);
  }
  return field;
}

function readScores(field: Field): Scores {
  return {
    accuracy: field.at('accuracy').number(0, 1),
    balancedAccuracy: field.at('balanced_accuracy').number(0, 1),
    auc: readShare(field.at('auc')),
  };
}

function readShare(field: Field): number | null {
  return field.isAbsent ? null : field.number(0, 1);
}

function readUnitVector(field: Field, latentDim: number): Float32Array<ArrayBuffer> {
  const items = field.items(Number.MAX_SAFE_INTEGER);
  if (items.length !== latentDim) {
    const where = `${field.file}: ${field.path}`;
    const details = { where, expected: `[${latentDim}]`, found: `[${items.length}]` };
    const message = `${where}: expected ${latentDim} numbers, found ${items.length}.`;
    throw new PlaygroundError('shape-mismatch', message, details);
  }
  const vector = Float32Array.from(items, (item) => item.number(-1, 1));
  if (Math.abs(norm(vector) - 1) > unitTolerance) field.fail('a vector of length 1');
  return vector;
}
