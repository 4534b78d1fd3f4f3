import { expect, test } from 'vitest';
import { createEnglish } from '../../teaching/strings/en/index.ts';
import { sliderName } from './sliderName.ts';

test.each([
  ['own', 'Your own direction'],
  ['No_Beard', 'Beard'],
  ['Smiling', 'Smile'],
  ['never_heard_of', 'never heard of'],
])('the slider along %s is called %s', (name, called) => {
  expect(sliderName(createEnglish('face').arithmetic, name)).toBe(called);
});
