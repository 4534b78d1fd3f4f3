/**
 * The variants that are tried for a block: a short list of what has won somewhere, and one of each
 * way that an adapter could favour.
 *
 * Processor time relative to the best, on two software adapters of one machine of 2 cores, one run
 * each, the second while the machine was busy: four faces of a block 256@8² to 128@16² on
 * SwiftShader, one face of 128@16² to 64@32² on llvmpipe. No hardware adapter has been measured.
 *
 * | pixels x quads, workgroup | SwiftShader | llvmpipe |
 * |---|---|---|
 * | quad 8x8, 8x4, 4x8, 4x4 (4) | 1.0, 1.0, 1.2, 1.3 | 1.5, 1.0, 1.2, 1.1 |
 * | quad 8x1, 16x1, 1x8 (4) | 1.7, 1.7, 2.2 | 1.6, 2.0, 1.6 |
 * | plain 8x4, 4x4, 8x1, 1x4 (4) | 1.4, 1.9, 1.9, 5.4 | 2.2, 2.2, 1.9, 5.0 |
 * | plain 4x4, 4x2, 4x1, 1x1 (64) | 1.8, 2.3, 2.5, 5.9 | 3.1, 1.7, 1.8, 3.6 |
 * | plain 2x2 (32) | 3.2 | 2.2 |
 * | tile 8x2, 4x2, 8x1, 4x1, 2x1 | 3.4, 3.9, 3.7, 5.4, 7.1 | 2.5, 3.2, 3.3, 4.3, 7.0 |
 * | split 4x1, 2x2, 2x1, 1x1 | 4.8, 6.2, 7.3, 9.8 | 3.0, 2.7, 3.3, 5.3 |
 *
 * Why, on SwiftShader: a load costs as much as ten multiply-adds, a broadcast within a quad about
 * one and a half, and a barrier a switch of stacks. Also tried there, against quad 8x8: the four
 * terms of a product as separate multiply-adds, 10 to 20 % slower; the operands of a product
 * swapped, products of two terms, pixels in the outer loop, all within the noise of 5 %; rotating
 * weights round the quad instead of broadcasting them, and tiles of 8x16, perhaps 3 % faster, but
 * the latter take twice as long to compile; two steps of the channel loop at a time, 7 % faster for
 * 8x4 and still slower than 8x8. A texture or a uniform buffer is no cheaper to load from.
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
