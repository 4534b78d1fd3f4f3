/** A network on the backend: its blocks in order, taps to read out and masks to write in. */
import type { Weights } from '../model/arrays.ts';
import type { Block } from '../model/architecture.ts';
import type { FoldedConvolution } from './fold.ts';
import { foldBlock } from './fold.ts';
import { createConvolution } from './kernels/convolution.ts';
import { createLatentProjection, isLatentProjection } from './kernels/latentProjection.ts';
import { createPhaseSplit } from './kernels/phaseSplit.ts';
import type { Stage } from './kernels/stage.ts';
import { createTransposedConvolution } from './kernels/transposedConvolution.ts';
import type { LayerFactors } from './mask.ts';
import type { Tensor4D } from './tf.ts';
import { mul, tensor1d } from './tf.ts';
import type { BackendName } from './types.ts';

/** A network whose weights lie on the backend. */
export interface Network {
  /**
   * Runs [n, h, w, c] through the blocks, scaling the channels of each block's output by its factors.
   * Stops after the block called `until`, or runs to the end. Call inside `tidy`.
   */
  run(x: Tensor4D, factors: LayerFactors, until?: string): Tensor4D;
  /** Frees the weights. */
  dispose(): void;
}

/**
 * Puts a network on the backend, batch norms folded in.
 * @param weights checked against the blocks by `checkWeights`
 */
export function createNetwork(
  blocks: readonly Block[],
  weights: Weights,
  backend: BackendName,
): Network {
  // All of the folding before the first tensor: it may throw, and a tensor must not be left behind.
  const folded = blocks.map((block) => ({ block, folded: foldBlock(block, weights) }));
  const stages = folded.map(({ block, folded: convolution }) => ({
    name: block.name,
    stage: createStage(block, convolution, backend),
  }));
  return {
    run(x, factors, until) {
      let y = x;
      for (const { name, stage } of stages) {
        y = stage.run(y);
        const scale = factors.get(name);
        if (scale !== undefined) y = mul(y, tensor1d(scale));
        if (name === until) break;
      }
      return y;
    },
    dispose() {
      for (const { stage } of stages) stage.dispose();
    },
  };
}

/** The fastest known way to run a block on a backend. Own kernels are chosen here. */
function createStage(block: Block, folded: FoldedConvolution, backend: BackendName): Stage {
  if (block.convolution.kind === 'conv') return createConvolution(block, folded);
  if (isLatentProjection(block)) return createLatentProjection(block, folded);
  return backend === 'wasm' || backend === 'cpu'
    ? createPhaseSplit(block, folded)
    : createTransposedConvolution(block, folded);
}
