import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import type { PlaygroundError } from '../errors.ts';
import type { NamedMask } from '../model/namedMask.ts';
import { checkMaskModel, generatorDigest } from '../model/namedMask.ts';
import { readModelConfig } from './config.ts';
import type { MaskFile } from './maskFile.ts';
import { readMaskFile, writeMaskFile } from './maskFile.ts';

const faces = new URL('../../public/models/faces/config.json', import.meta.url);
const config = readModelConfig(JSON.parse(readFileSync(faces, 'utf8')), 'config.json');

const glasses: MaskFile = {
  name: '안경 끄기',
  modelId: 'faces',
  generatorSha256: generatorDigest(config),
  mask: { 'main.5': { 3: 0, 200: 0, 17: 0 }, 'main.8': { 0: 2.5 } },
  origin: {
    kind: 'fit',
    concept: 'Glasses',
    isPrepared: true,
    selection: 'positive',
    shapes: 52,
    pictures: 50,
    seed: 2014,
    auc: 0.9375,
  },
};
const byHand: MaskFile = { ...glasses, origin: { kind: 'hand' } };

test.each([glasses, byHand, { ...glasses, origin: { ...glasses.origin, auc: null } } as MaskFile])(
  'what is written is read again: %#',
  (named) => {
    const text = writeMaskFile({ ...named, id: 'x', savedAt: 3 } as MaskFile);
    expect(readMaskFile(text, 'a.json')).toEqual(named);
    expect(JSON.parse(text)).toMatchObject({ format: 'latent-playground-mask', version: 1 });
    expect(text).not.toContain('savedAt');
  },
);

/** The file of `glasses` with one field changed. */
function changed(change: (file: Record<string, unknown>) => void): string {
  const file = JSON.parse(writeMaskFile(glasses)) as Record<string, unknown>;
  change(file);
  return JSON.stringify(file);
}

function problemOf(read: () => unknown): PlaygroundError {
  try {
    read();
  } catch (thrown) {
    return thrown as PlaygroundError;
  }
  throw new Error('nothing was thrown');
}

test.each([
  ['format', 'latent-playground-model', 'format'],
  ['name', '  ', 'name'],
  ['name', 'x'.repeat(81), 'name'],
  ['model', { id: 'faces', generator_sha256: 'AB' }, 'model.generator_sha256'],
  ['model', null, 'model'],
  ['mask', {}, 'mask'],
  ['mask', [], 'mask'],
  ['mask', { 'main.5': {} }, 'mask.main.5'],
  ['mask', { 'main.5': { '-1': 0 } }, 'mask.main.5'],
  ['mask', { 'main.5': { '01': 0 } }, 'mask.main.5'],
  ['mask', { 'main.5': { 3: -1 } }, 'mask.main.5.3'],
  ['mask', { 'main.5': { 3: '0' } }, 'mask.main.5.3'],
  ['origin', { kind: 'gift' }, 'origin.kind'],
  ['origin', { ...glasses.origin, auc: 2 }, 'origin.auc'],
])('a file whose %s is %j is refused with the field', (key, value, field) => {
  const text = changed((file) => {
    file[key] = value;
  });
  const { code, details } = problemOf(() => readMaskFile(text, 'a.json'));
  expect(code).toBe('bad-file');
  expect(details['where']).toBe(`a.json: ${field}`);
  expect(details['expected']).toBeTruthy();
});

test('a newer version, another file and a huge one are told apart', () => {
  const newer = changed((file) => {
    file['version'] = 2;
  });
  expect(problemOf(() => readMaskFile(newer, 'a.json'))).toMatchObject({
    code: 'unknown-version',
    details: { expected: 1, found: 2 },
  });
  expect(problemOf(() => readMaskFile('PNG', 'a.png'))).toMatchObject({
    code: 'bad-file',
    details: { where: 'a.png', expected: 'JSON in UTF-8' },
  });
  expect(problemOf(() => readMaskFile(' '.repeat(5_000_000), 'a.json')).code).toBe('bad-file');
});

describe('the model of a mask', () => {
  const named: NamedMask = { ...glasses, id: 'a', savedAt: 1 };
  test('is recognised by the bytes of its generator, whatever its name', () => {
    expect(() => checkMaskModel({ ...named, modelId: 'copy' }, config)).not.toThrow();
    const other = { ...named, generatorSha256: '0'.repeat(64), modelId: 'rooms' };
    expect(problemOf(() => checkMaskModel(other, config))).toMatchObject({
      code: 'other-model',
      details: { where: '안경 끄기', found: 'rooms (SHA-256 00000000…)' },
    });
  });
  test.each([
    [{ 'main.4': { 0: 0 } }, 'a layer of faces'],
    [{ 'D.main.3': { 0: 0 } }, 'a layer of faces'],
    [{ 'main.5': { 256: 0 } }, 'maps 0 to 255 of main.5'],
  ])('has the layers and maps of %j, or it is said', (mask, expected) => {
    expect(problemOf(() => checkMaskModel({ ...named, mask }, config))).toMatchObject({
      code: 'bad-file',
      details: { expected },
    });
  });
});
