/** A concept that came with a model, as one that could have been drawn by hand. */
import type { PreparedConcept } from '../../formats/concepts.ts';
import type { Concept, Shape } from '../../model/markings.ts';

/** The concept with its boxes on every sample that has them; its id is the prepared one's. */
export function conceptOfPrepared(
  { id, sheet, samples, boxes }: PreparedConcept,
  modelId: string,
  name: string,
): Concept {
  const shapes = boxes.map((box): Shape => ({ kind: 'box', ...box }));
  const shapesOf = Object.fromEntries(samples.map((sample) => [sample, shapes]));
  return { id, name, modelId, sheet, shapes: shapesOf };
}
