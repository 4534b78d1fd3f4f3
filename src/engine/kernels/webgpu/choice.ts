/** Which variant computes which block. Plain data, so that it can be remembered for a machine. */
import type { BlockShape } from '../executor.ts';
import { blockGeometry } from './geometry.ts';
import type { OutputFormat, Precision, Variant } from './variant.ts';

/** From this number of faces a call uses the variants that were chosen for many. */
export const manyFaces = 4;

/** Variants of one block, for calls of few faces and of many. */
export interface BlockChoice {
  readonly few: Variant;
  readonly many: Variant;
}

/** Variants of a whole network and the precision they share. */
export interface KernelChoice {
  readonly precision: Precision;
  readonly blocks: readonly BlockChoice[];
}

/** A choice that runs everywhere, for when nothing has been timed yet. */
export function untimedChoice(shapes: readonly BlockShape[]): KernelChoice {
  const blocks = shapes.map((shape) => ({ few: untimed(shape, 1), many: untimed(shape, 16) }));
  return { precision: 'float32', blocks };
}

function untimed(shape: BlockShape, faces: number): Variant {
  const pixels = Math.max(...blockGeometry(shape).phases.map((p) => p.rows * p.columns)) * faces;
  return {
    family: 'plain',
    pixels: pixels >= 64 ? 4 : 1,
    quads: shape.out > 8 ? 4 : 1,
    workgroup: pixels >= 256 ? 32 : 4,
  };
}

/** What a block writes: activations, or at the end numbers, and pictures where the channels allow. */
export function outputFormats(shapes: readonly BlockShape[], index: number): OutputFormat[] {
  if (index < shapes.length - 1) return ['activations'];
  const channels = shapes[index]?.out;
  return channels === 1 || channels === 3 ? ['floats', 'pixels'] : ['floats'];
}
