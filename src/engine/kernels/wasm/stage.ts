/** What the kernels for one block share: places, constants, and how to run. */
import type { FoldedActivation, FoldedBlock } from '../executor.ts';
import type { Arena } from './arena.ts';
import type { KernelExports } from './kernelModule.ts';
import { panelOutputs } from './packing.ts';
import type { Place } from './place.ts';

/** One way to compute a block. */
export interface Stage {
  /**
   * Computes the block for the first `faces` faces of its input place.
   * @returns false when this way cannot do these inputs; the output is then undefined.
   */
  run(faces: number): boolean;
}

/** A block in memory. */
export interface StageContext {
  readonly arena: Arena;
  readonly kernels: KernelExports;
  readonly block: FoldedBlock;
  /** Most faces of a run. */
  readonly faces: number;
  readonly input: Place;
  readonly output: Place;
  readonly constants: Constants;
}

const activationCodes: Record<FoldedActivation, number> = {
  none: 0,
  relu: 1,
  leaky_relu: 2,
  tanh: 3,
  sigmoid: 4,
};

/** The number by which the kernels know an activation. */
export function activationCode(block: FoldedBlock): number {
  return activationCodes[block.activation];
}

/** Bias and scale of a block, each padded to whole panels. */
export class Constants {
  readonly address: number;
  private readonly arena: Arena;
  private readonly outputs: number;
  private readonly padded: number;
  private isOnes = false;

  constructor(arena: Arena, block: FoldedBlock) {
    this.arena = arena;
    this.outputs = block.out;
    // The kernel for few outputs reads four of each.
    this.padded = block.out <= 3 ? 4 : Math.ceil(block.out / panelOutputs) * panelOutputs;
    this.address = arena.allocate(this.padded * 2 * 4);
    arena.floats.set(block.bias, this.address / 4);
    this.setScale(null);
  }

  /** Factors after the activation, [outputs]; null for ones. */
  setScale(scale: Float32Array | null): void {
    if (scale === null && this.isOnes) return;
    const { floats } = this.arena;
    const start = this.address / 4 + this.padded;
    floats.fill(1, start, start + this.padded);
    if (scale !== null) floats.set(scale.subarray(0, this.outputs), start);
    this.isOnes = scale === null;
  }
}
