/**
 * How the cost of a face grows on our WebGPU kernels. What a block costs is the difference between
 * the network up to it and the network before it, a network each.
 */
import {
  describeAdapter,
  requestAdapter,
  requestKernelDevice,
} from '../../src/engine/kernels/webgpu/gpuDevice.ts';
import type { KernelExecutor } from '../../src/engine/kernels/executor.ts';
import { untimedChoice } from '../../src/engine/kernels/webgpu/choice.ts';
import { createWebgpuExecutor } from '../../src/engine/kernels/webgpu/createExecutor.ts';
import { tuneVariants } from '../../src/engine/kernels/webgpu/tuning.ts';
import { randomLatents } from './randomNetwork.ts';
import { serveScaling } from './serveScaling.ts';
import { openWebgpuLimit } from './webgpuLimit.ts';

/** A network that takes longer than this is timed as a whole only. */
const longestByBlockMs = 1000;

serveScaling(async () => {
  const adapter = await requestAdapter();
  if (adapter === null) throw new Error('no WebGPU adapter');
  const device = await requestKernelDevice(adapter);
  return {
    kernels: `WebGPU, float32, ${describeAdapter(adapter)}`,
    measureLimit: await openWebgpuLimit(device),
    async open(blocks) {
      const choice = (await tuneVariants(device, blocks))?.choice ?? untimedChoice(blocks);
      const networks = await Promise.all(
        blocks.map(async (_, last) =>
          createWebgpuExecutor(device, blocks.slice(0, last + 1), {
            choice: { ...choice, blocks: choice.blocks.slice(0, last + 1) },
          }),
        ),
      );
      return {
        async run(faces) {
          const input = randomLatents(faces);
          const time = async (network: KernelExecutor | undefined): Promise<number> => {
            const start = performance.now();
            await network?.run(input, faces);
            return performance.now() - start;
          };
          const total = await time(networks.at(-1));
          if (total > longestByBlockMs) return { total, blocks: [] };
          const ends: number[] = [];
          for (const network of networks.slice(0, -1)) ends.push(await time(network));
          ends.push(total);
          return { total, blocks: ends.map((end, index) => end - (ends[index - 1] ?? 0)) };
        },
        dispose() {
          for (const network of networks) network.dispose();
        },
      };
    },
  };
});
