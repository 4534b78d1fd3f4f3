/** The strings that the page shows with a model of faces. */
import { createEnglish } from '../../src/teaching/strings/en/index.ts';
import { createKorean } from '../../src/teaching/strings/ko/index.ts';

export const en = createEnglish('face');
export const ko = createKorean('face');
