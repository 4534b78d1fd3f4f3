/**
 * Sentences of the Arithmetic view in English. Numbers arrive already written out in the visitor's
 * notation. Sections of the paper (arXiv 1511.06434) stand beside each claim.
 */
import type { FormulaProblemKind } from '../../../latent/formula.ts';
import type { Prior } from '../../../model/config.ts';
import { createNumberFormats } from '../../numbers.ts';
import { attributeNames } from './attributes.ts';
import type { EnglishNoun } from './noun.ts';

const numbers = createNumberFormats('en-GB');

/** Words of a preset's three slots and of what should come out of A − B + C. */
interface PresetWords {
  readonly slots: readonly [string, string, string];
  readonly result: string;
}

const presets: Readonly<Record<string, PresetWords>> = {
  'smiling-man': {
    slots: ['smiling woman', 'neutral woman', 'neutral man'],
    result: 'smiling man',
  },
  'woman-with-glasses': {
    slots: ['man with glasses', 'man without glasses', 'woman without glasses'],
    result: 'woman with glasses',
  },
  'old-woman': { slots: ['old man', 'young man', 'young woman'], result: 'old woman' },
  'blond-man': {
    slots: ['blond woman', 'black-haired woman', 'black-haired man'],
    result: 'blond man',
  },
  'woman-with-hat': {
    slots: ['man with hat', 'man without hat', 'woman without hat'],
    result: 'woman with hat',
  },
  beard: {
    slots: ['bearded man', 'shaven man', 'smiling shaven man'],
    result: 'smiling bearded man',
  },
  'avatar-glasses': {
    slots: ['long hair, glasses', 'long hair', 'short hair'],
    result: 'short hair, glasses',
  },
  'avatar-smile': {
    slots: ['dark skin, smile', 'dark skin', 'light skin'],
    result: 'light skin, smile',
  },
  'avatar-hat': {
    slots: ['glasses, hat', 'glasses', 'neither'],
    result: 'hat',
  },
  'avatar-fair-hair': {
    slots: ['light skin, fair hair', 'light skin, dark hair', 'dark skin, dark hair'],
    result: 'dark skin, fair hair',
  },
  'avatar-beard': {
    slots: ['glasses, beard', 'glasses', 'neither'],
    result: 'beard',
  },
};

/** Sliders that go the other way than the attribute they are named after in the labels. */
const turned: Readonly<Record<string, string>> = { No_Beard: 'Beard' };

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
export const createArithmetic = (noun: EnglishNoun) => ({
  numbers,
  title: `Vector arithmetic with ${noun.many}`,
  turned,
  /** Name of an attribute; its own for one that is not known. */
  attribute: (name: string) => attributeNames[name] ?? name.replaceAll('_', ' '),

  presets: {
    label: 'Preset',
    own: `${noun.many} of your own`,
    none: `This model comes without picked ${noun.many}. Drop samples into the slots, from below or from the shelf.`,
    another: 'Another triple',
    rule: `How these ${noun.many} were picked`,
    picked: (triple: number, count: number) => `picked by a rule, triple ${triple} of ${count}`,
    pickedWhy: `These ${noun.many} were picked, so what comes out is what picking can show. “All results” under More repeats it with random ${noun.many} and nothing rejected. The rule:`,
    formula: (slots: readonly [string, string, string]) =>
      `${slots[0]} − ${slots[1]} + ${slots[2]}`,
    concept: (conditions: readonly { readonly name: string; readonly present: boolean }[]) =>
      conditions.map(({ name, present }) => (present ? name : `not ${name}`)).join(', '),
    named: presets,
  },
  claim: `Each letter is the mean z of its ${noun.many}; the sum of the means is drawn. One exemplar a letter was unstable, three were stable (§6.3.2, Fig. 7).`,

  slot: {
    name: (letter: string, what: string) => `Slot ${letter}: ${what}`,
    menu: (letter: string) => `Term ${letter}`,
    place: (letter: string, place: number) => `exemplar ${place} of ${letter}`,
    emptyPlace: (letter: string, place: number) => `empty place ${place} of ${letter}`,
    wholePlace: (letter: string) => `slot ${letter}`,
    exemplar: (letter: string, place: number, count: number, origin: string) =>
      `Exemplar ${place} of ${count} of ${letter}, ${origin}`,
    mean: (letter: string, count: number) =>
      `${letter}, mean of ${count} ${count === 1 ? noun.one : noun.many}`,
    meanBadge: (count: number) => `mean of ${count}`,
    meanOf: (count: number) => (count === 1 ? `one ${noun.one}` : `mean of ${count} ${noun.many}`),
    nothing: `no ${noun.one} yet`,
    unused: 'not in the formula',
    empty: `Drop ${noun.many} here, or pick one up and put it down.`,
    removed: (letter: string, place: number, left: number) =>
      `Exemplar ${place} of ${letter} removed, ${left} left.`,
    pasted: (letter: string) => `${noun.One} put into ${letter}.`,
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
    nothing: `Nothing to add yet: put ${noun.a} into a slot.`,
    expected: (what: string) => `should be: ${what}`,
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
    nothing: `Put ${noun.many} into the slots first.`,
    pixels: 'Same sum on pixels',
    pixelsPicture: 'The same sum carried out on the pixels of the exemplars',
    pixelsWhy: `Pixels add up place by place: two ${noun.details} in different places become two half ${noun.details}. The paper shows the same control, a noisy overlap (§6.3.2, Fig. 7). Adding z moves the ${noun.one} instead, as far as G’s map is smooth.`,
    clipped: (percent: string) => `${percent} % of the pixels out of range`,
    pending: 'Drawing the exemplars.',
    whyThree: 'Why three arms?',
    armsWhy: `Three exemplars do two things at once: |Y| comes back to the length of a draw, and what else differs between the ${noun.many} averages out. Only the middle arm separates the two.`,
    armsMore:
      'For independent draws A − B + C is √3 times as long as a draw, while with means of three it is as long as a draw. The middle arm has the length of a draw but still one exemplar: what it repairs is due to the length, what only the right arm repairs is due to the averaging. The paper compares one exemplar with three and has no middle arm (§6.3.2).',
    redraw: (count: number) => `Draw again × ${count}`,
    redrawSeed: 'Seed of the draws',
    redrawPrior: `A − B + C of random ${noun.many} from the prior, from the seed beside, nothing rejected. Nobody chose them for a look, so no look can be expected: only how whole the ${noun.many} are.`,
    redrawConcept: (what: string) =>
      `${what}: random triples of ${noun.many} that satisfy the labels, from the seed beside, nothing rejected.`,
    exemplars: (count: number) => (count === 1 ? '1 exemplar' : `${count} exemplars`),
    redrawn: (draw: number, count: number) =>
      `Draw ${draw}, ${count === 1 ? '1 exemplar' : `${count} exemplars`} a slot`,
    proves: 'Shows',
    provesText: 'Near-linear steps for this attribute in this generator, if most draws succeed.',
    provesNot: 'Does not show',
    provesNotText:
      'That it holds for other attributes or models, or why three work, beyond what the arms separate.',
  },

  attributes: {
    loading: 'Fetching the directions of this model.',
    none: `This model comes without directions. Fit one from ${noun.many} of your own under “Own direction”.`,
    own: 'Your own direction',
    ownDetail: 'fitted to your two groups',
    amount: (value: string) => `${value} standard deviations`,
    step: (name: string, amount: string) => `${name} ${amount} σ`,
    heldOut: (percent: string) => `held out ${percent} %`,
    hold: 'hold fixed',
    heldAway: 'the held directions leave nothing of it',
    remaining: (percent: string) => `${percent} % of its length left`,
    reset: 'Reset all',
    more: (count: number) => `${count} more`,
    fewer: 'Fewer',
    threshold: (percent: string, left: readonly string[]) =>
      left.length === 0
        ? `Every other attribute reaches ${percent} % held out.`
        : `Others are offered from ${percent} % held out (50 % is guessing). Below it: ${left.join(', ')}.`,
    why: 'Each slider adds a direction, in standard deviations of the prior along it. The percentage is how often the direction is right about latents it was not fitted on (both sides weighted alike).',
    whyLabel: 'What are these directions?',
    whyMore:
      'A logistic regression in z on 20,000 labelled samples: the labels are a classifier’s, not people’s, and Female–male is a label of a data set, not a person. Directions are not independent; “hold fixed” projects a direction off the ones held, so that their scores stay as they are. The paper steers with means of a few z (§6.3.2, Fig. 8).',
    direction: 'Direction',
    cosines: 'Cosines between directions',
    cosinesWhy: '0 means that one leaves the other’s score alone; ±1 that they are the same.',
    freed: {
      label: 'What each has of its own',
      why: `AUC is how often, held out, ${noun.a} with the attribute scores above one without it. A direction that falls to about 0.5, a guess, when freed of those closest to it tells nothing of its own.`,
      auc: 'AUC',
      of: 'Freed of',
      left: 'AUC left',
      none: 'none is close',
    },
  },

  own: {
    why: `Put ${noun.many} that have something into “with” and ${noun.many} that lack it into “without”. The difference becomes a direction that moves any ${noun.one}.`,
    more: `A logistic regression separates the two groups (λ = 1). With a handful of points in 100 dimensions it can always separate them, so the share of left-out ${noun.many} that it judges right is the honest number. Figure 8 used four faces looking left and four looking right.`,
    groups: { with: 'With', without: 'Without' },
    place: (group: string) => `the group “${group}”`,
    count: (count: number, most: number) => `${count} of at most ${most}`,
    clear: 'Empty',
    drop: (least: number) =>
      `Drop at least ${least} ${noun.many} here; a mean brings all of its exemplars.`,
    member: (group: string, place: number, origin: string) =>
      `${group}, ${noun.one} ${place}, ${origin}`,
    tooFew: (least: number, present: number, absent: number) =>
      `Each group needs at least ${least} ${noun.many}; there are ${present} with and ${absent} without.`,
    shared: (count: number) =>
      count === 1
        ? `One ${noun.one} is in both groups; take it out of one of them.`
        : `${count} ${noun.many} are in both groups; take them out of one of them.`,
    testing: `Testing with each ${noun.one} left out in turn.`,
    accuracy: (right: number, count: number, percent: string) =>
      `${right} of ${count} ${noun.many} are judged right when left out (${percent} %; 50 % is guessing).`,
  },

  turn: {
    direction: 'Direction',
    seed: `Seed of the ${noun.many}`,
    save: 'Save the sheet (PNG)',
    none: 'There is no direction yet: this model comes without. Fit one under “Own direction”.',
    label: (direction: string, faceCount: number, positions: number) =>
      `${direction}: ${faceCount} ${noun.many}, ${positions} positions each`,
    cell: (row: number, amount: string) =>
      `${noun.One} ${row}, moved by ${amount} standard deviations`,
    why: `Five ${noun.many} straight from a seed, unpicked, each moved along one direction: the middle column is the ${noun.one} itself. If the direction is real, all rows turn the same way; watch what else moves.`,
    more: 'Figure 8 adds interpolations along a “turn” vector, made of four averaged faces looking left and four looking right, to random samples: 5 faces, 11 positions. It shows that a direction generalises, not that it is disentangled (§6.3.2).',
  },

  wall: {
    why: (slots: readonly [string, string, string]) =>
      `${slots[0]} − ${slots[1]} + ${slots[2]}, over and over: random ${noun.many} that satisfy the labels, nothing rejected, failures shown.`,
    more: 'A success means that the judge, a small classifier in this page, is sure enough of every part of the expected concept. It can be fooled as any classifier can, and it judges generated pictures though it learnt from photographs; its own accuracy stands above. The interval is Wilson’s, of 95 %.',
    count: 'Triples',
    seed: 'Seed',
    start: 'Run',
    stop: 'Stop',
    loading: 'Fetching the labels of 20,000 samples.',
    noLabels: 'This model comes without labelled samples, so there is nothing to draw from.',
    noJudge: 'This model comes without a classifier, so results cannot be judged.',
    noPreset: 'Choose a preset above: it names the concepts to draw and what should come out.',
    progress: (done: string, total: string) => `${done} of ${total} triples`,
    left: (seconds: string) => `about ${seconds} s left`,
    stopped: 'stopped',
    complete: 'complete',
    pools: (a: string, b: string, c: string) =>
      `Drawn from ${a} samples that satisfy A, ${b} that satisfy B, ${c} that satisfy C.`,
    judge: (shares: string, pictures: string) =>
      `The judge itself is right (balanced, on ${pictures} photographs it did not learn from): ${shares}.`,
    judgeUnknown: 'How often the judge itself is right was not measured.',
    chart: (expected: string) => `Judged “${expected}”, with 95 % intervals`,
    rate: (successes: number, n: number) => `${successes} of ${n}`,
    interval: (rate: string, low: string, high: string) => `${rate} % (${low}–${high})`,
    arm: 'Arm on the wall',
    order: 'Order',
    orders: { drawn: 'as drawn', best: 'best first', worst: 'worst first' },
    label: (count: number, arm: string, successes: number) =>
      `${count} results, ${arm.toLowerCase()}: ${successes} succeeded`,
    crosses: 'A cross marks a result that the judge calls a failure. Choose one to look closer.',
    chosen: 'Triple',
    score: (percent: string, succeeded: boolean) =>
      `${percent} % sure, ${succeeded ? 'success' : 'failure'}`,
    onBench: 'Put on the bench',
    save: 'Save the wall (PNG)',
    changesLabel: 'What else changed',
    changes:
      'How often the judge sees each attribute: among the first exemplars of C, and among the results. A sum that carried over the concept alone would leave these as they are.',
    attribute: 'Attribute',
    among: (letter: string) => `in ${letter}`,
    difference: 'change',
    all: (count: number) => `All ${count}`,
    fewer: 'Fewer',
  },

  figure: {
    layout:
      'The figure as in the paper: a column a term with its exemplars over their mean, and the 3×3 result.',
    save: 'Save the figure (PNG)',
    sum: (formula: string, terms: readonly string[]) => `Y = ${formula}. ${terms.join('; ')}.`,
    settings: (strength: string, radius: string, seed: string, amounts: readonly string[]) =>
      [
        `Strength ${strength}; centre G(Y), neighbours with uniform noise ±${radius} of seed ${seed}`,
        ...amounts,
      ].join('; '),
    turn: (direction: string, seed: string, rows: number) =>
      `${direction}: samples 0 to ${rows - 1} of seed ${seed}, unpicked, moved along one direction`,
    turnColumns: (from: string, to: string, columns: number) =>
      `${columns} positions from ${from} to ${to} standard deviations of the prior; the middle one is the sample`,
    wall: (slots: readonly [string, string, string], count: number, seed: string, arm: string) =>
      `${slots[0]} − ${slots[1]} + ${slots[2]}: ${count} random triples of seed ${seed}, nothing rejected; ${arm.toLowerCase()}`,
    wallRate: (expected: string, successes: number, n: number, interval: string) =>
      `Judged “${expected}”: ${successes} of ${n}, ${interval}`,
    model: (title: string, licence: string) => `${title}. ${licence}`,
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
    yours: `The ${noun.many} on your bench, at strength 1`,
    exemplarsOf: (letter: string) => `exemplars of ${letter}`,
    meanOf: (norm: string) => `mean ${norm}`,
    own: { one: 'Y of one exemplar', all: 'Y of all' },
    correlated: `${noun.Many} chosen for an attribute are no independent draws: their means are longer than 1/√3 of a draw.`,
  },
});

/** Shape of these sentences; every language has the same. */
export type ArithmeticStrings = ReturnType<typeof createArithmetic>;
