/** The authors' sheet (Figure 4): ten rows of ten frames that are one continuous path. */
import type { Latent } from '../model/arrays.ts';
import type { Prior } from '../model/config.ts';
import { interpolate } from './interpolate.ts';
import type { Interpolation } from './interpolate.ts';
import { drawSample } from './prior.ts';

/** Rows of the sheet, one for each segment. */
export const sheetRows = 10;
/** Frames of a row; its end point is the first frame of the next row. */
export const sheetColumns = 10;

/** The 11 points that the path goes through: samples 0 … 10 of the seed. */
export function drawSheetPoints(prior: Prior, latentDim: number, seed: number): Latent[] {
  return Array.from({ length: sheetRows + 1 }, (_, i) => drawSample(prior, latentDim, seed, i));
}

/** Frame 0 … 99 in reading order: at column/10 of the way from the row's point to the next one. */
export function sheetFrame(points: readonly Latent[], frame: number, how: Interpolation): Latent {
  const row = Math.floor(frame / sheetColumns);
  const t = (frame % sheetColumns) / sheetColumns;
  return interpolate(points[row] as Latent, points[row + 1] as Latent, t, how);
}
