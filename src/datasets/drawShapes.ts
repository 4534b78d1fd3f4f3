/** A set of shapes. */
import { drawShape } from './shapes/raster.ts';
import { planShape, shapeAttributes, shapeColours, shapeKinds } from './shapes/recipe.ts';
import { checkRunning } from './request.ts';
import type { PictureResult, PictureRun, ShapeRequest } from './request.ts';
import { createSetBuilder } from './setBuilder.ts';

/** Shapes between two moments at which a call to stop can arrive. */
const sliceLength = 100;

/** Draws a set of shapes; the same request gives the same bytes everywhere. Rejects with `aborted`. */
export async function drawShapes(
  request: ShapeRequest,
  { signal, onProgress }: PictureRun,
): Promise<PictureResult> {
  const { size, channels, count, seed, labelBy } = request;
  const builder = createSetBuilder(request, count);
  for (let index = 0; index < count; index += 1) {
    if (index % sliceLength === 0) {
      onProgress?.({ done: index, total: count });
      await new Promise((resolve) => setTimeout(resolve, 0));
      checkRunning(signal);
    }
    const plan = planShape(seed, index);
    const label =
      labelBy === 'kind' ? shapeKinds.indexOf(plan.kind) : shapeColours.indexOf(plan.colour);
    builder.add(drawShape(plan, size), label, plan.attributes);
  }
  const set = builder.finish({
    name: `shapes ${seed}`,
    origin: {
      source: 'shapes',
      seed,
      terms: 'CC0 1.0',
      recipe: { count, size, channels, labelBy },
    },
    classNames: labelBy === 'kind' ? shapeKinds : shapeColours,
    attributeNames: shapeAttributes,
  });
  return { set, rejected: [], rejectedCount: 0 };
}
