import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createEnglish } from '../../teaching/strings/en/index.ts';
import { createKorean } from '../../teaching/strings/ko/index.ts';
import { modelTitle, titled } from './modelTitle.ts';

const en = createEnglish('face');
const ko = createKorean('face');

const index = new URL('../../../public/models/index.json', import.meta.url);
const { models } = JSON.parse(readFileSync(index, 'utf8')) as {
  models: { id: string; title: string }[];
};

test.each(models)(
  '$id is called alike in its folder and in English, and has a Korean title',
  (model) => {
    const { id, title } = model;
    expect(modelTitle(en, id, '')).toBe(title);
    expect(modelTitle(ko, id, '')).toMatch(/[가-힣]/);
  },
);

test('a model that is not shipped keeps its own title', () => {
  expect(modelTitle(ko, 'mine', 'Mine')).toBe('Mine');
  expect(modelTitle(ko, 'constructor', 'Mine')).toBe('Mine');
});

test('a model under its title keeps what else is known of it', () => {
  const model = { id: 'bedrooms', title: 'Bedrooms', licence: 'research' };
  expect(titled(ko, model)).toEqual({ ...model, title: ko.models.titles.bedrooms });
  expect(titled(en, model)).toEqual(model);
});
