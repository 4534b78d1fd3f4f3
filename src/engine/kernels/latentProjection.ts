/**
 * The first block of G: a transposed convolution of one pixel is a matrix product, z·W, because
 * every output pixel meets exactly one tap. Padding only cuts taps off the rim; the stride plays no
 * part. Slow twin: `transposedConvolution.ts`.
 */
import type { Block } from '../../model/architecture.ts';
import type { FoldedConvolution } from '../fold.ts';
import { fused, reshape, tensor1d, tensor2d } from '../tf.ts';
import { arrangeFilter, range } from './filters.ts';
import type { Stage } from './stage.ts';
import { activate, fuseActivation } from './stage.ts';

/** Whether the block is one that {@link createLatentProjection} can do. */
export function isLatentProjection({ convolution, input }: Block): boolean {
  return convolution.kind === 'conv_transpose' && input.height === 1 && input.width === 1;
}

/** The block as one fused matrix product. The caller disposes the stage. */
export function createLatentProjection(block: Block, folded: FoldedConvolution): Stage {
  const { convolution, activation, input, output } = block;
  const { height, width, channels } = output;
  const rows = range(height).map((row) => row + convolution.padding);
  const columns = range(width).map((column) => column + convolution.padding);
  const shape = { a: convolution.in, b: convolution.out, kernel: convolution.kernel };
  const size = height * width * channels;
  // [h', w', in, out] to [in, h'·w'·out]
  const arranged = arrangeFilter(folded.weight, shape, rows, columns, 'ab');
  const product = new Float32Array(input.channels * size);
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    for (let i = 0; i < input.channels; i += 1) {
      const from = (pixel * input.channels + i) * channels;
      product.set(arranged.subarray(from, from + channels), i * size + pixel * channels);
    }
  }
  const weight = tensor2d(product, [input.channels, size]);
  const repeated = Float32Array.from({ length: size }, (_, i) => folded.bias[i % channels] ?? 0);
  const bias = tensor1d(repeated);
  const { fusedOptions, rest } = fuseActivation(activation);
  return {
    run(x) {
      const [count] = x.shape;
      const z = reshape(x, [count, input.channels]);
      const y = fused.matMul({ a: z, b: weight, bias, ...fusedOptions }); // [n, h'·w'·out]
      return reshape(activate(y, rest), [count, height, width, channels]);
    },
    dispose() {
      weight.dispose();
      bias.dispose();
    },
  };
}
