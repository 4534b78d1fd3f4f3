/**
 * A transposed convolution with TensorFlow.js' own operation: the slow twin of the others, and what
 * runs on the GPU backends. It takes PyTorch's padding as a number; for kernel 4, stride 2, padding
 * 1 that equals `same`.
 */
import type { Block } from '../../model/architecture.ts';
import type { FoldedConvolution } from '../fold.ts';
import { add, conv2dTranspose, tensor1d, tensor4d } from '../tf.ts';
import { arrangeFilter, range } from './filters.ts';
import type { Stage } from './stage.ts';
import { activate } from './stage.ts';

/** The block as transposed convolution, sum and activation. The caller disposes the stage. */
export function createTransposedConvolution(block: Block, folded: FoldedConvolution): Stage {
  const { convolution, activation, output } = block;
  const { kernel, stride, padding } = convolution;
  const taps = range(kernel);
  const shape = { a: convolution.in, b: convolution.out, kernel };
  // [k, k, out, in]
  const filter = tensor4d(arrangeFilter(folded.weight, shape, taps, taps, 'ba'), [
    kernel,
    kernel,
    convolution.out,
    convolution.in,
  ]);
  const bias = tensor1d(folded.bias);
  return {
    run(x) {
      const { height, width, channels } = output;
      const y = conv2dTranspose(x, filter, [x.shape[0], height, width, channels], stride, padding); // [n, h', w', out]
      return activate(add(y, bias), activation);
    },
    dispose() {
      filter.dispose();
      bias.dispose();
    },
  };
}
