/** How long a step will take, from one that was timed. */
import type { RunConfig } from '../../trainer/config.ts';
import {
  countParameters,
  countProducts,
  discriminatorOf,
  generatorOf,
} from '../../trainer/layers.ts';
import type { TimedStep } from './lab.ts';

/** Numbers that G and D learn. */
export const parametersOf = countParameters;

/**
 * Multiply-adds of a step, both ways: D passes forwards and back over real and generated pictures
 * `stepsD` times, then once in G's half, where its weights get no gradient.
 */
function productsOfStep(config: RunConfig): number {
  const g = countProducts(generatorOf(config));
  const d = countProducts(discriminatorOf(config));
  return config.batchSize * (config.stepsD * (6 * d + g) + 3 * g + 2 * d);
}

/** Milliseconds of a step of `config`; `isMeasured` where it was timed, else scaled by its products. */
export function estimateStep(
  config: RunConfig,
  timed: TimedStep,
): { readonly milliseconds: number; readonly isMeasured: boolean } {
  const share = productsOfStep(config) / productsOfStep(timed.config);
  return { milliseconds: timed.milliseconds * share, isMeasured: share === 1 };
}
