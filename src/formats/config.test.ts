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

test.each(['faces', 'faces-epoch1', 'faces-epoch5'])('reads the shipped %s', (id) => {
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
  expect(config.files['generator.safetensors']?.sizeBytes).toBe(7_159_200);
  expect(config.discriminator === null).toBe(id !== 'faces');
});

/** The shipped description with one value replaced; the path is written with dots. */
function changed(path: string, value: unknown): unknown {
  const json: unknown = shipped('faces');
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
