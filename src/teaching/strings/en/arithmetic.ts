/**
 * Sentences of the Arithmetic view in English. Numbers arrive already written out in the visitor's
 * notation. Sections of the paper (arXiv 1511.06434) stand beside each claim.
 */
import type { FormulaProblemKind } from '../../../latent/formula.ts';
import type { Prior } from '../../../model/config.ts';
import { createNumberFormats } from '../../numbers.ts';

const numbers = createNumberFormats('en-GB');

const faces = (count: number): string => (count === 1 ? '1 face' : `${count} faces`);

const problems: Record<FormulaProblemKind, (found: string) => string> = {
  empty: () => 'the formula is empty; write for example A − B + C.',
  'too-long': () => 'the formula is longer than 200 characters.',
  'unknown-character': (found) => `“${found}” is neither a slot, a number nor a sign.`,
  'unknown-slot': (found) => `“${found}” names no slot; slots are A to H.`,
  'two-operators': (found) => `a slot from A to H should stand here, not a second “${found}”.`,
  'missing-slot': (found) =>
    found === ''
      ? 'the formula ends where a slot from A to H should stand.'
      : `a slot from A to H should stand here, not “${found}”.`,
  'missing-operator': (found) => `+ or − is missing before “${found}”.`,
  'bad-number': (found) => `“${found}” is no number; write 0.5 or 2.`,
  'weight-too-large': (found) => `${found} is too large; weights go up to 4.`,
  'repeated-slot': (found) => `${found} stands twice; write a weight instead, such as 2·${found}.`,
};

/** English sentences of the Arithmetic view. */
export const arithmetic = {
  numbers,
  title: 'Vector arithmetic with faces',
  claim:
    'Each letter is the mean z of its faces; the sum of the means is drawn. One exemplar a letter was unstable, three were stable (§6.3.2, Fig. 7).',

  slot: {
    name: (letter: string, what: string) => `Slot ${letter}: ${what}`,
    menu: (letter: string) => `Term ${letter}`,
    place: (letter: string, place: number) => `exemplar ${place} of ${letter}`,
    emptyPlace: (letter: string, place: number) => `empty place ${place} of ${letter}`,
    wholePlace: (letter: string) => `slot ${letter}`,
    exemplar: (letter: string, place: number, count: number, origin: string) =>
      `Exemplar ${place} of ${count} of ${letter}, ${origin}`,
    mean: (letter: string, count: number) => `${letter}, mean of ${faces(count)}`,
    meanBadge: (count: number) => `mean of ${count}`,
    meanOf: (count: number) => (count === 1 ? 'one face' : `mean of ${count} faces`),
    nothing: 'no face yet',
    unused: 'not in the formula',
    empty: 'Drop faces here, or pick one up and put it down.',
    removed: (letter: string, place: number, left: number) =>
      `Exemplar ${place} of ${letter} removed, ${left} left.`,
    pasted: (letter: string) => `Face put into ${letter}.`,
    paste: 'z as text, as “copy z” gives it',
    putIn: (letter: string) => `Put into ${letter}`,
    sign: 'Sign',
    weight: 'Weight',
    clear: 'Empty the slot',
    removeTerm: 'Remove the term',
    minus: (letter: string) => `${letter} is subtracted; add it instead`,
    plus: (letter: string) => `${letter} is added; subtract it instead`,
  },

  formula: {
    heading: 'Formula',
    label: 'formula over the slots A to H',
    addTerm: 'Add a term',
    emptySlots: (letters: readonly string[]) =>
      letters.length === 1
        ? `${letters[0]} is empty, so the sum is drawn without it.`
        : `${letters.join(', ')} are empty, so the sum is drawn without them.`,
    problem: (kind: FormulaProblemKind, place: number, found: string) =>
      `At character ${place}: ${problems[kind](found)}`,
  },

  strength: {
    label: 'Strength',
    text: (value: string) => `${value}: 0 is A, 1 the whole sum`,
    start: 'A',
    whole: 'the sum',
    beyond: 'beyond',
  },

  result: {
    heading: 'Result',
    grid: 'Result: G(Y) in the middle, eight neighbours around it',
    centre: 'G(Y)',
    neighbour: (number: number) => `Neighbour ${number} of Y`,
    nothing: 'Nothing to add yet: put a face into a slot.',
    noise: 'Noise of the neighbours',
    noiseText: (factor: string) => `${factor} times the paper’s`,
    noiseSeed: 'Seed of the noise',
    noiseIs: (radius: string, factor: string, prior: Prior) =>
      prior === 'normal'
        ? `Uniform ±${radius} on each component: ${factor} × 0.25 · √3, for N(0, 1).`
        : `Uniform ±${radius} on each component: ${factor} × 0.25, for U(−1, 1).`,
    noiseWhy:
      'The eight pictures around G(Y) add uniform noise to Y, to show that the result is a place and not a point (§6.3.2). The paper’s ±0.25 belongs to its prior U(−1, 1), whose standard deviation is 1/√3; for N(0, 1) the same step relative to the prior is ±0.25 · √3 ≈ ±0.43.',
  },

  panels: {
    heading: 'Instruments',
    more: 'More',
    less: 'Less',
    close: 'Close the instruments',
    tabs: {
      controls: 'Controls',
      attributes: 'Attributes',
      ownDirection: 'Own direction',
      turn: 'Turn sheet',
      wall: 'All results',
      export: 'Export',
    },
  },

  controls: {
    heading: 'Three arms, and pixels',
    arms: { one: 'One exemplar', oneRescaled: 'One, put back on the shell', all: 'All exemplars' },
    armPicture: (arm: string) => `Result with ${arm.toLowerCase()}`,
    length: (norm: string) => `|Y| ${norm}`,
    ratio: (times: string) => `${times} × a draw`,
    nothing: 'Put faces into the slots first.',
    pixels: 'Same sum on pixels',
    pixelsPicture: 'The same sum carried out on the pixels of the exemplars',
    pixelsWhy:
      'Pixels add up place by place: two noses in different places become two half noses. The paper shows the same control, a noisy overlap (§6.3.2, Fig. 7). Adding z moves the face instead, as far as G’s map is smooth.',
    clipped: (percent: string) => `${percent} % of the pixels out of range`,
    pending: 'Drawing the exemplars.',
    whyThree: 'Why three arms?',
    armsWhy:
      'Three exemplars do two things at once: |Y| comes back to the length of a draw, and what else differs between the faces averages out. Only the middle arm separates the two.',
    armsMore:
      'For independent draws A − B + C is √3 times as long as a draw, while with means of three it is as long as a draw. The middle arm has the length of a draw but still one exemplar: what it repairs is due to the length, what only the right arm repairs is due to the averaging. The paper compares one exemplar with three and has no middle arm (§6.3.2).',
    redraw: (count: number) => `Draw again × ${count}`,
    redrawSeed: 'Seed of the draws',
    redrawPrior:
      'A − B + C of random faces from the prior, from the seed beside, nothing rejected. Nobody chose them for a look, so no look can be expected: only how whole the faces are.',
    redrawConcept: (what: string) =>
      `${what}: random triples of faces that satisfy the labels, from the seed beside, nothing rejected.`,
    exemplars: (count: number) => (count === 1 ? '1 exemplar' : `${count} exemplars`),
    redrawn: (draw: number, count: number) =>
      `Draw ${draw}, ${count === 1 ? '1 exemplar' : `${count} exemplars`} a slot`,
    proves: 'Shows',
    provesText: 'Near-linear steps for this attribute in this generator, if most draws succeed.',
    provesNot: 'Does not show',
    provesNotText:
      'That it holds for other attributes or models, or why three work, beyond what the arms separate.',
  },

  lengthTable: {
    label: 'The lengths behind it',
    prior: (prior: Prior, trials: string) =>
      `Length of z, ${trials} trials with draws from ${prior === 'normal' ? 'N(0, 1)' : 'U(−1, 1)'}`,
    rows: {
      draw: 'a draw',
      midpoint: 'half-way between two draws',
      single: 'A − B + C of single draws',
      meansOfThree: 'A − B + C of means of three',
    },
    times: (ratio: string) => `× ${ratio}`,
    yours: 'The faces on your bench, at strength 1',
    exemplarsOf: (letter: string) => `exemplars of ${letter}`,
    meanOf: (norm: string) => `mean ${norm}`,
    own: { one: 'Y of one exemplar', all: 'Y of all' },
    correlated:
      'Faces chosen for an attribute are no independent draws: their means are longer than 1/√3 of a draw.',
  },
};

/** Shape of these sentences; every language has the same. */
export type ArithmeticStrings = typeof arithmetic;
