/**
 * A block computed by TensorFlow.js's operations. `createStage` in `../tensorNetwork.ts` chooses
 * among the stages of this folder by backend. Kernels of our own take whole networks instead: see
 * `executor.ts`.
 */
import type { Activation } from '../../model/architecture.ts';
import type { Tensor, Tensor4D } from '../tf.ts';
import { leakyRelu, relu, sigmoid, tanh } from '../tf.ts';

/** One block on the backend: convolution, bias and activation. */
export interface Stage {
  /** [n, h, w, in] to [n, h', w', out], activation applied. Call inside `tidy`; keeps `x`. */
  run(x: Tensor4D): Tensor4D;
  /** Frees the weights. */
  dispose(): void;
}

/** An activation as plain operations. */
export function activate<T extends Tensor>(x: T, activation: Activation): T {
  switch (activation.kind) {
    case 'linear':
      return x;
    case 'relu':
      return relu(x);
    case 'leaky_relu':
      return leakyRelu(x, activation.slope);
    case 'tanh':
      return tanh(x);
    case 'sigmoid':
      return sigmoid(x);
  }
}

/** How an activation is spelt for TensorFlow.js' fused operations, and what is left to do after. */
export interface FusedActivation {
  readonly fusedOptions:
    | { readonly activation: 'linear' | 'relu' | 'sigmoid' }
    | { readonly activation: 'leakyrelu'; readonly leakyreluAlpha: number };
  readonly rest: Activation;
}

/** Splits an activation into what fused operations can do and the rest (the hyperbolic tangent). */
export function fuseActivation(activation: Activation): FusedActivation {
  const rest: Activation = { kind: 'linear' };
  switch (activation.kind) {
    case 'tanh':
      return { fusedOptions: { activation: 'linear' }, rest: activation };
    case 'leaky_relu':
      return {
        fusedOptions: { activation: 'leakyrelu', leakyreluAlpha: activation.slope },
        rest,
      };
    case 'linear':
    case 'relu':
    case 'sigmoid':
      return { fusedOptions: { activation: activation.kind }, rest };
  }
}
