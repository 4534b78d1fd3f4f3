/**
 * The ways a backend can compute a network: with kernels of our own where there are any, and with
 * TensorFlow.js's operations everywhere.
 */
import type { MakeNetwork, MakeSideNetwork } from './model.ts';
import { createKernelNetwork } from './kernelNetwork.ts';
import type { Precision } from './kernels/webgpu/variant.ts';
import type { OwnKernels } from './ownKernels.ts';
import type { Runtime } from './runtime.ts';
import { halfTolerance, tolerances } from './tolerances.ts';
import type { BackendName, KernelKind } from './types.ts';

/** A way to compute. */
export interface Program {
  readonly kernels: KernelKind;
  /** Largest difference to the golden outputs that it may have. */
  readonly tolerance: number;
  readonly makeNetwork: MakeNetwork;
  /** D and the judge of attributes, whose logits nobody rounds to a byte: never in half precision. */
  readonly makeSideNetwork: MakeSideNetwork;
}

/** Operations of TensorFlow.js, which starts now at the latest: slower, and the measure of the rest. */
export function plainProgram({ backend, tensors }: Pick<Runtime, 'backend' | 'tensors'>): Program {
  const makeNetwork: MakeNetwork = async (blocks, weights) =>
    (await tensors()).makeNetwork(blocks, weights);
  const tolerance = tolerances[backend];
  return { kernels: 'tensorflow', tolerance, makeNetwork, makeSideNetwork: asSide(makeNetwork) };
}

/** Kernels of our own in a precision that they have named. */
export function ownProgram(
  backend: BackendName,
  kernels: OwnKernels,
  precision: Precision,
): Program {
  const makerFor =
    (one: Precision): MakeNetwork =>
    async (blocks, weights) =>
      createKernelNetwork(blocks, weights, async (folded) => kernels.makeExecutor(folded, one));
  const isSingle = precision === 'float32';
  return {
    kernels: isSingle ? 'own' : 'ownHalf',
    tolerance: isSingle ? tolerances[backend] : halfTolerance,
    makeNetwork: makerFor(precision),
    makeSideNetwork: asSide(makerFor('float32')),
  };
}

function asSide(make: MakeNetwork): MakeSideNetwork {
  return async (blocks, readWeights) => make(blocks, readWeights());
}
