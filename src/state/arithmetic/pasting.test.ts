import { expect, test } from 'vitest';
import { createSampleFace } from '../../latent/createFace.ts';
import { readPastedFace } from './pasting.ts';

const model = { id: 'faces', prior: 'normal', latentDim: 3 } as const;

test('a list of numbers, and the text of a link', () => {
  expect([...readPastedFace(' [0.5, -1,2]\n', model).z]).toEqual([0.5, -1, 2]);
  expect(readPastedFace('s7.3', model)).toEqual(createSampleFace(model, 7, 3));
});

test.each([
  ['[1, 2]', 'z', /2 numbers/],
  ['[]', 'z', /0 numbers/],
  ['[1, NaN, 3]', 'z[1]', /NaN/],
  ['[1, , 3]', 'z[1]', /finite/],
  ['[1, 2, 1e9]', 'z[2]', /too large/],
  ['hello there', 'z', /hello there/],
])('%s is refused', (text, where, message) => {
  expect(() => readPastedFace(text, model)).toThrow(
    expect.objectContaining({
      code: 'bad-argument',
      message: expect.stringMatching(message) as string,
      details: expect.objectContaining({ where }) as object,
    }),
  );
});
