/** The whole multiples at which the bench shows its pictures. */

/** From this width on the result stands beside the formula. The style sheet says the same. */
export const besideFrom = 1000;

/** Multiples of the model's picture size. */
export interface BenchLayout {
  /** Mean of a slot; its exemplars fill the same width. */
  readonly mean: number;
  readonly exemplar: number;
  /** Each cell of the 3×3 result. */
  readonly result: number;
  /** Width of a sign between two slots, in CSS pixels. */
  readonly sign: number;
  /** Columns of the palette's twelve tiles. */
  readonly columns: number;
}

const gapPx = 4;
/** A sign between two slots, and what stands around the formula. */
const signPx = 44;
const largestSignPx = 96;
const slotsInRow = 3;
const largestMean = 4;
/** What stands over and under the result: its name, its length, the noise. */
const aroundResultPx = 190;
const columnGapPx = 40;

/** Width of a formula of three slots whose means are enlarged `mean` times. */
function formulaWidth(imageSize: number, mean: number): number {
  return slotsInRow * (imageSize * mean + signPx);
}

/** Width of the result. */
export function resultWidth(imageSize: number, result: number): number {
  return 3 * imageSize * result + 2 * gapPx;
}

/** Lays the bench out in a view of this size, in CSS pixels; `tile` is the multiple of small tiles. */
export function benchLayout(
  imageSize: number,
  tile: number,
  room: { readonly width: number; readonly height: number },
): BenchLayout {
  const { width, height } = room;
  const beside = width >= besideFrom;
  const largest = (fits: (multiple: number) => boolean, from: number, to: number): number => {
    for (let multiple = to; multiple > from; multiple -= 1) if (fits(multiple)) return multiple;
    return from;
  };
  const least = beside ? 2 * tile : tile;
  const result = largest(
    (multiple) =>
      resultWidth(imageSize, multiple) <=
        (beside ? width - formulaWidth(imageSize, 3 * tile) - columnGapPx : width) &&
      resultWidth(imageSize, multiple) <= height - aroundResultPx,
    least,
    12,
  );
  const left = beside ? width - resultWidth(imageSize, result) - columnGapPx : width;
  const mean = largest(
    (multiple) => formulaWidth(imageSize, multiple) <= left,
    1,
    largestMean * tile,
  );
  const exemplar = mean % tile === 0 ? tile : 1;
  const columns = [12, 6, 4].find((count) => count * (imageSize * tile + gapPx) <= left) ?? 3;
  const spare = (left - formulaWidth(imageSize, mean)) / slotsInRow;
  const sign = Math.floor(Math.min(signPx + Math.max(spare, 0), largestSignPx));
  return { mean, exemplar, result, sign, columns };
}
