/**
 * From shapes to rows of a logistic regression (§6.3.1): activations at cells inside them are
 * positive, those at random cells of the same pictures outside them negative.
 *
 * Where every picture has the same things at the same places, as aligned faces have, that alone finds
 * the place: eyes with glasses against cheeks is mostly eyes. So, by choice and beyond the paper,
 * pictures left without shapes give negatives too, at the places that shapes have elsewhere.
 */
import { PlaygroundError } from '../errors.ts';
import type { RandomStream } from '../maths/random.ts';
import { createRandomStream } from '../maths/random.ts';
import type { Concept, Shape } from '../model/markings.ts';
import type { Grid } from './boxes.ts';
import { cellsOf } from './boxes.ts';

/** How negatives are drawn. */
export interface SamplingOptions {
  readonly seed: number;
  /** Whether pictures without shapes give negatives as well; the paper: no. */
  readonly usesUnmarked: boolean;
  /** Fewest negatives of a picture that has so many cells outside; 4 by default. */
  readonly leastNegatives?: number;
}

/** What a picture gives: cells as row · width + column, each a row of the regression. */
export interface PictureCells {
  /** Number of the sample on the concept's sheet. */
  readonly sample: number;
  readonly positive: readonly number[];
  readonly negative: readonly number[];
}

/** What became of the shapes, to be shown. */
export interface SamplingReport {
  /** Pictures with at least one shape. */
  readonly pictures: number;
  readonly shapes: number;
  readonly positives: number;
  readonly negatives: number;
  /** Shapes smaller than a cell, each of which stands for one. */
  readonly smallShapes: number;
  /** Pictures whose shapes touch every cell: they give positives only. */
  readonly fullPictures: number;
  /** Pictures without a shape that gave negatives. */
  readonly unmarkedPictures: number;
}

/** The cells to be read, picture by picture. */
export interface Sampling {
  readonly pictures: readonly PictureCells[];
  readonly report: SamplingReport;
}

/** Pictures without which nothing can be held out: each part needs some to learn from. */
export const leastPictures = 5;
/** Keep the draws apart from other uses of the same seed: "nega" and "unma". */
const [negativesKey, unmarkedKey] = [0x6e656761, 0x756e6d61];

/**
 * Chooses the cells of a layer that a concept names, and as many random ones outside in the same
 * picture (never fewer than `leastNegatives`, as far as there are so many). With `usesUnmarked`, each
 * picture without shapes adds as many random ones of all cells named anywhere as a picture names on
 * average. Every picture has a stream of its own.
 * @throws PlaygroundError `too-few-boxes` (expected and found pictures) below {@link leastPictures};
 *   `nothing-outside` (where: none) when fewer than two pictures have a cell that no shape touches
 */
export function sampleCells(
  concept: Concept,
  imageSize: number,
  grid: Grid,
  { seed, usesUnmarked, leastNegatives = 4 }: SamplingOptions,
): Sampling {
  const marked = markedSamples(concept);
  if (marked.length < leastPictures) {
    throw new PlaygroundError(
      'too-few-boxes',
      `Boxes are needed on ${leastPictures} pictures; ${marked.length} have one.`,
      { expected: leastPictures, found: marked.length },
    );
  }
  let shapeCount = 0;
  let smallShapes = 0;
  let fullPictures = 0;
  const pictures = marked.map(([sample, shapes]): PictureCells => {
    const { inside, outside, smallShapes: small } = cellsOf(shapes, imageSize, grid);
    shapeCount += shapes.length;
    smallShapes += small;
    if (outside.length === 0) fullPictures += 1;
    const wanted = Math.max(inside.length, leastNegatives);
    const stream = createRandomStream(seed, negativesKey, sample);
    return { sample, positive: inside, negative: drawCells(outside, wanted, stream) };
  });
  if (marked.length - fullPictures < 2) {
    throw new PlaygroundError(
      'nothing-outside',
      'The boxes leave no position outside them in at least two pictures.',
      { expected: 2, found: marked.length - fullPictures },
    );
  }
  const unmarked = usesUnmarked ? drawUnmarked(concept, pictures, seed) : [];
  const all = [...pictures, ...unmarked];
  const total = (cells: (picture: PictureCells) => readonly number[]): number =>
    all.reduce((sum, picture) => sum + cells(picture).length, 0);
  const report: SamplingReport = {
    pictures: pictures.length,
    shapes: shapeCount,
    positives: total(({ positive }) => positive),
    negatives: total(({ negative }) => negative),
    smallShapes,
    fullPictures,
    unmarkedPictures: unmarked.length,
  };
  return { pictures: all, report };
}

/** Samples that carry shapes, in order, and their shapes. */
function markedSamples(concept: Concept): readonly (readonly [number, readonly Shape[]])[] {
  return Object.entries(concept.shapes)
    .map(([sample, shapes]) => [Number(sample), shapes] as const)
    .filter(([, shapes]) => shapes.length > 0)
    .toSorted(([a], [b]) => a - b);
}

/** Cells of pictures without shapes, at places that shapes have in the others. */
function drawUnmarked(
  { sheet, shapes }: Concept,
  marked: readonly PictureCells[],
  seed: number,
): PictureCells[] {
  const places = [...new Set(marked.flatMap(({ positive }) => positive))].toSorted((a, b) => a - b);
  const named = marked.reduce((sum, { positive }) => sum + positive.length, 0);
  const count = Math.round(named / marked.length);
  return Array.from({ length: sheet.count }, (_, sample) => sample)
    .filter((sample) => (shapes[sample] ?? []).length === 0)
    .map((sample) => ({
      sample,
      positive: [],
      negative: drawCells(places, count, createRandomStream(seed, unmarkedKey, sample)),
    }));
}

/** `count` of `cells`, or all of them if there are no more, without repetition, ascending. */
function drawCells(
  cells: readonly number[],
  count: number,
  stream: RandomStream,
): readonly number[] {
  const left = [...cells];
  const end = Math.min(count, left.length);
  for (let i = 0; i < end; i += 1) {
    const j = i + Math.floor(stream() * (left.length - i));
    [left[i], left[j]] = [left[j] as number, left[i] as number];
  }
  return left.slice(0, end).toSorted((a, b) => a - b);
}

/** Labels and groups of the rows in the order of {@link PictureCells}: positives, then negatives. */
export function labelRows(pictures: readonly PictureCells[]): {
  readonly labels: Uint8Array<ArrayBuffer>;
  /** The picture of each row. */
  readonly groups: Int32Array<ArrayBuffer>;
} {
  const labels: number[] = [];
  const groups: number[] = [];
  for (const { sample, positive, negative } of pictures) {
    for (const _ of positive) labels.push(1);
    for (const _ of negative) labels.push(0);
    for (let i = positive.length + negative.length; i > 0; i -= 1) groups.push(sample);
  }
  return { labels: Uint8Array.from(labels), groups: Int32Array.from(groups) };
}
