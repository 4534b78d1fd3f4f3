import { expect, test } from 'vitest';
import type { Face } from '../../latent/face.ts';
import { toLatent } from '../../model/arrays.ts';
import { createEnglish } from '../../teaching/strings/en/index.ts';
import { createKorean } from '../../teaching/strings/ko/index.ts';
import { describeOrigins, describePosition, describeStage, keyframeAt } from './describe.ts';

const { walk: english } = createEnglish('face');
const { walk: korean } = createKorean('face');

function sample(seed: number, index: number): Face {
  return { modelId: 'm', z: toLatent([index, seed], 2), origin: { kind: 'sample', seed, index } };
}
const free: Face = { modelId: 'm', z: toLatent([1, 1], 2), origin: { kind: 'free' } };
const keyframes = [sample(2015, 0), sample(2015, 1), free, sample(7, 5)];

test('between two samples of one seed the seed is said once', () => {
  const scene = { keyframes, position: 0.43 };
  expect(describePosition(scene, english)).toBe('0.43 between sample 0 and 1 of seed 2015');
  expect(describePosition(scene, korean)).toBe('시드 2015의 표본 0 → 1, 0.43 지점');
});

test('between other faces each is named', () => {
  expect(describePosition({ keyframes, position: 2.25 }, english)).toBe(
    '0.25 between a z made by hand and sample 5 of seed 7',
  );
});

test('on a keyframe its place and origin are said', () => {
  expect(describePosition({ keyframes, position: 3 }, english)).toBe(
    'keyframe 4: sample 5 of seed 7',
  );
});

test('the closing segment leads to the first keyframe, and its end is the first', () => {
  expect(describePosition({ keyframes, position: 3.5 }, english)).toBe(
    '0.50 between sample 5 of seed 7 and sample 0 of seed 2015',
  );
  expect(keyframeAt({ keyframes, position: 4 })).toBe(0);
  expect(keyframeAt({ keyframes, position: 3.5 })).toBeNull();
});

test('a path of one keyframe has a place too', () => {
  expect(describePosition({ keyframes: [free], position: 0 }, english)).toBe(
    'keyframe 1: a z made by hand',
  );
});

test('the pad names its corners', () => {
  const corners = [sample(9, 4), sample(9, 5), sample(9, 6), sample(9, 7)] as const;
  const scene = {
    keyframes,
    position: 0,
    source: 'pad' as const,
    pad: { corners, x: 0.5, y: 0.25 },
  };
  expect(describeStage(scene, english)).toBe(
    'pad at 0.50 across, 0.25 down, of samples 4, 5, 6, 7 of seed 9',
  );
});

test('samples of several seeds are listed one by one', () => {
  expect(describeOrigins([sample(1, 2), sample(3, 4)], english)).toBe(
    'sample 2 of seed 1, sample 4 of seed 3',
  );
});
