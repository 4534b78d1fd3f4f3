/** Latents of a range of samples. */
import type { SampleRange } from '../../model/markings.ts';
import { drawSample } from '../../latent/prior.ts';
import type { Latent } from '../../model/arrays.ts';
import type { ModelConfig } from '../../model/config.ts';

/** The latents of the samples of a range, in order. */
export function sampleLatents(
  { prior, latentDim }: ModelConfig,
  { seed, firstIndex, count }: SampleRange,
): Latent[] {
  return Array.from({ length: count }, (_, i) =>
    drawSample(prior, latentDim, seed, firstIndex + i),
  );
}

/** Whether two ranges have a sample in common. */
export function overlaps(a: SampleRange, b: SampleRange): boolean {
  return (
    a.seed === b.seed &&
    a.firstIndex < b.firstIndex + b.count &&
    b.firstIndex < a.firstIndex + a.count
  );
}
