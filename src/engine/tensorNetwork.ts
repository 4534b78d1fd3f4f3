/** A network of TensorFlow.js's own operations, on any backend: the slow twin of own kernels. */
import { PlaygroundError } from '../errors.ts';
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
import type { Network } from './network.ts';
import { readBack } from './readBack.ts';
import { mul, tensor1d, tensor4d, tidy } from './tf.ts';
import type { BackendName } from './types.ts';

/**
 * Inputs in one run of the network. Larger batches gain nothing here, need more memory, and keep a
 * GPU from its other work for longer than a frame.
 */
const batchSize: Readonly<Record<BackendName, number>> = { webgpu: 16, webgl: 16, wasm: 8, cpu: 1 };

/**
 * Puts a network on the backend, batch norms folded in.
 * @param weights checked against the blocks by `checkWeights`
 */
export function createTensorNetwork(
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
  const [first] = blocks;
  if (first === undefined) throw new PlaygroundError('internal', 'A network has no blocks.');
  const { height, width, channels } = first.input;
  const inputSize = height * width * channels;

  const forward = (values: Float32Array, n: number, factors: LayerFactors, until?: string) => {
    let y = tensor4d(values, [n, height, width, channels]);
    for (const { name, stage } of stages) {
      y = stage.run(y);
      const scale = factors.get(name);
      if (scale !== undefined) y = mul(y, tensor1d(scale));
      if (name === until) break;
    }
    return y;
  };
  return {
    async run(input, n, factors, until) {
      const parts: Float32Array<ArrayBuffer>[] = [];
      const step = batchSize[backend];
      for (let start = 0; start < n; start += step) {
        const count = Math.min(step, n - start);
        const batch = input.subarray(start * inputSize, (start + count) * inputSize);
        parts.push(await readBack(tidy(() => forward(batch, count, factors, until))));
      }
      return join(parts);
    },
    drawPixels: async () => null,
    bytes: 0,
    dispose() {
      for (const { stage } of stages) stage.dispose();
    },
  };
}

function join(parts: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer> {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** The fastest known way to run a block with TensorFlow.js on a backend. */
function createStage(block: Block, folded: FoldedConvolution, backend: BackendName): Stage {
  if (block.convolution.kind === 'conv') return createConvolution(block, folded);
  if (isLatentProjection(block)) return createLatentProjection(block, folded);
  return backend === 'wasm' || backend === 'cpu'
    ? createPhaseSplit(block, folded)
    : createTransposedConvolution(block, folded);
}
