/**
 * DCGAN generators of any width and size with random weights of the scale that training leaves:
 * each block keeps the spread of what passes through it, so that no number becomes zero or infinite
 * and the arithmetic costs what it costs with trained weights.
 */
import type { FoldedBlock } from '../../src/engine/kernels/executor.ts';
import { createRandomStream, drawNormal } from '../../src/maths/random.ts';

/** Size of z, as in the paper. */
export const latentDim = 100;

/** A generator: `width` channels before the picture (ngf), `size` pixels a side, a power of two. */
export interface NetworkShape {
  readonly width: number;
  readonly size: number;
}

/** The folded blocks of a generator, weights drawn from a seeded stream. */
export function randomGenerator({ width, size }: NetworkShape): FoldedBlock[] {
  const stream = createRandomStream(2015, width * 1000 + size);
  const doublings = Math.log2(size / 4);
  const blocks: FoldedBlock[] = [];
  let channels = latentDim;
  for (let index = 0; index <= doublings; index += 1) {
    const isFirst = index === 0;
    const isLast = index === doublings;
    const out = isLast ? 3 : width * 2 ** (doublings - 1 - index);
    const side = isFirst ? 1 : 4 * 2 ** (index - 1);
    // Each output of a block of stride 2 meets a quarter of the taps; half of a ReLU is zero.
    const terms = isFirst ? channels : channels * 4 * 0.5;
    const spread = 1 / Math.sqrt(terms);
    blocks.push({
      kind: 'conv_transpose',
      in: channels,
      out,
      kernel: 4,
      stride: isFirst ? 1 : 2,
      padding: isFirst ? 0 : 1,
      inHeight: side,
      inWidth: side,
      outHeight: isFirst ? 4 : side * 2,
      outWidth: isFirst ? 4 : side * 2,
      weights: Float32Array.from(
        { length: channels * out * 16 },
        () => drawNormal(stream) * spread,
      ),
      bias: Float32Array.from({ length: out }, () => drawNormal(stream) * 0.1),
      activation: isLast ? 'tanh' : 'relu',
      slope: 0,
    });
    channels = out;
  }
  return blocks;
}

/** `n` latents from N(0, 1), [n, 100]. */
export function randomLatents(n: number): Float32Array<ArrayBuffer> {
  const stream = createRandomStream(2016, n);
  return Float32Array.from({ length: n * latentDim }, () => drawNormal(stream));
}
