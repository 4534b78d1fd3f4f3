/** The compiled kernels of a whole network. */
import type { BlockShape } from '../executor.ts';
import { type BlockChoice, type KernelChoice, outputFormats } from './choice.ts';

import { compileNarrow } from './narrow.ts';
import { compileKernel } from './pipelines.ts';
import type { OutputFormat, Variant } from './variant.ts';

/** A compiled kernel with its variant. */
export interface ReadyKernel {
  readonly variant: Variant;
  readonly pipeline: GPUComputePipeline;
}

/** The kernels of a block, for calls of few faces and of many, by what they write. */
export type BlockKernels = Readonly<
  Record<keyof BlockChoice, ReadonlyMap<OutputFormat, ReadyKernel>>
>;

/** The kernels of every block, and what makes float16 of weights where the choice wants that. */
export interface NetworkKernels {
  readonly blocks: readonly BlockKernels[];
  readonly narrowing: GPUComputePipeline | null;
}

/**
 * Compiles every kernel of a choice, or finds it compiled. Shapes are enough: called while weights
 * arrive, it leaves nothing to compile when the executor is made.
 * @throws PlaygroundError `backend-unavailable` when the device refuses one.
 */
export async function prepareKernels(
  device: GPUDevice,
  shapes: readonly BlockShape[],
  choice: KernelChoice,
): Promise<NetworkKernels> {
  const { precision } = choice;
  const ready = async (index: number, size: keyof BlockChoice): Promise<BlockKernels['few']> => {
    const { activation } = shapes[index] as BlockShape;
    const variant = (choice.blocks[index] as BlockChoice)[size];
    const entries = outputFormats(shapes, index).map(async (output) => {
      const pipeline = await compileKernel(device, { variant, precision, activation, output });
      return [output, { variant, pipeline }] as const;
    });
    return new Map(await Promise.all(entries));
  };
  const [narrowing, blocks] = await Promise.all([
    precision === 'float32' ? null : compileNarrow(device),
    Promise.all(
      shapes.map(async (_, index) => {
        const [few, many] = await Promise.all([ready(index, 'few'), ready(index, 'many')]);
        return { few, many };
      }),
    ),
  ]);
  return { blocks, narrowing };
}
