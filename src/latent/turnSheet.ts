/** Figure 8: faces in rows, each moved along one direction from one side to the other. */
import type { Latent } from '../model/arrays.ts';
import type { Prior } from '../model/config.ts';
import { moveAlong } from './direction.ts';
import type { Direction, MoveOptions } from './direction.ts';

/** Rows and columns of the paper's figure. */
export const turnFaces = 5;
export const turnPositions = 11;

/** The amounts of the columns: from −extent to +extent in equal steps; a single one is 0. */
export function turnAmounts(extent: number, positions = turnPositions): number[] {
  if (positions === 1) return [0];
  const middle = (positions - 1) / 2;
  return Array.from({ length: positions }, (_, i) => (extent * (i - middle)) / middle);
}

/**
 * The latents of the sheet, a row for each face.
 * @param extent how far the outer columns are moved, in σ of the prior
 * @throws PlaygroundError as `moveAlong`
 */
export function turnSheet(
  faces: readonly Latent[],
  direction: Direction,
  extent: number,
  prior: Prior,
  options: MoveOptions & { readonly positions?: number } = {},
): Latent[][] {
  const amounts = turnAmounts(extent, options.positions);
  return faces.map((z) =>
    amounts.map((amount) => moveAlong(z, [{ direction, amount }], prior, options)),
  );
}
