/** Concepts as the view shows them: a letter and a colour each. */
import type { Concept, Shape } from '../../model/markings.ts';

const letters = 'ABCDEF';

/** The letter of the concept at a place. */
export function letterOf(index: number): string {
  return letters[index] ?? String(index + 1);
}

/** Its colour: the colours of letters everywhere on the page. */
export function colourOf(index: number): string {
  return `var(--letter-${letterOf(index).toLowerCase()})`;
}

/** The shapes on a sample; always the same object where there are none. */
export function shapesOn(concept: Concept | null, sample: number): readonly Shape[] {
  return concept?.shapes[sample] ?? none;
}

const none: readonly Shape[] = [];
