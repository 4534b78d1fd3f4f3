/** The GPU memory of a network: weights once, working memory for a number of faces at a time. */
import type { FoldedBlock } from '../executor.ts';
import { packWeights } from './layout.ts';
import { narrow } from './narrow.ts';
import type { PlannedBlock } from './plan.ts';
import type { Precision } from './variant.ts';

/** Creates a buffer with contents. */
export function filledBuffer(
  device: GPUDevice,
  label: string,
  contents: Float32Array | Uint32Array,
  usage: GPUBufferUsageFlags,
): GPUBuffer {
  const buffer = device.createBuffer({
    label,
    size: Math.max(contents.byteLength, 16),
    usage,
    mappedAtCreation: true,
  });
  const bytes = new Uint8Array(contents.buffer, contents.byteOffset, contents.byteLength);
  new Uint8Array(buffer.getMappedRange()).set(bytes);
  buffer.unmap();
  return buffer;
}

/**
 * Uploads the weights of a block in the order kernels read them.
 * @param narrowing the program that makes float16 of them, or null to keep float32
 */
export function uploadWeights(
  device: GPUDevice,
  block: FoldedBlock,
  plan: PlannedBlock,
  narrowing: GPUComputePipeline | null,
): GPUBuffer {
  const packed = packWeights(block, block.weights, plan.geometry);
  const wide = filledBuffer(device, 'weights', packed, GPUBufferUsage.STORAGE);
  if (narrowing === null) return wide;
  const size = wide.size / 2;
  const slim = device.createBuffer({ label: 'weights', size, usage: GPUBufferUsage.STORAGE });
  narrow(device, narrowing, wide, slim);
  wide.destroy();
  return slim;
}

/** Where the table of a block lies among those of all blocks, in elements of four bytes. */
export interface TableSlot {
  readonly offset: number;
  readonly length: number;
}

/** Lays tables behind each other, each at an offset that a binding may have. */
export function slotsFor(device: GPUDevice, lengths: readonly number[]): TableSlot[] {
  const alignment = device.limits.minStorageBufferOffsetAlignment / 4;
  let offset = 0;
  return lengths.map((length) => {
    const slot = { offset, length };
    offset += Math.ceil(length / alignment) * alignment;
    return slot;
  });
}

/** Working memory: what goes into each block, and what the last one gives as numbers and pixels. */
export interface WorkingMemory {
  /** Faces it holds. */
  readonly faces: number;
  /** Input of block i; the last element is the output of the network as float32. */
  readonly activations: readonly GPUBuffer[];
  /** The output as packed RGBA, where the network gives pictures. */
  readonly pixels: GPUBuffer | null;
}

/** Bytes a face takes in each of the buffers of the working memory. */
export function bytesPerFace(plans: readonly PlannedBlock[], precision: Precision): number[] {
  const quadBytes = precision === 'float32' ? 16 : 8;
  const last = plans.at(-1) as PlannedBlock;
  return [
    ...plans.map((plan) => plan.input.quadsPerFace * quadBytes),
    last.output.quadsPerFace * 16,
  ];
}

/** Makes working memory, all zeros; borders rely on that. */
export function createWorkingMemory(
  device: GPUDevice,
  plans: readonly PlannedBlock[],
  precision: Precision,
  faces: number,
): WorkingMemory {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const activations = bytesPerFace(plans, precision).map((bytes, index) =>
    device.createBuffer({ label: `activations ${index}`, size: bytes * faces, usage }),
  );
  const { output } = plans.at(-1) as PlannedBlock;
  const isPicture = output.channels === 1 || output.channels === 3;
  const size = output.rows * output.columns * 4 * faces;
  const pixels = isPicture ? device.createBuffer({ label: 'pixels', size, usage }) : null;
  return { faces, activations, pixels };
}

/** Bytes of working memory. */
export function workingBytes({ activations, pixels }: WorkingMemory): number {
  return activations.reduce((sum, { size }) => sum + size, pixels?.size ?? 0);
}

/** Destroys working memory; submitted work that uses it still completes. */
export function destroyWorkingMemory({ activations, pixels }: WorkingMemory): void {
  for (const buffer of activations) buffer.destroy();
  pixels?.destroy();
}
