/** What a network keeps on the device for as long as it lives: kernels, weights and tables. */
import type { FoldedBlock } from '../executor.ts';
import { filledBuffer, slotsFor, type TableSlot, uploadWeights } from './buffers.ts';
import type { KernelChoice } from './choice.ts';
import type { BlockKernels, NetworkKernels } from './kernels.ts';
import type { PlannedBlock } from './plan.ts';

/** A table for every block in one buffer, and its copy on this side. */
export interface Tables<Values extends Float32Array | Uint32Array> {
  readonly buffer: GPUBuffer;
  readonly values: Values;
  readonly slots: readonly TableSlot[];
}

/** Everything of a network but its working memory. */
export interface NetworkParts {
  readonly plans: readonly PlannedBlock[];
  readonly choice: KernelChoice;
  readonly kernels: readonly BlockKernels[];
  readonly weights: readonly GPUBuffer[];
  /** `plan` of the shaders. */
  readonly plan: Tables<Uint32Array<ArrayBuffer>>;
  /** For each block its biases, then its channel scales, each filled up to four. */
  readonly tail: Tables<Float32Array<ArrayBuffer>>;
}

/**
 * Uploads weights and tables.
 * @param blocks the blocks that `plans` was made of
 */
export function createNetworkParts(
  device: GPUDevice,
  plans: readonly PlannedBlock[],
  blocks: readonly FoldedBlock[],
  choice: KernelChoice,
  kernels: NetworkKernels,
): NetworkParts {
  const planSlots = slotsFor(
    device,
    plans.map(({ table }) => table.length),
  );
  const planValues = new Uint32Array(lengthOf(planSlots));
  const tailSlots = slotsFor(
    device,
    plans.map(({ output }) => 8 * output.quads),
  );
  const tailValues = new Float32Array(lengthOf(tailSlots));
  plans.forEach(({ table, output }, index) => {
    planValues.set(table, planSlots[index]?.offset);
    const first = tailSlots[index]?.offset ?? 0;
    tailValues.set((blocks[index] as FoldedBlock).bias, first);
    tailValues.fill(1, first + 4 * output.quads, first + 8 * output.quads);
  });
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const planBuffer = filledBuffer(device, 'plan', planValues, usage);
  const tailBuffer = filledBuffer(device, 'tail', tailValues, usage);
  const weights = plans.map((plan, index) =>
    uploadWeights(device, blocks[index] as FoldedBlock, plan, kernels.narrowing),
  );
  return {
    plans,
    choice,
    kernels: kernels.blocks,
    weights,
    plan: { buffer: planBuffer, values: planValues, slots: planSlots },
    tail: { buffer: tailBuffer, values: tailValues, slots: tailSlots },
  };
}

function lengthOf(slots: readonly TableSlot[]): number {
  const last = slots.at(-1);
  return last === undefined ? 0 : last.offset + last.length;
}

/** Frees everything; work already submitted still completes. */
export function destroyNetworkParts({ plan, tail, weights }: NetworkParts): void {
  for (const buffer of [plan.buffer, tail.buffer, ...weights]) buffer.destroy();
}
