/** How much arithmetic a block is, by its definition. */
import type { FoldedBlock } from '../../src/engine/kernels/executor.ts';

/** Pairs of a pixel of the coarse side and a tap that meets the fine side, along one axis. */
function meetings(
  coarse: number,
  fine: number,
  { kernel, stride, padding }: Pick<FoldedBlock, 'kernel' | 'stride' | 'padding'>,
): number {
  let count = 0;
  for (let i = 0; i < coarse; i += 1) {
    for (let tap = 0; tap < kernel; tap += 1) {
      const at = i * stride - padding + tap;
      if (at >= 0 && at < fine) count += 1;
    }
  }
  return count;
}

/**
 * Multiply-adds of one face: every product of a weight with a value that exists. Taps on the padding
 * do not count, nor does what a kernel saves or wastes.
 */
export function multiplyAddsOf(block: FoldedBlock): number {
  const { inHeight, inWidth, outHeight, outWidth } = block;
  const goesUp = block.kind === 'conv_transpose';
  const rows = meetings(goesUp ? inHeight : outHeight, goesUp ? outHeight : inHeight, block);
  const columns = meetings(goesUp ? inWidth : outWidth, goesUp ? outWidth : inWidth, block);
  return rows * columns * block.in * block.out;
}
