/** The way in: from folded blocks and a device to a network that runs. */
import type { FoldedBlock } from '../executor.ts';
import { type KernelChoice, untimedChoice } from './choice.ts';
import { DeviceWatch } from './deviceWatch.ts';
import { prepareKernels } from './kernels.ts';
import { createNetworkParts, destroyNetworkParts, type NetworkParts } from './networkParts.ts';
import { planNetwork } from './plan.ts';
import { isSupported, variantName } from './variant.ts';
import { WebgpuExecutor } from './webgpuExecutor.ts';
import { misfit } from './misfit.ts';

/** How to run. */
export interface WebgpuOptions {
  /** Variants, from `tuneVariants` or remembered; without it some that run everywhere. */
  readonly choice?: KernelChoice;
  /** Faces a submission at most, default 64; larger calls are run in slices. */
  readonly maxFaces?: number;
}

/**
 * Compiles the kernels (or finds them compiled, see `prepareKernels`), uploads the weights, and
 * gives the executor. The device stays the caller's; the executor is the caller's to dispose.
 * @throws PlaygroundError `bad-argument` when the blocks do not fit each other, or the choice does
 *   not fit the blocks or the device; `backend-unavailable` when the device refuses a kernel or the
 *   memory; `device-lost`.
 */
export async function createWebgpuExecutor(
  device: GPUDevice,
  blocks: readonly FoldedBlock[],
  options: WebgpuOptions = {},
): Promise<WebgpuExecutor> {
  const plans = planNetwork(blocks);
  const choice = options.choice ?? untimedChoice(blocks);
  checkChoice(device, blocks.length, choice);
  const watch = new DeviceWatch(device);
  return watch.guard(async () => {
    const kernels = await prepareKernels(device, blocks, choice);
    let parts: NetworkParts | null = null;
    try {
      parts = await watch.checked(() => {
        parts = createNetworkParts(device, plans, blocks, choice, kernels);
        return parts;
      });
      return new WebgpuExecutor(device, watch, parts, options.maxFaces ?? 64);
    } catch (error) {
      if (parts !== null) destroyNetworkParts(parts);
      throw error;
    }
  });
}

function checkChoice(device: GPUDevice, blockCount: number, choice: KernelChoice): void {
  const { precision, blocks } = choice;
  if (blocks.length !== blockCount) {
    throw misfit('choice.blocks', `${blockCount} entries`, `${blocks.length}`);
  }
  blocks.forEach(({ few, many }, index) => {
    for (const variant of [few, many]) {
      if (isSupported(device, variant, precision)) continue;
      const found = `${variantName(variant)} in ${precision}`;
      throw misfit(`choice.blocks[${index}]`, 'a variant this device can run', found);
    }
  });
}
