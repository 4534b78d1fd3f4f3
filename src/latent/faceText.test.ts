import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { createFreeFace, createSampleFace, toKeptFace } from './createFace.ts';
import { readFaceText, writeFaceText } from './faceText.ts';
import { drawSample } from './prior.ts';

const model = { id: 'faces', prior: 'normal', latentDim: 100 } as const;

test('a sample is its seed and index', () => {
  const face = createSampleFace(model, 2015, 3);
  expect(writeFaceText(face)).toBe('s2015.3');
  expect(readFaceText('s2015.3', model)).toEqual(face);
});

test('a free face comes back bit for bit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -60000, max: 60000, noNaN: true }), {
        minLength: 100,
        maxLength: 100,
      }),
      (values) => {
        const face = createFreeFace(model, values);
        expect(readFaceText(writeFaceText(face), model)).toEqual(face);
      },
    ),
  );
  expect(writeFaceText(createFreeFace(model, new Float32Array(100)))).toHaveLength(267);
});

test('keeping a face rounds it once', () => {
  const made = {
    modelId: 'faces',
    z: drawSample('normal', 100, 1, 0),
    origin: { kind: 'free' },
  } as const;
  const kept = toKeptFace(made);
  expect(kept).not.toEqual(made);
  expect(toKeptFace(kept)).toEqual(kept);
});

describe('refusals say what was expected', () => {
  test.each([
    ['', /100 packed numbers/],
    ['s1', /expected a sample such as s2015\.0/],
    ['s1.99999999999', /s2015\.0/],
    ['s4294967296.0', /4294967295/],
    ['AAAA', /100 packed numbers/],
    ['A'.repeat(400), /150 numbers/],
    ['sp ace', /s2015\.0/],
  ])('%j', (text, message) => {
    expect(() => readFaceText(text, model)).toThrow(PlaygroundError);
    expect(() => readFaceText(text, model)).toThrow(message);
  });
  test('packed infinity', () => {
    expect(() => readFaceText(`${'A'.repeat(264)}AHw`, model)).toThrow(/finite/);
  });
  test('too large for a half', () => {
    expect(() => createFreeFace({ id: 'm', latentDim: 1 }, [70000])).toThrow(/too large/);
  });
});
