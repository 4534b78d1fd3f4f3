/** Frames for a long export, drawn a few at a time instead of all at once. */
import type { PixelImage } from '../model/arrays.ts';

/**
 * Draws `items` in batches when they are asked for, so that stopping an export stops the drawing,
 * and a thousand frames never lie in memory together.
 */
export async function* framesInBatches<Item>(
  items: readonly Item[],
  batchSize: number,
  draw: (batch: readonly Item[]) => Promise<readonly PixelImage[]>,
): AsyncGenerator<PixelImage, void, undefined> {
  for (let start = 0; start < items.length; start += batchSize) {
    yield* await draw(items.slice(start, start + batchSize));
  }
}
