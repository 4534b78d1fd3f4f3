import { expect, test } from 'vitest';
import { en } from './en/index.ts';
import { ko } from './ko/index.ts';

/** Every text of a tree of strings by its path; functions are named only. */
function texts(tree: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree) as [string, unknown][]) {
    const here = `${path}/${key}`;
    if (typeof value === 'string') found.set(here, value);
    else if (typeof value === 'object' && value !== null) {
      for (const [inner, text] of texts(value, here)) found.set(inner, text);
    } else found.set(here, 'function');
  }
  return found;
}

test('both languages have the same entries and no empty text', () => {
  expect([...texts(ko).keys()]).toEqual([...texts(en).keys()]);
  for (const tree of [en, ko]) {
    for (const [path, text] of texts(tree)) expect(text.trim(), path).not.toBe('');
  }
});

test('no Hangul is left in English', () => {
  for (const [path, text] of texts(en)) expect(text, path).not.toMatch(/[\uac00-\ud7a3]/);
});

const codes = [
  'bad-argument',
  'download-failed',
  'file-altered',
  'file-truncated',
  'bad-file',
  'unknown-version',
  'shape-mismatch',
  'unknown-model',
  'backend-unavailable',
  'self-test-failed',
  'device-lost',
  'worker-crashed',
  'bad-link',
  'storage-failed',
  'export-failed',
  'internal',
] as const;

test.each(codes)('%s names where, what was expected and what was found', (code) => {
  const details = { where: 'generator.safetensors', expected: '512 bytes', found: '17 bytes' };
  for (const strings of [en, ko]) {
    const sentence = strings.errors.sentence(code, details);
    for (const part of Object.values(details)) expect(sentence).toContain(part);
    expect(sentence).not.toMatch(/undefined|\(\)|\.\.| {2}/);
    const short = strings.errors.sentence(code, {});
    expect(short.length).toBeGreaterThan(8);
    expect(short).not.toMatch(/undefined|\(\)|\.\.| {2}/);
  }
});

test('a sentence starts with a capital, a file name stays as it is', () => {
  expect(en.errors.sentence('download-failed', {})).toMatch(/^The download failed\./);
  expect(en.errors.sentence('bad-file', { where: 'config.json' })).toMatch(/^config\.json: /);
});
