/**
 * Reads labelled latents. The file holds no z: row i is about sample `firstIndex + i` of `seed`, which
 * the page draws itself (`latent/prior.ts`). Safetensors with `probabilities` U8 [count, attributes],
 * p = byte / 255; for a model with D, `realness` F16 [count], D's logit; and the metadata `facts`,
 * JSON that names the attributes and repeats whose samples these are.
 */
import { PlaygroundError } from '../errors.ts';
import type { LabelSet } from '../model/config.ts';
import { checkGenerator, Field, readJsonText, readNames } from './field.ts';
import { readStoredArrays } from './safetensors.ts';

/** What a judge said about every sample of a run of them. */
export interface Labels {
  readonly seed: number;
  readonly firstIndex: number;
  readonly count: number;
  /** Names of the columns. */
  readonly attributes: readonly string[];
  /** Row by row: byte / 255 is the probability that the picture shows the attribute. */
  readonly probabilities: Uint8Array<ArrayBuffer>;
  /** D's logit for each sample; null for a model without D. */
  readonly realness: Float32Array<ArrayBuffer> | null;
}

const mostAttributes = 256;

/**
 * Checks the bytes of a label file against what the model says of it.
 * @param generatorSha256 digest of the generator whose samples were labelled
 * @param where name of the file, for messages
 * @throws PlaygroundError `bad-file` as `readStoredArrays` and for facts that are missing or about other
 *   samples; `shape-mismatch` (details where, expected, found) for an array that is missing or has
 *   another type or shape.
 */
export function readLabels(
  bytes: ArrayBuffer,
  set: LabelSet,
  generatorSha256: string,
  where: string,
): Labels {
  const { seed, firstIndex, count } = set;
  const arrays = readStoredArrays(bytes, where);
  const metadata = new Field(where, '__metadata__', arrays.metadata);
  const facts = readJsonText(metadata.at('facts').text(), `${where}: facts`);
  checkGenerator(facts, generatorSha256);
  facts.at('seed').oneOf([seed]);
  facts.at('first_index').oneOf([firstIndex]);
  facts.at('count').oneOf([count]);
  const attributes = readNames(facts.at('attributes'), mostAttributes);
  const probabilities = arrays.bytes.get('probabilities');
  const realness = arrays.weights.get('realness');
  const shape = [count, attributes.length];
  return {
    seed,
    firstIndex,
    count,
    attributes,
    probabilities: checkShape(probabilities, 'U8', shape, `${where}: probabilities`),
    realness:
      realness === undefined ? null : checkShape(realness, 'F16', [count], `${where}: realness`),
  };
}

function checkShape<Values>(
  array: { readonly shape: readonly number[]; readonly values: Values } | undefined,
  dtype: string,
  shape: readonly number[],
  where: string,
): Values {
  const expected = `${dtype} [${shape.join(', ')}]`;
  if (array === undefined) throw mismatch(where, expected, 'nothing of this type');
  if (array.shape.join() !== shape.join()) {
    throw mismatch(where, expected, `[${array.shape.join(', ')}]`);
  }
  return array.values;
}

function mismatch(where: string, expected: string, found: string): PlaygroundError {
  const message = `${where}: expected ${expected}, found ${found}.`;
  return new PlaygroundError('shape-mismatch', message, { where, expected, found });
}
