/** Times a whole choice of variants, block by block: to compare the precisions of one network. */
import type { BlockShape } from '../executor.ts';
import type { KernelChoice } from './choice.ts';
import { DeviceWatch } from './deviceWatch.ts';
import { planNetwork } from './plan.ts';
import { BlockProbe } from './probe.ts';

/** Faces of the call that decides: the wait of one face is dispatches, not arithmetic. */
const trialFaces = 8;

/**
 * Milliseconds of a call of eight faces, weights and inputs made up.
 * @throws PlaygroundError `device-lost`, `backend-unavailable` when the device refuses a kernel.
 */
export async function timeChoice(
  device: GPUDevice,
  shapes: readonly BlockShape[],
  choice: KernelChoice,
): Promise<number> {
  return new DeviceWatch(device).guard(async () => {
    let sum = 0;
    for (const [index, plan] of planNetwork(shapes).entries()) {
      const variant = choice.blocks[index]?.many;
      if (variant === undefined) continue;
      const probe = new BlockProbe(device, plan, choice.precision, trialFaces);
      try {
        sum += (await probe.milliseconds(variant, trialFaces, Infinity)) ?? Infinity;
      } finally {
        probe.dispose();
      }
    }
    return sum;
  });
}
