/** The trainer of the page against the clock. */
import { recipe } from '../../src/trainer/config.ts';
import type { Device } from '../../src/trainer/device.ts';
import { createGan } from '../../src/trainer/gan.ts';
import { createReferenceDevice } from '../../src/trainer/reference/referenceDevice.ts';
import { loadTraining } from '../../src/trainer/wasm/loadTraining.ts';
import { createWasmDevice } from '../../src/trainer/wasm/wasmDevice.ts';
import { createWebgpuDevice } from '../../src/trainer/webgpu/webgpuDevice.ts';
import { blobs } from './pictures.ts';
import type { TrainingPeerBackend } from './protocol.ts';
import { serveTraining } from './protocol.ts';

async function openDevice(backend: TrainingPeerBackend): Promise<Device> {
  switch (backend) {
    case 'webgpu':
      return createWebgpuDevice(true);
    case 'wasm':
      return createWasmDevice(await loadTraining());
    case 'plain':
      return createReferenceDevice();
    case 'webgl':
      throw new Error('there are no training kernels for WebGL');
  }
}

serveTraining(async ({ backend, run }) => {
  const { imageSize, width, batchSize } = run;
  const config = { ...recipe, imageSize, width, batchSize };
  const gan = createGan(await openDevice(backend), config, blobs(run));
  return async () => gan.runStep();
});
