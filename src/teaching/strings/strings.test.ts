import { expect, test } from 'vitest';
import { subjects } from '../../model/config.ts';
import { createEnglish } from './en/index.ts';
import { createKorean } from './ko/index.ts';

const en = createEnglish('face');
const ko = createKorean('face');

/** Every text of a tree of strings by its path; of functions what is written in them. */
function texts(tree: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree) as [string, unknown][]) {
    const here = `${path}/${key}`;
    if (typeof value === 'string') found.set(here, value);
    else if (typeof value === 'object' && value !== null) {
      for (const [inner, text] of texts(value, here)) found.set(inner, text);
    } else found.set(here, String(value));
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

/** Where faces are meant whatever the model draws: the paper's, attributes of faces, names of models. */
const ofFaces = /Figure 8|aligned faces|그림 8|가지런히 맞춘 얼굴의 안경|^\/models\/titles/;

test.each(subjects)('sentences name what is drawn: %s', (subject) => {
  const trees = [texts(createEnglish(subject)), texts(createKorean(subject))] as const;
  for (const [path, text] of trees.flatMap((tree) => [...tree])) {
    expect(text, path).not.toMatch(/\ba avatar|undefined/);
    if (subject === 'face' || ofFaces.test(text) || ofFaces.test(path)) continue;
    expect(text, path).not.toMatch(/\bfaces?\b|얼굴/i);
  }
});

test('nouns take their article and their particle', () => {
  const bedroom = createEnglish('bedroom');
  expect(createEnglish('avatar').errors.notices['shelf-full']).toContain('Remove an avatar first.');
  expect(bedroom.shell.shelf.count(1)).toBe('1 bedroom');
  expect(bedroom.shell.shelf.count(1200)).toBe('1,200 bedrooms');
  expect(bedroom.filters.see.overlay).toBe('Map over the bedroom');
  expect(createKorean('avatar').shell.shelf.empty).toMatch(/^아바타를 /);
  expect(createKorean('bedroom').shell.shelf.empty).toMatch(/^침실을 /);
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
