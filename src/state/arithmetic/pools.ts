/** Who satisfies a concept, and random triples drawn among them with nothing rejected. */
import { badArgument } from '../../errors.ts';
import type { Concept, Condition } from '../../formats/exemplars.ts';
import { presetSlots } from '../../formats/exemplars.ts';
import type { Labels } from '../../formats/labels.ts';
import { createSampleFace } from '../../latent/createFace.ts';
import type { LatentSpace } from '../../latent/createFace.ts';
import { createRandomStream } from '../../maths/random.ts';
import type { Triple } from './presets.ts';

/** The concepts of the three slots and of the result. */
export interface TripleConcepts {
  readonly a: Concept;
  readonly b: Concept;
  readonly c: Concept;
  readonly expected: Concept;
}

/** For each slot the rows of the labels that satisfy its concept, ascending. Pools may overlap. */
export interface Pools {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly c: Uint32Array;
}

/** One random triple as rows of the labels; no row twice. */
export interface RowTriple {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly c: readonly number[];
}

/** Second key of the streams that triples are drawn from: "wall". */
const wallKey = 0x77616c6c;

/** How sure a judge is of one condition, 0 … 1: p, or 1 − p where the attribute shall be absent. */
export function certaintyOf({ present }: Condition, probability: number): number {
  return present ? probability : 1 - probability;
}

/** The rows that satisfy a concept: every condition's certainty reaches its threshold. */
export function poolOf(labels: Labels, concept: Concept): Uint32Array {
  const { attributes, probabilities, count } = labels;
  const checks = concept.map((condition) => {
    const column = attributes.indexOf(condition.attribute);
    if (column === -1) {
      const expected = 'an attribute of the labels';
      throw badArgument('concept', expected, condition.attribute);
    }
    // A byte has 256 values: whether each satisfies is decided once, as the rule of the file does.
    const passes = Array.from(
      { length: 256 },
      (_, byte) => certaintyOf(condition, byte / 255) >= condition.threshold,
    );
    return { column, passes };
  });
  const rows: number[] = [];
  for (let row = 0; row < count; row += 1) {
    const start = row * attributes.length;
    if (checks.every(({ column, passes }) => passes[probabilities[start + column] ?? 0])) {
      rows.push(row);
    }
  }
  return Uint32Array.from(rows);
}

/**
 * The pools of a triple; their lengths are the exact counts to show.
 * @throws PlaygroundError `bad-argument` for an attribute that the labels lack.
 */
export function poolsOf(labels: Labels, concepts: Omit<TripleConcepts, 'expected'>): Pools {
  return {
    a: poolOf(labels, concepts.a),
    b: poolOf(labels, concepts.b),
    c: poolOf(labels, concepts.c),
  };
}

/**
 * Random triple number `number` of a seed: slot after slot, every row of the pool that is not in the
 * triple already is as likely as any other. Nothing is rejected for how it looks.
 * @param perSlot exemplars for each slot
 * @throws PlaygroundError `bad-argument` for a pool with too few rows (details: where, expected, found).
 */
export function drawTriple(pools: Pools, perSlot: number, seed: number, number: number): RowTriple {
  const stream = createRandomStream(seed, wallKey, number);
  const taken: number[] = [];
  const [a = [], b = [], c = []] = presetSlots.map((slot) => {
    const pool = pools[slot];
    const drawn: number[] = [];
    for (let i = 0; i < perSlot; i += 1) {
      const places = placesOf(taken, pool);
      const free = pool.length - places.length;
      if (free === 0) throw badArgument(`pool ${slot}`, `${perSlot} faces`, `${pool.length}`);
      let place = Math.floor(stream() * free);
      for (const occupied of places) if (place >= occupied) place += 1;
      const row = pool[place] as number;
      drawn.push(row);
      taken.push(row);
    }
    return drawn;
  });
  return { a, b, c };
}

/** The faces of a triple, for the bench and for "draw again". */
export function facesOfRows(
  model: LatentSpace,
  { seed, firstIndex }: Pick<Labels, 'seed' | 'firstIndex'>,
  rows: RowTriple,
): Triple {
  const faces = (slot: readonly number[]) =>
    slot.map((row) => createSampleFace(model, seed, firstIndex + row));
  return [faces(rows.a), faces(rows.b), faces(rows.c)];
}

/** Places in an ascending pool of those rows that are in it, ascending. */
function placesOf(rows: readonly number[], pool: Uint32Array): number[] {
  return rows
    .map((row) => pool.indexOf(row))
    .filter((place) => place !== -1)
    .toSorted((x, y) => x - y);
}
