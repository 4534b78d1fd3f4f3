/**
 * The variants that are tried for a block: a short list of what has won somewhere, and one of each
 * way that an adapter could favour.
 *
 * Times relative to the best on two software adapters of one machine (2 cores; four faces of a
 * block 256@8² to 128@16² on SwiftShader, one of 128@16² to 64@32² on llvmpipe):
 *
 * | pixels x quads, workgroup | SwiftShader | llvmpipe |
 * |---|---|---|
 * | quad 8x8, 8x4, 4x8, 4x4 (4) | 1.0, 1.0, 1.2, 1.2 | 1.5, 1.0, 1.2, 1.1 |
 * | quad 8x1, 16x1, 1x8 (4) | 1.8, 1.8, 2.3 | 1.6, 2.0, 1.6 |
 * | plain 8x4, 4x4, 8x1, 1x4 (4) | 1.5, 2.0, 2.0, 5.7 | 2.2, 2.2, 1.9, 5.0 |
 * | plain 4x4, 4x2, 4x1, 1x1 (64) | 2.0, 2.4, 2.6, 6.5 | 3.1, 1.7, 1.8, 3.6 |
 * | plain 2x2 (32) | 3.4 | 2.2 |
 * | tile 8x2, 4x2, 8x1, 4x1, 2x1 | 3.8, 4.2, 4.1, 5.8, 7.7 | 2.5, 3.2, 3.3, 4.3, 7.0 |
 * | split 4x1, 2x2, 2x1, 1x1 | 5.2, 6.7, 7.9, 10.6 | 3.0, 2.7, 3.3, 5.3 |
 *
 * Why, on SwiftShader: a load costs as much as ten multiply-adds, a broadcast within a quad one and
 * a half, and a barrier a switch of stacks. Tried there without gain (within 7 %): the four terms of
 * a product as separate multiply-adds, in either operand order; two steps of the channel loop at a
 * time; rotating weights round the quad instead of broadcasting them; tiles beyond 8x8, whose code
 * takes twice as long to compile. A texture or a uniform buffer is no cheaper to load from.
 */
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
  return 'adapterInfo' in device && device.adapterInfo.isFallbackAdapter
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
