/** An ordinary convolution (D, and any in G): TensorFlow.js' fused convolution as it is. */
import type { Block } from '../../model/architecture.ts';
import type { FoldedConvolution } from '../fold.ts';
import { fused, tensor1d, tensor4d } from '../tf.ts';
import { arrangeFilter, range } from './filters.ts';
import type { Stage } from './stage.ts';
import { activate, fuseActivation } from './stage.ts';

/** The block as one fused convolution. The caller disposes the stage. */
export function createConvolution(block: Block, folded: FoldedConvolution): Stage {
  const { convolution, activation } = block;
  const { kernel, stride, padding } = convolution;
  const taps = range(kernel);
  const shape = { a: convolution.out, b: convolution.in, kernel };
  // [k, k, in, out]
  const filter = tensor4d(arrangeFilter(folded.weight, shape, taps, taps, 'ba'), [
    kernel,
    kernel,
    convolution.in,
    convolution.out,
  ]);
  const bias = tensor1d(folded.bias);
  const { fusedOptions, rest } = fuseActivation(activation);
  return {
    run(x) {
      const y = fused.conv2d({
        x,
        filter,
        strides: stride,
        pad: padding,
        dimRoundingMode: 'floor',
        bias,
        ...fusedOptions,
      });
      return activate(y, rest);
    },
    dispose() {
      filter.dispose();
      bias.dispose();
    },
  };
}
