/** The prior: how latents are drawn, and what length a draw has. */
import type { Latent } from '../model/arrays.ts';
import { toLatent } from '../model/arrays.ts';
import type { Prior } from '../model/config.ts';
import { createRandomStream, drawNormal } from '../maths/random.ts';

/** Largest seed that links and boxes accept. */
export const maxSeed = 0xffffffff;

/**
 * Sample `index` of `seed`: the same latent on every machine. Each sample has a stream of its own,
 * so drawing the 64th needs none of the 63 before it.
 */
export function drawSample(prior: Prior, latentDim: number, seed: number, index: number): Latent {
  const stream = createRandomStream(seed, index);
  const values = Array.from({ length: latentDim }, () =>
    prior === 'normal' ? drawNormal(stream) : 2 * stream() - 1,
  );
  return toLatent(values, latentDim);
}

/** Mean and standard deviation of the norm |z| of a draw: the shell on which the prior's mass lies. */
export interface Shell {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * The prior's shell. For N(0, 1) the norm follows a chi distribution (mean √n·(1 − 1/4n + …),
 * variance ½ − 1/8n); for U(−1, 1) a normal approximation of √(Σu²), E[u²] = 1/3, Var[u²] = 4/45.
 * For n = 100: 9.98 ± 0.71 and 5.77 ± 0.26 (`paper.md`, 20,000 draws: the same to the last digit).
 */
export function shellOf(prior: Prior, latentDim: number): Shell {
  if (prior === 'normal') {
    const mean = Math.sqrt(latentDim) * (1 - 1 / (4 * latentDim) + 1 / (32 * latentDim ** 2));
    return { mean, deviation: Math.sqrt(latentDim - mean ** 2) };
  }
  const second = latentDim / 3;
  const variance = (latentDim * 4) / 45 / (4 * second);
  return { mean: Math.sqrt(second - variance), deviation: Math.sqrt(variance) };
}

/** Standard deviation σ of each component, and so of w·z for every unit vector w: 1, or 1/√3. */
export function sigmaOf(prior: Prior): number {
  return prior === 'normal' ? 1 : 1 / Math.sqrt(3);
}
