/** Kernels of our own on one device, as the rest of the engine sees them. */
import type { BlockShape, FoldedBlock, KernelExecutor } from './kernels/executor.ts';
import type { Precision } from './kernels/webgpu/variant.ts';
import type { KernelModule } from './kernels/wasm/kernelModule.ts';

/** A set of own kernels where it runs. */
export interface OwnKernels {
  /**
   * Settles how networks of these shapes are computed here, by timing where that is not known yet.
   * @param giveUpAboveMs milliseconds for one face above which nobody would want these kernels
   * @returns the precisions worth checking, fastest first and `float32` among them; none if a face
   *   would take far longer than `giveUpAboveMs`
   * @throws PlaygroundError `device-lost` or `backend-unavailable`
   */
  prepare(shapes: readonly BlockShape[], giveUpAboveMs: number): Promise<readonly Precision[]>;
  /**
   * Puts a network on the device; the executor is the caller's to dispose.
   * @throws PlaygroundError `device-lost` or `backend-unavailable`
   */
  makeExecutor(blocks: readonly FoldedBlock[], precision: Precision): Promise<KernelExecutor>;
}

/**
 * The kernels for WebAssembly: one way to compute, so there is nothing to settle. They are fetched and
 * compiled from now on, while the weights are still on their way; their code is not loaded elsewhere.
 */
export function createWasmKernels(loadKernels: () => Promise<KernelModule>): OwnKernels {
  const ready = Promise.all([import('./kernels/wasm/wasmExecutor.ts'), loadKernels()]);
  // Whoever makes an executor hears of a failure then.
  ready.catch(() => undefined);
  return {
    prepare: async () => ['float32'],
    async makeExecutor(blocks) {
      const [{ createWasmExecutor }, compiled] = await ready;
      return createWasmExecutor(compiled, blocks);
    },
  };
}
