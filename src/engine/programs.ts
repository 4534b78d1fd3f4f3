/**
 * The ways a backend can compute a network: with kernels of our own where there are any, and with
 * TensorFlow.js's operations everywhere.
 */
import type { MakeNetwork } from './model.ts';
import { createKernelNetwork } from './kernelNetwork.ts';
import type { Runtime } from './runtime.ts';
import type { KernelKind } from './types.ts';

/** A way to compute. */
export interface Program {
  readonly kernels: KernelKind;
  readonly makeNetwork: MakeNetwork;
}

/** Operations of TensorFlow.js, which starts now at the latest: slower, and the measure of the rest. */
export function plainProgram({ tensors }: Pick<Runtime, 'tensors'>): Program {
  return {
    kernels: 'tensorflow',
    makeNetwork: async (blocks, weights) => (await tensors()).makeNetwork(blocks, weights),
  };
}

/** Kernels of our own; null on a backend that has none. */
export function ownProgram({ makeExecutor }: Pick<Runtime, 'makeExecutor'>): Program | null {
  if (makeExecutor === null) return null;
  return {
    kernels: 'own',
    makeNetwork: async (blocks, weights) => createKernelNetwork(blocks, weights, makeExecutor),
  };
}
