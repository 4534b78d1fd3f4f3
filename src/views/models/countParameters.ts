/** How large a network is. */
import type { NetworkSpec } from '../../model/config.ts';

/** Learnt numbers of a network: weights and biases, and gain and offset of each batch norm. */
export function countParameters({ layers }: NetworkSpec): number {
  return layers.reduce((sum, layer) => {
    if (layer.kind === 'conv' || layer.kind === 'conv_transpose') {
      return sum + layer.in * layer.out * layer.kernel ** 2 + (layer.bias ? layer.out : 0);
    }
    return layer.kind === 'batch_norm' ? sum + 2 * layer.channels : sum;
  }, 0);
}
