/** Boxes that came with a model, as shapes that the visitor could have drawn. */
import type { PreparedConcept } from '../../formats/concepts.ts';
import type { Concept, Shape } from '../../model/markings.ts';

/** The boxes of a prepared concept as shapes by sample. */
export function shapesOf({ marks }: PreparedConcept): Concept['shapes'] {
  const boxes = marks.map(({ sample, boxes: drawn }): [number, Shape[]] => [
    sample,
    drawn.map((box) => ({ kind: 'box', ...box })),
  ]);
  return Object.fromEntries(boxes);
}
