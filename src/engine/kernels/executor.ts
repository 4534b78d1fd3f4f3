/**
 * What every set of own kernels promises: a whole network (G or D) from plain arrays to plain
 * arrays, one fused kernel a block. The slow twin of all of them is `reference.ts`.
 */
import type { Weights } from '../../model/arrays.ts';
import type { Block } from '../../model/architecture.ts';
import { foldBlock } from '../fold.ts';

/** What follows the sum of a block. `slope` of the block is used by `leaky_relu` only. */
export type FoldedActivation = 'none' | 'relu' | 'leaky_relu' | 'tanh' | 'sigmoid';

/** A convolution with its batch norm folded into weights and bias, and its activation. */
export interface FoldedBlock {
  readonly kind: 'conv' | 'conv_transpose';
  /** Channels of the input and of the output. */
  readonly in: number;
  readonly out: number;
  /** Side of the square kernel, step and zero padding, as PyTorch means them. */
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  /** [in, out, k, k] for `conv_transpose`, [out, in, k, k] for `conv`. Finite; not copied. */
  readonly weights: Float32Array;
  /** [out]. */
  readonly bias: Float32Array;
  readonly activation: FoldedActivation;
  readonly slope: number;
}

/** A block without its numbers: enough to compile its kernel and to time it. */
export type BlockShape = Omit<FoldedBlock, 'weights' | 'bias'>;

/** What a single call may ask for besides the output. */
export interface RunOptions {
  /** For each block an [out] factor applied after its activation, or null for none. */
  readonly scales?: readonly (Float32Array | null)[];
  /** Indices of blocks whose outputs, scaled, are wanted too. */
  readonly taps?: readonly number[];
  /** Only the taps, at least one, are wanted: nothing behind the last of them is computed, and `output` is empty. */
  readonly tapsOnly?: boolean;
}

/** Outputs of a call; arrays are the caller's own. */
export interface RunResult {
  /** NHWC, the output of the last block; empty if only the taps are wanted. */
  readonly output: Float32Array<ArrayBuffer>;
  /** NHWC outputs of the blocks named in `taps`. */
  readonly taps: Map<number, Float32Array<ArrayBuffer>>;
}

/** How many blocks, from the first, a call must compute of a network of so many. */
export function blocksNeeded({ taps = [], tapsOnly = false }: RunOptions, blocks: number): number {
  return tapsOnly ? Math.max(0, ...taps.map((tap) => tap + 1)) : blocks;
}

/** Runs one network. Whoever makes it disposes it. NaN and infinity pass as in plain ops. */
export interface KernelExecutor {
  /**
   * Runs `n` inputs, NHWC float32.
   * @throws PlaygroundError `bad-argument` when a length does not fit the network.
   */
  run(input: Float32Array, n: number, options?: RunOptions): Promise<RunResult>;
  /**
   * As `run`, for networks that give 1 or 3 channels: RGBA, face after face, as `toPixels` makes it.
   * Only kernels that do better than `run` followed by `toPixels` have it.
   */
  runPixels?(
    input: Float32Array,
    n: number,
    options?: RunOptions,
  ): Promise<{ readonly pixels: Uint8ClampedArray<ArrayBuffer> }>;
  /** Bytes held now: weights and working memory. */
  readonly bytes: number;
  /** Lets go of everything; later calls reject. */
  dispose(): void;
}

/**
 * The blocks of a network with their batch norms folded.
 * @param weights checked against the blocks by `checkWeights`; used up
 * @throws PlaygroundError `bad-file` if a variance plus epsilon is not positive.
 */
export function foldNetwork(blocks: readonly Block[], weights: Weights): FoldedBlock[] {
  return blocks.map((block) => {
    const { weight, bias } = foldBlock(block, weights);
    return { ...shapeOf(block), weights: weight, bias };
  });
}

/** What {@link foldNetwork} makes of a block, but for the numbers. */
export function shapeOf({ convolution, activation, input, output }: Block): BlockShape {
  return {
    kind: convolution.kind,
    in: convolution.in,
    out: convolution.out,
    kernel: convolution.kernel,
    stride: convolution.stride,
    padding: convolution.padding,
    inHeight: input.height,
    inWidth: input.width,
    outHeight: output.height,
    outWidth: output.width,
    activation: activation.kind === 'linear' ? 'none' : activation.kind,
    slope: activation.kind === 'leaky_relu' ? activation.slope : 0,
  };
}
