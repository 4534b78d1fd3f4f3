/**
 * The ways a block can be computed. All variants read the same weights and activations and differ
 * in what a single invocation does, so that the fastest can be found by timing alone.
 */
import type { FoldedActivation } from '../executor.ts';

/**
 * - `plain`: an invocation computes a tile of its own, no workgroup memory, no barriers.
 * - `quad`: as `plain`, but four neighbours load a quarter of the weights each and pass them round
 *   with quadBroadcast (needs the feature `subgroups`). For adapters on which a load costs much
 *   more than a multiply-add, such as software ones.
 * - `tile`: a workgroup of 64 shares tiles of input and weights through workgroup memory.
 * - `split`: a workgroup of 64 computes few outputs and splits the sum over input channels eight
 *   ways. For blocks with too few outputs to fill the adapter.
 */
export type VariantFamily = 'plain' | 'quad' | 'tile' | 'split';

/** Plain data. An invocation's tile is `pixels` output pixels by 4 · `quads` output channels. */
export interface Variant {
  readonly family: VariantFamily;
  readonly pixels: number;
  readonly quads: number;
  /** Invocations a workgroup. */
  readonly workgroup: number;
}

/**
 * How numbers are held between blocks and multiplied; sums are always float32.
 * - `float32`.
 * - `half-storage`: weights and activations are float16, arithmetic is float32. Relative error of a
 *   product ≤ 2 · 2⁻¹¹, so a sum is off by at most 2⁻¹⁰ · Σ|x·w| before the activation.
 * - `half`: products of four channels are also multiplied and added in float16 before they join the
 *   float32 sum: at most 5 roundings of 2⁻¹¹ more, so 7 · 2⁻¹¹ · Σ|x·w|.
 * Both need the feature `shader-f16`; activations beyond ±65504 become infinite.
 */
export type Precision = 'float32' | 'half-storage' | 'half';

/** What the last block writes for an output pixel, or any block between two blocks. */
export type OutputFormat = 'activations' | 'floats' | 'pixels';

/** Everything that makes a kernel another program. Shapes do not: they are data. */
export interface KernelSpec {
  readonly variant: Variant;
  readonly precision: Precision;
  readonly activation: FoldedActivation;
  readonly output: OutputFormat;
}

/** One word a kernel, for caches and messages. */
export function kernelKey({ variant, precision, activation, output }: KernelSpec): string {
  return `${variantName(variant)}.${precision}.${activation}.${output}`;
}

/** A variant in a word, e.g. `quad-8x4-w4`: family, pixels x quads of outputs, workgroup size. */
export function variantName({ family, pixels, quads, workgroup }: Variant): string {
  return `${family}-${pixels}x${quads}-w${workgroup}`;
}

/** Output pixels and groups of four output channels that a whole workgroup computes. */
export function workgroupTile(variant: Variant): { pixels: number; quads: number } {
  const { family, pixels, quads, workgroup } = variant;
  switch (family) {
    case 'plain':
    case 'quad':
      return { pixels: pixels * workgroup, quads };
    case 'tile':
      return { pixels: pixels * 8, quads: quads * 8 };
    case 'split':
      return { pixels: pixels * 8, quads };
  }
}

/** Whether the device can run a variant at a precision. */
export function isSupported(device: GPUDevice, variant: Variant, precision: Precision): boolean {
  if (precision !== 'float32' && !device.features.has('shader-f16')) return false;
  if (variant.family === 'quad' && !device.features.has('subgroups')) return false;
  const { maxComputeInvocationsPerWorkgroup, maxComputeWorkgroupStorageSize } = device.limits;
  return (
    variant.workgroup <= maxComputeInvocationsPerWorkgroup &&
    workgroupBytes(variant, precision) <= maxComputeWorkgroupStorageSize
  );
}

/** Groups of four input channels that a `tile` kernel holds in workgroup memory at a time. */
export const tileDepth = 4;

/** Ways a `split` kernel divides the sum over input channels. */
export const splitWays = 8;

function workgroupBytes(variant: Variant, precision: Precision): number {
  const tile = workgroupTile(variant);
  if (variant.family === 'tile') {
    const bytes = precision === 'float32' ? 16 : 8;
    return tileDepth * (tile.pixels + 4 * tile.quads) * bytes;
  }
  return variant.family === 'split' ? splitWays * tile.pixels * tile.quads * 16 : 0;
}
