/** The one thing that travels through the page: a latent together with the model that reads it. */
import type { Latent } from '../model/arrays.ts';

/** Where a latent came from: a numbered draw from the prior, or something made by hand or computed. */
export type Origin =
  | { readonly kind: 'sample'; readonly seed: number; readonly index: number }
  | { readonly kind: 'free' };

/** A latent and the model that reads it. Never mutated. */
export interface Face {
  readonly modelId: string;
  readonly z: Latent;
  readonly origin: Origin;
}
