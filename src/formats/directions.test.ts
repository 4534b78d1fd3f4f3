import { expect, test } from 'vitest';
import { readDirections } from './directions.ts';
import { changedJson, toBytes } from './testing/changeJson.ts';

const model = { latentDim: 2, generatorSha256: 'ab' };
const scores = { accuracy: 0.9, balanced_accuracy: 0.85, auc: 0.95 };
const json = {
  format: 'latent-playground-directions',
  version: 1,
  generator_sha256: 'ab',
  seed: 1,
  first_index: 0,
  count: 20_000,
  lambda: 0.001,
  objective: 'minimise …',
  held_out: 'index % 5 = 0',
  attributes: [
    {
      name: 'Smiling',
      classifier: scores,
      page_classifier: { ...scores, agreement_generated: 0.93 },
      direction: { ...scores, positives: 0.48 },
      conditional: {
        free_of: ['Male', 'Bald'],
        cosine: 0.2,
        accuracy: 0.6,
        balanced_accuracy: 0.55,
        auc: 0.57,
        auc_of_others: { Bald: 0.5, Male: 0.49 },
        auc_of_others_before: { Male: 0.95, Bald: null },
      },
      vector: [0.6, -0.8],
      weight_length: 1.23,
      bias: -0.4,
    },
    {
      name: 'Bald',
      classifier: { ...scores, auc: null },
      direction: { ...scores, positives: 0.02 },
      vector: [0, 1],
      weight_length: 3,
      bias: -4,
    },
    {
      name: 'Male',
      classifier: scores,
      direction: { ...scores, positives: 0.4 },
      conditional: null,
      vector: [1, 0],
      weight_length: 2,
      bias: 0,
    },
  ],
  left_out: [{ name: 'Wearing_Hat', positives: 3 }],
};

test('directions with their scores', () => {
  const directions = readDirections(toBytes(json), model, 'directions.json');
  expect(directions).toMatchObject({ seed: 1, count: 20_000, lambda: 0.001 });
  expect(directions.leftOut).toEqual([{ name: 'Wearing_Hat', positives: 3 }]);
  const [smiling, bald, male] = directions.attributes;
  expect(smiling).toEqual({
    name: 'Smiling',
    vector: Float32Array.of(0.6, -0.8),
    weightLength: 1.23,
    bias: -0.4,
    positives: 0.48,
    direction: { accuracy: 0.9, balancedAccuracy: 0.85, auc: 0.95 },
    classifier: { accuracy: 0.9, balancedAccuracy: 0.85, auc: 0.95 },
    pageClassifier: {
      accuracy: 0.9,
      balancedAccuracy: 0.85,
      auc: 0.95,
      agreement: null,
      agreementGenerated: 0.93,
    },
    conditional: {
      accuracy: 0.6,
      balancedAccuracy: 0.55,
      auc: 0.57,
      neighbours: [
        { name: 'Male', aucBefore: 0.95, aucAfter: 0.49 },
        { name: 'Bald', aucBefore: null, aucAfter: 0.5 },
      ],
      cosine: 0.2,
    },
  });
  expect(bald).toMatchObject({ pageClassifier: null, classifier: { auc: null } });
  // A file from before they were measured, and a direction with none close to it.
  expect([bald?.conditional, male?.conditional]).toEqual([null, null]);
});

const freed = 'attributes.0.conditional';
const at = 'attributes[0].conditional';

test.each<[string, unknown, string, string, RegExp]>([
  ['format', 'x', 'bad-file', 'format', /latent-playground-directions/],
  ['generator_sha256', 'cd', 'bad-file', 'generator_sha256', /digest of this model/],
  ['attributes', [], 'bad-file', 'attributes', /a list/],
  ['attributes.1.name', 'Smiling', 'bad-file', 'attributes[1].name', /once/],
  ['left_out.0.name', 'Bald', 'bad-file', 'left_out[0].name', /once/],
  ['left_out.0.positives', 20_001, 'bad-file', 'left_out[0].positives', /0 to 20000/],
  ['attributes.0.vector', [1], 'shape-mismatch', 'attributes[0].vector', /2 numbers, found 1/],
  ['attributes.0.vector', [1, 0.1], 'bad-file', 'attributes[0].vector', /length 1/],
  ['attributes.0.vector', [1, null], 'bad-file', 'attributes[0].vector[1]', /a number/],
  ['attributes.0.weight_length', -1, 'bad-file', 'attributes[0].weight_length', /0 to/],
  ['attributes.0.bias', '0', 'bad-file', 'attributes[0].bias', /a number/],
  ['attributes.0.direction.auc', 2, 'bad-file', 'attributes[0].direction.auc', /0 to 1/],
  ['attributes.0.classifier', undefined, 'bad-file', 'attributes[0].classifier', /an object/],
  [freed, [], 'bad-file', at, /an object/],
  [`${freed}.free_of`, [], 'bad-file', `${at}.free_of`, /a list of 1 to/],
  [`${freed}.free_of.1`, 'Male', 'bad-file', `${at}.free_of[1]`, /once/],
  [`${freed}.free_of.0`, 'Smiling', 'bad-file', `${at}.free_of[0]`, /another attribute/],
  [`${freed}.free_of.1`, 'Wearing_Hat', 'bad-file', `${at}.free_of[1]`, /attribute of this file/],
  [`${freed}.free_of.1`, 3, 'bad-file', `${at}.free_of[1]`, /a text/],
  [`${freed}.free_of`, ['Bald'], 'bad-file', `${at}.auc_of_others_before`, /each of Bald, found/],
  [`${freed}.cosine`, -0.1, 'bad-file', `${at}.cosine`, /0 to 1/],
  [`${freed}.auc`, 1.01, 'bad-file', `${at}.auc`, /0 to 1/],
  [`${freed}.balanced_accuracy`, undefined, 'bad-file', `${at}.balanced_accuracy`, /a number/],
  [`${freed}.auc_of_others`, { Male: 0.5 }, 'bad-file', `${at}.auc_of_others`, /Male, Bald/],
  [`${freed}.auc_of_others.Male`, 2, 'bad-file', `${at}.auc_of_others.Male`, /0 to 1/],
  [`${freed}.auc_of_others_before`, [], 'bad-file', `${at}.auc_of_others_before`, /an object/],
])('%s = %j is refused', (path, value, code, where, message) => {
  const read = () => readDirections(changedJson(json, path, value), model, 'd.json');
  expect(read).toThrow(message);
  expect(read).toThrow(
    expect.objectContaining({
      code,
      details: expect.objectContaining({ where: `d.json: ${where}` }),
    }),
  );
});

test('a later version is unknown', () => {
  expect(() => readDirections(changedJson(json, 'version', 2), model, 'd.json')).toThrow(
    expect.objectContaining({ code: 'unknown-version' }),
  );
});

test.each<[string, ArrayBuffer, RegExp]>([
  ['no JSON', new TextEncoder().encode('{"format":').buffer, /expected JSON/],
  ['no UTF-8', Uint8Array.of(0x22, 0xff, 0x22).buffer, /JSON in UTF-8/],
  ['nine megabytes', new ArrayBuffer(9_000_000), /at most 8000000 bytes/],
])('%s is refused', (_, bytes, message) => {
  expect(() => readDirections(bytes, model, 'd.json')).toThrow(message);
});
