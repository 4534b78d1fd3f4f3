/** The entry of the worker that trains. */
import { serve } from '../workers/serve.ts';
import { createReferenceDevice } from './reference/referenceDevice.ts';
import { createTrainerService } from './trainerService.ts';
import { loadTraining } from './wasm/loadTraining.ts';
import { createWasmDevice } from './wasm/wasmDevice.ts';
import { createWebgpuDevice } from './webgpu/webgpuDevice.ts';

/** A message to oneself is heard at once; a timer of zero would be held back by some milliseconds. */
const { port1, port2 } = new MessageChannel();

async function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    if (milliseconds > 1) setTimeout(resolve, milliseconds);
    else {
      port1.onmessage = () => {
        resolve();
      };
      port2.postMessage(null);
    }
  });
}

serve(self as DedicatedWorkerGlobalScope, (onEvent) =>
  createTrainerService(onEvent, {
    makers: {
      webgpu: createWebgpuDevice,
      wasm: async () => createWasmDevice(await loadTraining()),
      reference: async () => createReferenceDevice(),
    },
    now: () => performance.now(),
    rest,
  }),
);
