/**
 * Presets of A − B + C: faces chosen offline from labelled samples by a rule that is written down
 * (`Exemplars.rule`), three for each slot as in section 6.3.2. They are picked, and labelled as picked;
 * what happens without picking is the wall's business (`wall.ts`).
 */
import type { ConceptExemplars, Exemplars, Preset } from '../../formats/exemplars.ts';
import { presetSlots } from '../../formats/exemplars.ts';
import { createSampleFace } from '../../latent/createFace.ts';
import type { LatentSpace } from '../../latent/createFace.ts';
import type { Face } from '../../latent/face.ts';

export { presetSlots };

/** Exemplars of a slot in one triple (the paper's three). */
export const exemplarsPerSlot = 3;

/** Faces for A, B and C. */
export type Triple = readonly [a: readonly Face[], b: readonly Face[], c: readonly Face[]];

/** The preset with this id, or null. */
export function findPreset(exemplars: Exemplars, id: string): Preset | null {
  return exemplars.presets.find((preset) => preset.id === id) ?? null;
}

/** Disjoint triples that a preset has: as many as its shortest slot fills. At least 1. */
export function countTriples(preset: Preset): number {
  const shortest = Math.min(...presetSlots.map((slot) => preset[slot].indices.length));
  return Math.floor(shortest / exemplarsPerSlot);
}

/** Number of the triple after this one; behind the last comes the first. */
export function nextTriple(preset: Preset, triple: number): number {
  return (triple + 1) % countTriples(preset);
}

/**
 * Faces of triple k: exemplars 3k, 3k + 1 and 3k + 2 of each slot, as samples of the exemplars' seed.
 * @param triple a whole number from 0; beyond the last one it comes round
 */
export function facesOfTriple(
  model: LatentSpace,
  { seed }: Pick<Exemplars, 'seed'>,
  preset: Preset,
  triple: number,
): Triple {
  const first = (triple % countTriples(preset)) * exemplarsPerSlot;
  const [a = [], b = [], c = []] = presetSlots.map((slot) =>
    preset[slot].indices
      .slice(first, first + exemplarsPerSlot)
      .map((index) => createSampleFace(model, seed, index)),
  );
  return [a, b, c];
}

/** Whether all of these faces are among the exemplars of a preset's slot, so that its concept holds. */
export function areExemplars(
  faces: readonly Face[],
  { seed }: Pick<Exemplars, 'seed'>,
  { indices }: Pick<ConceptExemplars, 'indices'>,
): boolean {
  return (
    faces.length > 0 &&
    faces.every(
      ({ origin }) =>
        origin.kind === 'sample' && origin.seed === seed && indices.includes(origin.index),
    )
  );
}
