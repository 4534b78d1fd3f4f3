/**
 * Reads `exemplars.json`, version 1: for each preset of A − B + C (section 6.3.2, Figure 7) the concept
 * of each slot and of the result, and samples chosen for the slots by a rule that the file states.
 */
import { checkFormat, checkGenerator, readJson } from './field.ts';
import type { Field } from './field.ts';

/**
 * What the judge must say of one attribute: a probability of at least `threshold` if it shall be
 * present, of at most 1 − `threshold` if not.
 */
export interface Condition {
  readonly attribute: string;
  readonly present: boolean;
  /** 0.5 … 1. */
  readonly threshold: number;
}

/** All of its conditions must hold. */
export type Concept = readonly Condition[];

/** A concept and samples that satisfy it. */
export interface ConceptExemplars {
  readonly concept: Concept;
  /** How many of the labelled latents satisfy it. */
  readonly satisfying: number;
  /** Samples chosen among them, in the order of the rule; at least three, each once in a preset. */
  readonly indices: readonly number[];
}

/** Names of a preset's slots. */
export const presetSlots = ['a', 'b', 'c'] as const;

/** A − B + C with concepts. */
export interface Preset {
  readonly id: string;
  readonly a: ConceptExemplars;
  readonly b: ConceptExemplars;
  readonly c: ConceptExemplars;
  /** What the result should satisfy. */
  readonly expected: Concept;
}

/** All presets of a model. */
export interface Exemplars {
  /** How the samples were chosen, in words. */
  readonly rule: string;
  /** The indices are of samples of this seed. */
  readonly seed: number;
  readonly firstIndex: number;
  readonly count: number;
  readonly presets: readonly Preset[];
}

const format = 'latent-playground-exemplars';
const version = 1;
const limits = { bytes: 1_000_000, presets: 100, conditions: 40, indices: 1000, labels: 1_000_000 };
/** Exemplars that a slot takes (the paper's three). */
const triple = 3;

/**
 * Checks the bytes of an `exemplars.json`.
 * @param model digest of the generator, and the attributes that the page's classifier knows (null for
 *   a model without one)
 * @param where name of the file, for messages
 * @throws PlaygroundError `bad-file` (details where = file and field, expected, found) or
 *   `unknown-version`.
 */
export function readExemplars(
  bytes: ArrayBuffer,
  model: { readonly generatorSha256: string; readonly attributes: readonly string[] | null },
  where: string,
): Exemplars {
  const root = readJson(bytes, where, limits.bytes);
  checkFormat(root, format, version);
  checkGenerator(root, model.generatorSha256);
  const labels = {
    firstIndex: root.at('first_index').whole(0, 0xffffffff),
    count: root.at('count').whole(1, limits.labels),
  };
  const ids = new Set<string>();
  return {
    rule: root.at('rule').text(),
    seed: root.at('seed').whole(0, 0xffffffff),
    ...labels,
    presets: root
      .at('presets')
      .items(limits.presets)
      .map((field) => {
        const id = field.at('id').text();
        if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id) || ids.has(id)) {
          field.at('id').fail('lower-case letters, digits and hyphens, each id once');
        }
        ids.add(id);
        const taken = new Set<number>();
        const slot = (name: (typeof presetSlots)[number]): ConceptExemplars =>
          readSlot(field.at(name), labels, model.attributes, taken);
        const [a, b, c] = [slot('a'), slot('b'), slot('c')];
        return { id, a, b, c, expected: readConcept(field.at('expected'), model.attributes) };
      }),
  };
}

function readSlot(
  field: Field,
  labels: { readonly firstIndex: number; readonly count: number },
  attributes: readonly string[] | null,
  taken: Set<number>,
): ConceptExemplars {
  const last = labels.firstIndex + labels.count - 1;
  const indices = field
    .at('indices')
    .items(limits.indices, triple)
    .map((item) => {
      const index = item.whole(labels.firstIndex, last);
      if (taken.has(index)) item.fail('a sample that no slot of this preset has already');
      taken.add(index);
      return index;
    });
  return {
    concept: readConcept(field.at('concept'), attributes),
    satisfying: field.at('satisfying').whole(indices.length, labels.count),
    indices,
  };
}

function readConcept(field: Field, attributes: readonly string[] | null): Concept {
  const names = new Set<string>();
  return field.items(limits.conditions).map((item) => {
    const attribute = item.at('attribute').text();
    if (attributes?.includes(attribute) === false || names.has(attribute)) {
      item.at('attribute').fail('an attribute of the classifier, each once');
    }
    names.add(attribute);
    const present = item.at('present');
    if (typeof present.value !== 'boolean') present.fail('true or false');
    return {
      attribute,
      present: present.flag(false),
      threshold: item.at('threshold').number(0.5, 1),
    };
  });
}
