import { expect, test } from 'vitest';
import { withParticle } from './korean.ts';

test.each([
  ['얼굴', '을를', '얼굴을'],
  ['모델', '으로', '모델로'],
  ['선반', '으로', '선반으로'],
  ['노드', '이가', '노드가'],
  ['키프레임 3', '은는', '키프레임 3은'],
  ['키프레임 2', '은는', '키프레임 2는'],
  ['표본 7', '으로', '표본 7로'],
  ['표본 10', '과와', '표본 10과'],
  ['WebGPU', '으로', 'WebGPU로'],
  ['WASM', '으로', 'WASM으로'],
  ['WebGL', '을를', 'WebGL을'],
  ['침실', '으로', '침실로'],
  ['아바타', '이든', '아바타든'],
  ['침실', '이든', '침실이든'],
  ['키프레임 (3)', '을를', '키프레임 (3)을'],
] as const)('%s with %s is %s', (word, particle, expected) => {
  expect(withParticle(word, particle)).toBe(expected);
});
