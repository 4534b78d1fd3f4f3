/**
 * What follows from a bench: means, the result Y, its neighbours, and the sum as formula. Pure
 * functions, so a view may call them in a selector or on every move of a slider.
 */
import {
  arms,
  meanOf,
  neighbourRadius,
  neighboursOf,
  readLengths,
  resultOf,
  strengthen,
  sumOfTerms,
} from '../../latent/arithmetic.ts';
import type { Arm, LengthReadings, Term } from '../../latent/arithmetic.ts';
import { createSampleFace } from '../../latent/createFace.ts';
import type { LatentSpace } from '../../latent/createFace.ts';
import { parseFormula, slots as letters, writeFormula } from '../../latent/formula.ts';
import type { FormulaProblem, Slot } from '../../latent/formula.ts';
import type { Face } from '../../latent/face.ts';
import { shellOf } from '../../latent/prior.ts';
import { shellTable } from '../../latent/shellTable.ts';
import type { MeasuredLength, ShellTable } from '../../latent/shellTable.ts';
import type { Latent, PixelImage } from '../../model/arrays.ts';
import type { PixelTerm } from '../../model/pixels.ts';
import type { Preset } from '../../formats/exemplars.ts';
import type { Labels } from '../../formats/labels.ts';
import { drawTriple, facesOfRows, poolsOf } from './pools.ts';
import type { ArithmeticScene, ArithmeticSlot } from './scene.ts';

export { arms, letters };
export type { Arm, FormulaProblem, LengthReadings, MeasuredLength, ShellTable, Slot };

/** The letter of a slot. */
export function letterOf(slot: number): Slot {
  return letters[slot] as Slot;
}

/** A face that was computed; it is rounded when it is kept, not when it is shown. */
export function computedFace(modelId: string, z: Latent): Face {
  return { modelId, z, origin: { kind: 'free' } };
}

/** The mean of a slot's faces: of one face that very face, of none null. */
export function meanFace({ faces }: Pick<ArithmeticSlot, 'faces'>): Face | null {
  const first = faces[0];
  if (first === undefined) return null;
  if (faces.length === 1) return first;
  return computedFace(first.modelId, meanOf(faces.map((face) => face.z)));
}

/** A term of the sum with the place of its slot. */
export interface SlotTerm extends Term {
  readonly slot: number;
}

/** The terms that count: weight not 0, and at least one face. */
export function termsOf({ slots }: Pick<ArithmeticScene, 'slots'>): SlotTerm[] {
  return slots.flatMap(({ weight, faces }, slot) =>
    weight === 0 || faces.length === 0
      ? []
      : [{ slot, weight, exemplars: faces.map((face) => face.z) }],
  );
}

/** Places of the slots that the sum names and that hold no face. */
export function emptySlots({ slots }: Pick<ArithmeticScene, 'slots'>): number[] {
  return slots.flatMap(({ weight, faces }, slot) =>
    weight !== 0 && faces.length === 0 ? [slot] : [],
  );
}

/** Y at the bench's strength, before any direction is added; null without a single term. */
export function sumOf(bench: Pick<ArithmeticScene, 'slots' | 'strength'>): Latent | null {
  const terms = termsOf(bench);
  return terms.length === 0 ? null : sumOfTerms(strengthen(terms, bench.strength));
}

/** Half-width of the noise around Y. */
export function radiusOf(
  bench: Pick<ArithmeticScene, 'noise'>,
  { prior }: Pick<LatentSpace, 'prior'>,
): number {
  return neighbourRadius(prior, bench.noise);
}

/** The eight neighbours of Y in reading order without the centre. */
export function neighbourFaces(
  bench: Pick<ArithmeticScene, 'noise' | 'noiseSeed'>,
  model: LatentSpace,
  y: Latent,
): Face[] {
  return neighboursOf(y, radiusOf(bench, model), bench.noiseSeed).map((z) =>
    computedFace(model.id, z),
  );
}

/** The sum as it is typed. */
export function formulaText({ slots }: Pick<ArithmeticScene, 'slots'>): string {
  return writeFormula(
    slots.flatMap(({ weight }, slot) => (weight === 0 ? [] : [{ slot: letterOf(slot), weight }])),
  );
}

/**
 * The slots that a typed formula asks for: slots that it does not name get the weight 0 and keep
 * their faces; empty ones behind the last named letter go.
 */
export function slotsOfFormula(
  text: string,
  { slots }: Pick<ArithmeticScene, 'slots'>,
): { readonly slots: readonly ArithmeticSlot[] } | { readonly problem: FormulaProblem } {
  const reading = parseFormula(text);
  if (!reading.ok) return { problem: reading.problem };
  const weights = new Map(reading.terms.map((term) => [letters.indexOf(term.slot), term.weight]));
  const filled = slots.findLastIndex((slot) => slot.faces.length > 0);
  const count = Math.max(filled, ...weights.keys()) + 1;
  return {
    slots: Array.from({ length: count }, (_, slot) => ({
      weight: weights.get(slot) ?? 0,
      faces: slots[slot]?.faces ?? [],
    })),
  };
}

/** Y of the three arms at the bench's strength; null without a single term. */
export function armFaces(
  bench: Pick<ArithmeticScene, 'slots' | 'strength'>,
  model: LatentSpace,
): Readonly<Record<Arm, Face>> | null {
  const terms = termsOf(bench);
  if (terms.length === 0) return null;
  const strong = strengthen(terms, bench.strength);
  const shell = shellOf(model.prior, model.latentDim);
  const of = (arm: Arm): Face => computedFace(model.id, resultOf(strong, arm, shell));
  return { one: of('one'), oneRescaled: of('oneRescaled'), all: of('all') };
}

/** Every exemplar that counts, in the order of the terms. */
export function exemplarsOf({ slots }: Pick<ArithmeticScene, 'slots'>): Face[] {
  return slots.flatMap(({ weight, faces }) => (weight === 0 ? [] : faces));
}

/** The terms of the sum with pictures in place of faces; `pictures` in the order of {@link exemplarsOf}. */
export function pixelTerms(
  bench: Pick<ArithmeticScene, 'slots' | 'strength'>,
  pictures: readonly PixelImage[],
): PixelTerm[] {
  let next = 0;
  const terms = termsOf(bench).map(({ weight, exemplars }) => {
    const own = pictures.slice(next, next + exemplars.length);
    next += exemplars.length;
    return { weight, exemplars: own };
  });
  return strengthen(terms, bench.strength);
}

/** Draws of "draw again". */
export const redrawCount = 8;
/** Exemplars of a slot in a random triple. */
const tripleSize = 3;

/**
 * Random triples from the prior for A, B and C, nothing rejected: triple i takes samples 9i … 9i + 8
 * of the seed, three for each slot.
 */
export function priorTriples(model: LatentSpace, seed: number): (readonly (readonly Face[])[])[] {
  return Array.from({ length: redrawCount }, (_, i) =>
    [0, 1, 2].map((slot) =>
      Array.from({ length: tripleSize }, (__, k) =>
        createSampleFace(model, seed, (3 * i + slot) * tripleSize + k),
      ),
    ),
  );
}

/** Random triples of faces that satisfy a preset's concepts by their labels, nothing rejected. */
export function conceptTriples(
  model: LatentSpace,
  labels: Labels,
  preset: Preset,
  seed: number,
): (readonly (readonly Face[])[])[] {
  const pools = poolsOf(labels, {
    a: preset.a.concept,
    b: preset.b.concept,
    c: preset.c.concept,
  });
  return Array.from({ length: redrawCount }, (_, i) =>
    facesOfRows(model, labels, drawTriple(pools, tripleSize, seed, i)),
  );
}

/** A − B + C of a triple, with the first exemplar of each slot only or with all of them. */
export function sumOfTriple(
  triple: readonly (readonly Face[])[],
  count: number,
  modelId: string,
): Face {
  const terms = triple.map((faces, i) => ({
    weight: i === 1 ? -1 : 1,
    exemplars: faces.slice(0, count).map((face) => face.z),
  }));
  return computedFace(modelId, sumOfTerms(terms));
}

const measured = new Map<string, ShellTable>();
/** Trials behind the table of lengths: good to about 1 %. */
export const shellTrials = 1000;

/** Lengths of draws, midpoints and sums under the model's prior, measured once. */
export function shellTableOf({ prior, latentDim }: LatentSpace): ShellTable {
  const key = `${prior} ${latentDim}`;
  const table = measured.get(key) ?? shellTable(prior, latentDim, 1, shellTrials);
  measured.set(key, table);
  return table;
}

/** Lengths of the visitor's own faces, means and results; null without a single term. */
export function lengthsOf(
  bench: Pick<ArithmeticScene, 'slots'>,
  { prior, latentDim }: LatentSpace,
): LengthReadings | null {
  const terms = termsOf(bench);
  return terms.length === 0 ? null : readLengths(terms, shellOf(prior, latentDim));
}
