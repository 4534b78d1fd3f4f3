/**
 * TensorFlow.js running on one backend of this thread: networks of its operations, and its count of
 * tensors. `runtime.ts` loads this file when somebody needs TensorFlow.js, and not before.
 */
import type { MakeNetwork } from './model.ts';
import { createTensorNetwork } from './tensorNetwork.ts';
import { engine, memory, removeBackend, setBackend } from './tf.ts';
import type { BackendName, MemoryUse } from './types.ts';
import { unavailable } from './unavailable.ts';

/** TensorFlow.js on a backend. Whoever starts it stops it. */
export interface TensorBackend {
  readonly makeNetwork: MakeNetwork;
  /** Live tensors and their bytes. */
  memory(): MemoryUse;
  /** Ends the backend and forgets every tensor of this thread. */
  stop(): void;
}

/**
 * Starts a backend that has been registered under its name (`tfWasm.ts` and the like).
 * @throws PlaygroundError `backend-unavailable` with details backend and found.
 */
export async function startTensorBackend(backend: BackendName): Promise<TensorBackend> {
  if (!(await setBackend(backend))) throw unavailable(backend, 'the backend did not start');
  return {
    makeNetwork: async (blocks, weights) => createTensorNetwork(blocks, weights, backend),
    memory() {
      const { numTensors, numBytes } = memory();
      return { tensors: numTensors, bytes: numBytes };
    },
    stop() {
      // Kernels stay registered; backends, tensors and their counts go.
      engine().reset();
      removeBackend(backend);
    },
  };
}
