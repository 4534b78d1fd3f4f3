/** The variants that are tried for a block, from a short list that has won somewhere. */
import type { PlannedBlock } from './plan.ts';
import {
  isSupported,
  type Precision,
  type Variant,
  type VariantFamily,
  workgroupTile,
} from './variant.ts';

const tiles: Readonly<Record<VariantFamily, readonly (readonly [number, number, number])[]>> = {
  // pixels, quads of outputs, workgroup
  quad: [
    [1, 8, 4],
    [4, 8, 4],
    [8, 8, 4],
    [4, 4, 4],
    [8, 4, 4],
    [8, 1, 4],
    [16, 1, 4],
  ],
  plain: [
    [1, 1, 64],
    [1, 4, 4],
    [4, 4, 4],
    [8, 4, 4],
    [8, 1, 4],
    [2, 2, 32],
    [4, 1, 64],
    [4, 2, 64],
    [4, 4, 64],
  ],
  tile: [
    [2, 1, 64],
    [4, 1, 64],
    [8, 1, 64],
    [4, 2, 64],
    [8, 2, 64],
  ],
  split: [
    [1, 1, 64],
    [2, 1, 64],
    [4, 1, 64],
    [2, 2, 64],
  ],
};

/**
 * The families in the order in which they are worth trying. A fallback adapter computes in software:
 * there loads cost most and barriers more.
 */
export function familiesInOrder(device: GPUDevice): readonly VariantFamily[] {
  return device.adapterInfo.isFallbackAdapter
    ? ['quad', 'plain', 'tile', 'split']
    : ['tile', 'plain', 'quad', 'split'];
}

/** The variant that speaks for its family in a first comparison. */
export function representative(family: VariantFamily): Variant {
  const [pixels, quads, workgroup] = {
    quad: [4, 4, 4] as const,
    plain: [4, 1, 64] as const,
    tile: [4, 1, 64] as const,
    split: [2, 1, 64] as const,
  }[family];
  return { family, pixels, quads, workgroup };
}

/** Every variant of the families that the device can run. */
export function supportedVariants(
  device: GPUDevice,
  precision: Precision,
  families: readonly VariantFamily[] = familiesInOrder(device),
): Variant[] {
  return families.flatMap((family) =>
    tiles[family]
      .map(([pixels, quads, workgroup]) => ({ family, pixels, quads, workgroup }))
      .filter((variant) => isSupported(device, variant, precision)),
  );
}

/**
 * The part of a variant's tiles that a block of so many faces fills, 0 … 1. Tiles that reach over
 * the edge compute what is thrown away.
 */
export function filledPart(plan: PlannedBlock, faces: number, variant: Variant): number {
  const tile = workgroupTile(variant);
  const filled = (count: number, size: number): number => count / (Math.ceil(count / size) * size);
  return filled(plan.pixelsPerPhase * faces, tile.pixels) * filled(plan.output.quads, tile.quads);
}

/** The variants whose tiles a block fills at least half as well as those of the best of them. */
export function fitting(
  plan: PlannedBlock,
  faces: number,
  variants: readonly Variant[],
): Variant[] {
  const parts = variants.map((variant) => filledPart(plan, faces, variant));
  const best = Math.max(...parts);
  return variants.filter((_, index) => (parts[index] ?? 0) >= best / 2);
}
