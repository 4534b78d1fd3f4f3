/** How far a backend may be from the golden outputs. */
import type { BackendName } from './types.ts';

/**
 * Largest difference to the golden outputs on the −1 … 1 scale; a step of an 8-bit pixel is 0.0078.
 * Golden outputs are float32 arithmetic on the float16 weights, so the rounding of the weights is
 * in them already and only the order of sums differs: 1e-4 leaves room over what is seen (1.5e-6 on
 * the shipped faces, 2e-5 on the oddest fixture). GPUs may contract and reorder more freely, and
 * their tanh is approximate: 1e-3. WebGL may have to keep activations in half-float textures (2⁻¹¹
 * relative, over five layers): 0.02.
 */
export const tolerances: Readonly<Record<BackendName, number>> = {
  cpu: 1e-4,
  wasm: 1e-4,
  webgpu: 1e-3,
  webgl: 0.02,
};

/** Largest difference to golden logits that own kernels may have, in units of 1 + |logit|. */
export const logitTolerance = 1e-3;

/**
 * For own kernels in half precision, on the scale of {@link tolerances}: half a step of an 8-bit pixel, so that no pixel is off
 * by more than one step.
 */
export const halfTolerance = 1 / 255;
