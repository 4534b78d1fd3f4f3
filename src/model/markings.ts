/** What is drawn on samples to say what a concept is: boxes and brush strokes. */

/** A rectangle in whole pixels of the picture, 0 … size, half-open: x0 ≤ x < x1, y0 ≤ y < y1. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** What is drawn on a picture: a box, or brushed pixels (y · size + x, ascending, each once). */
export type Shape =
  | ({ readonly kind: 'box' } & Box)
  | { readonly kind: 'brush'; readonly pixels: readonly number[] };

/** Samples `firstIndex … firstIndex + count − 1` of a seed. */
export interface SampleRange {
  readonly seed: number;
  readonly firstIndex: number;
  readonly count: number;
}

/** A named concept. Never mutated. */
export interface Concept {
  readonly id: string;
  readonly name: string;
  /** The model whose samples these are. */
  readonly modelId: string;
  readonly sheet: SampleRange;
  /** Shapes by number of the sample on the sheet, 0 … count − 1; samples without any are absent. */
  readonly shapes: Readonly<Record<number, readonly Shape[]>>;
}
