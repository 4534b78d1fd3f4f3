/** A thing to be forgotten, as it was pointed at: shapes on samples of a sheet. */
import type { Shape } from './boxes.ts';

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

/** Samples that carry shapes, in order, and their shapes. */
export function markedSamples(concept: Concept): readonly (readonly [number, readonly Shape[]])[] {
  return Object.entries(concept.shapes)
    .map(([sample, shapes]) => [Number(sample), shapes] as const)
    .filter(([, shapes]) => shapes.length > 0)
    .toSorted(([a], [b]) => a - b);
}
