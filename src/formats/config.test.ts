import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { readModelConfig } from './config.ts';

function shipped(id: string): Record<string, never> {
  const url = new URL(`../../public/models/${id}/config.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Record<string, never>;
}

function problemOf(json: unknown): PlaygroundError {
  try {
    readModelConfig(json, 'config.json');
  } catch (thrown) {
    if (thrown instanceof PlaygroundError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

test('reads the shipped avatars-32', () => {
  const config = readModelConfig(shipped('avatars-32'), 'config.json');
  expect(config).toMatchObject({ latentDim: 100, imageSize: 32, channels: 3, prior: 'normal' });
  expect(config.classifier?.attributes).toContain('long_hair');
});

test.each([
  ['faces', 'face'],
  ['bedrooms', 'bedroom'],
  ['avatars-64', 'avatar'],
])('the shipped %s says that it draws a %s', (id, subject) => {
  expect(readModelConfig(shipped(id), 'config.json').subject).toBe(subject);
});

test('a model that does not say what it draws draws samples', () => {
  const silent = changed('subject', undefined);
  expect(readModelConfig(silent, 'config.json').subject).toBe('sample');
});

test.each([
  ['faces', true],
  ['faces-epoch1', false],
  ['faces-epoch5', false],
  ['bedrooms', true],
  ['avatars-64', true],
])('reads the shipped %s', (id, hasD) => {
  const config = readModelConfig(shipped(id), 'config.json');
  expect(config).toMatchObject({ id, latentDim: 100, imageSize: 64, channels: 3, prior: 'normal' });
  expect(config.generator.layers).toHaveLength(14);
  expect(config.generator.layers[0]).toEqual({
    kind: 'conv_transpose',
    index: 0,
    in: 100,
    out: 512,
    kernel: 4,
    stride: 1,
    padding: 0,
    bias: false,
  });
  expect(config.generator.layers[1]).toMatchObject({ kind: 'batch_norm', epsilon: 1e-5 });
  expect(config.files['generator.safetensors']?.sizeBytes).toBe(7_158_984);
  expect(config.discriminator !== null).toBe(hasD);
});

/** A description (the shipped faces) with one value replaced; the path is written with dots. */
function changed(path: string, value: unknown, json: unknown = shipped('faces')): unknown {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let place = json as Record<string, unknown>;
  for (const key of keys) place = place[key] as Record<string, unknown>;
  place[last] = value;
  return json;
}

test.each<[string, unknown, string, RegExp]>([
  ['format', 'onnx', 'config.json: format', /latent-playground-model/],
  ['id', 'Faces/../x', 'config.json: id', /lower-case/],
  ['prior', 'cauchy', 'config.json: prior', /normal, uniform/],
  ['subject', 'cat', 'config.json: subject', /face, avatar, bedroom, sample/],
  ['latent_dim', 0, 'config.json: latent_dim', /whole number/],
  ['image_size', 64.5, 'config.json: image_size', /whole number/],
  ['channels', 4, 'config.json: channels', /one of 1, 3/],
  ['title', null, 'config.json: title', /a text/],
  ['generator', null, 'config.json: generator', /an object/],
  ['generator.file', '../other', 'config.json: generator.file', /file in this folder/],
  ['generator.file', 'unlisted', 'config.json: generator.file', /listed/],
  ['generator.layers', [], 'config.json: generator.layers', /a list/],
  ['generator.layers.1.epsilon', 'x', 'config.json: generator.layers[1].epsilon', /number/],
  ['generator.layers.1.epsilon', undefined, 'config.json: generator.layers[1].epsilon', /nothing/],
  ['generator.layers.2.kind', 'gelu', 'config.json: generator.layers[2].kind', /relu/],
  ['generator.layers.3.index', 1, 'config.json: generator.layers[3].index', /above 2/],
  ['generator.layers.3.bias', 1, 'config.json: generator.layers[3].bias', /true or false/],
  ['discriminator.layers.1.slope', 2, 'config.json: discriminator.layers[1].slope', /number/],
  ['golden', 'nowhere.safetensors', 'config.json: golden', /listed/],
  ['samples.columns', '8', 'config.json: samples.columns', /whole number/],
  ['files', [], 'config.json: files', /an object/],
])('refuses %s = %j', (path, value, where, message) => {
  const problem = problemOf(changed(path, value));
  expect(problem.code).toBe('bad-file');
  expect(problem.details['where']).toBe(where);
  expect(problem.message).toMatch(message);
});

/** A description with a judge of two attributes and everything that may come with it. */
function judged(): Record<string, unknown> {
  const json = shipped('faces') as Record<string, unknown>;
  const files = { ...(json['files'] as Record<string, unknown>) };
  for (const name of [
    'c.safetensors',
    'l.safetensors',
    'directions.json',
    'exemplars.json',
    'concepts.json',
  ]) {
    files[name] = files['golden.safetensors'];
  }
  const conv = { kind: 'conv', index: 0, in: 3, out: 2, kernel: 64, stride: 1, padding: 0 };
  return {
    ...json,
    files,
    classifier: {
      file: 'c.safetensors',
      layers: [conv, { kind: 'sigmoid', index: 1 }],
      attributes: ['Smiling', 'Male'],
      held_out: {
        pictures: 2426,
        accuracy: [0.9, 0.95],
        balanced_accuracy: [0.8, 0.94],
        auc: [0.97, null],
      },
    },
    labels: { file: 'l.safetensors', seed: 1, first_index: 0, count: 20_000 },
    directions: 'directions.json',
    exemplars: 'exemplars.json',
    concepts: 'concepts.json',
  };
}

test('reads a judge of attributes and what belongs to it; each is optional', () => {
  const config = readModelConfig(judged(), 'config.json');
  expect(config.classifier).toMatchObject({
    file: 'c.safetensors',
    attributes: ['Smiling', 'Male'],
    heldOut: { pictures: 2426, balancedAccuracy: [0.8, 0.94], auc: [0.97, null] },
  });
  expect(config.classifier?.layers).toHaveLength(2);
  expect(config.labels).toEqual({ file: 'l.safetensors', seed: 1, firstIndex: 0, count: 20_000 });
  expect(config.directions).toBe('directions.json');
  expect(config.exemplars).toBe('exemplars.json');
  expect(config.concepts).toBe('concepts.json');
  const without = readModelConfig(shipped('faces-epoch1'), 'config.json');
  expect(without).toMatchObject({
    classifier: null,
    labels: null,
    directions: null,
    exemplars: null,
    concepts: null,
  });
});

test.each<[string, unknown, string, RegExp]>([
  ['classifier.attributes', ['Male', 'Male'], 'classifier.attributes[1]', /every name once/],
  ['classifier.attributes', ['Male'], 'classifier.attributes', /as many names as the last layer/],
  ['classifier.held_out.auc', [0.9], 'classifier.held_out.auc', /2 numbers/],
  ['classifier.held_out.accuracy', [0.9, 2], 'classifier.held_out.accuracy[1]', /from 0 to 1/],
  ['labels.file', 'other', 'labels.file', /listed/],
  ['labels.count', 2_000_000, 'labels.count', /1 to 1000000/],
  ['labels.first_index', -1, 'labels.first_index', /whole number/],
  ['directions', 3, 'directions', /file in this folder/],
  ['exemplars', 'x.json', 'exemplars', /listed/],
])('refuses %s = %j of a judge', (path, value, where, message) => {
  const problem = problemOf(changed(path, value, judged()));
  expect(problem.code).toBe('bad-file');
  expect(problem.details['where']).toBe(`config.json: ${where}`);
  expect(problem.message).toMatch(message);
});

test('an altered digest field names the file', () => {
  const json = shipped('faces') as unknown as { files: Record<string, { sha256: string }> };
  const entry = json.files['generator.safetensors'];
  if (entry) entry.sha256 = 'ABC';
  expect(problemOf(json).details['where']).toContain('files.generator.safetensors.sha256');
});

test('a later version is unknown, not bad', () => {
  const problem = problemOf(changed('version', 2));
  expect(problem.code).toBe('unknown-version');
  expect(problem.details).toEqual({ where: 'config.json', expected: 1, found: 2 });
});

test.each([null, 3, 'x', [], '<!doctype html>'])('refuses %j as a whole', (json) => {
  expect(problemOf(json).code).toBe('bad-file');
});
