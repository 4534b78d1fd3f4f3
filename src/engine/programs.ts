/**
 * The ways a backend can compute a network: with kernels of our own where there are any, and with
 * TensorFlow.js's operations everywhere.
 */
import type { MakeNetwork } from './model.ts';
import { createKernelNetwork } from './kernelNetwork.ts';
import type { Runtime } from './runtime.ts';
import { createTensorNetwork } from './tensorNetwork.ts';
import type { KernelKind } from './types.ts';

/** A way to compute. */
export interface Program {
  readonly kernels: KernelKind;
  readonly makeNetwork: MakeNetwork;
}

/** Operations of TensorFlow.js: slower, and the measure of everything else. */
export function plainProgram({ backend }: Pick<Runtime, 'backend'>): Program {
  return {
    kernels: 'tensorflow',
    makeNetwork: async (blocks, weights) => createTensorNetwork(blocks, weights, backend),
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
