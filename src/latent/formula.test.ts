import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FormulaProblemKind, FormulaTerm } from './formula.ts';
import { largestWeight, parseFormula, slots, toFormulaWeight, writeFormula } from './formula.ts';

test.each<[string, readonly (readonly [string, number])[], string]>([
  [
    'A − B + C',
    [
      ['A', 1],
      ['B', -1],
      ['C', 1],
    ],
    'A − B + C',
  ],
  [
    'A - B + 0.5·C',
    [
      ['A', 1],
      ['B', -1],
      ['C', 0.5],
    ],
    'A − B + 0.5·C',
  ],
  [
    '2A + D − B',
    [
      ['A', 2],
      ['D', 1],
      ['B', -1],
    ],
    '2·A + D − B',
  ],
  [
    '  a–b+c ',
    [
      ['A', 1],
      ['B', -1],
      ['C', 1],
    ],
    'A − B + C',
  ],
  [
    '-0.25 * h + 4 × a',
    [
      ['H', -0.25],
      ['A', 4],
    ],
    '−0.25·H + 4·A',
  ],
  ['+B', [['B', 1]], 'B'],
  [
    '0A - 0B',
    [
      ['A', 0],
      ['B', 0],
    ],
    '0·A + 0·B',
  ],
  ['0.12345A', [['A', 0.123]], '0.123·A'],
])('%s', (text, expected, canonical) => {
  const terms = expected.map(([slot, weight]) => ({ slot, weight }));
  expect(parseFormula(text)).toEqual({ ok: true, terms });
  expect(writeFormula(terms as FormulaTerm[])).toBe(canonical);
});

test.each<[string, FormulaProblemKind, number, string]>([
  ['', 'empty', 0, ''],
  ['   ', 'empty', 3, ''],
  ['A + I', 'unknown-slot', 4, 'I'],
  ['A − ㅠ', 'unknown-slot', 4, 'ㅠ'],
  ['A − − B', 'two-operators', 4, '−'],
  ['+ - A', 'two-operators', 2, '-'],
  ['A −', 'missing-slot', 3, ''],
  ['2', 'missing-slot', 1, ''],
  ['2·', 'missing-slot', 2, ''],
  ['2 + A', 'missing-slot', 2, '+'],
  ['· A', 'missing-slot', 0, '·'],
  ['2 3 A', 'missing-slot', 2, '3'],
  ['A B', 'missing-operator', 2, 'B'],
  ['A2', 'missing-operator', 1, '2'],
  ['A · B', 'missing-operator', 2, '·'],
  ['1.A', 'bad-number', 0, '1.'],
  ['A + 1.2.3B', 'bad-number', 4, '1.2.3'],
  ['A − 4.01B', 'weight-too-large', 4, '4.01'],
  [`A + ${'9'.repeat(150)}B`, 'weight-too-large', 4, '9'.repeat(150)],
  ['A + B − a', 'repeated-slot', 8, 'a'],
  ['A / B', 'unknown-character', 2, '/'],
  ['A + 😀', 'unknown-character', 4, '😀'],
  ['A'.repeat(300), 'too-long', 200, '300'],
])('%j: %s at %i', (text, kind, position, found) => {
  const reading = parseFormula(text);
  expect(reading.ok ? null : reading.problem).toMatchObject({ kind, position, found });
  expect(reading.ok ? '' : reading.problem.expected).not.toBe('');
});

test('writing and reading a formula gives the same terms', () => {
  const weight = fc
    .integer({ min: -largestWeight * 1000, max: largestWeight * 1000 })
    .map((thousandths) => thousandths / 1000 + 0);
  const formula = fc
    .shuffledSubarray([...slots], { minLength: 1 })
    .chain((chosen) => fc.tuple(...chosen.map((slot) => weight.map((w) => ({ slot, weight: w })))));
  fc.assert(
    fc.property(formula, (terms) => {
      expect(parseFormula(writeFormula(terms))).toEqual({ ok: true, terms });
    }),
  );
});

test('any text gives terms or a problem inside it', () => {
  const piece = fc.constantFrom(...Array.from('ABCHIab+-−–·*×. 0129/\u{1F600}ㄱ\n'));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const reading = parseFormula(text);
      if (reading.ok) {
        expect(parseFormula(writeFormula(reading.terms))).toEqual(reading);
      } else {
        const { position, found } = reading.problem;
        expect(text.slice(position, position + found.length)).toBe(found);
      }
    }),
    { numRuns: 2000 },
  );
});

test('weights of sliders become weights of formulas', () => {
  expect([9, -9, 0.12349, -0.0001].map(toFormulaWeight)).toEqual([4, -4, 0.123, 0]);
});
