/** A network on kernels of our own: masks as scales, taps by the name of a block. */
import { PlaygroundError } from '../errors.ts';
import type { Weights } from '../model/arrays.ts';
import type { Block } from '../model/architecture.ts';
import type { FoldedBlock, KernelExecutor } from './kernels/executor.ts';
import { foldNetwork } from './kernels/executor.ts';
import type { LayerFactors } from './mask.ts';
import type { Network } from './network.ts';

/**
 * Folds the batch norms and hands the network to the kernels.
 * @param weights checked against the blocks by `checkWeights`
 * @throws PlaygroundError `backend-unavailable` where the kernels cannot run.
 */
export async function createKernelNetwork(
  blocks: readonly Block[],
  weights: Weights,
  makeExecutor: (blocks: readonly FoldedBlock[]) => Promise<KernelExecutor>,
): Promise<Network> {
  const executor = await makeExecutor(foldNetwork(blocks, weights));
  const scalesOf = (factors: LayerFactors) => blocks.map(({ name }) => factors.get(name) ?? null);
  return {
    async run(input, n, factors, until) {
      const scales = scalesOf(factors);
      const index = blocks.findIndex(({ name }) => name === until);
      if (index === -1 || index === blocks.length - 1) {
        return (await executor.run(input, n, { scales })).output;
      }
      const { taps } = await executor.run(input, n, { scales, taps: [index], tapsOnly: true });
      const tap = taps.get(index);
      if (tap === undefined) throw new PlaygroundError('internal', `No output of block ${index}.`);
      return tap;
    },
    async drawPixels(input, n, factors) {
      const drawn = await executor.runPixels?.(input, n, { scales: scalesOf(factors) });
      return drawn?.pixels ?? null;
    },
    get bytes() {
      return executor.bytes;
    },
    dispose: () => executor.dispose(),
  };
}
