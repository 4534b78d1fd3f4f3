/** The pictures that came with the models: which face is on which tile of a sheet. */
import type { Face } from '../latent/face.ts';
import { drawSample } from '../latent/prior.ts';
import type { Latent, PixelImage } from '../model/arrays.ts';
import type { ModelConfig } from '../model/config.ts';

/** Tiles of the sheets that have been loaded. */
export interface StoredPictures {
  add(config: ModelConfig, tiles: readonly PixelImage[]): void;
  /** The tile of a face, or null. The face must be the sample itself, not a scaled one of its name. */
  readonly pictureOf: (face: Face) => PixelImage | null;
}

/** Starts without any. */
export function createStoredPictures(): StoredPictures {
  const sheets = new Map<string, { config: ModelConfig; tiles: readonly PixelImage[] }>();
  const drawn = new Map<string, Latent>();
  return {
    add: (config, tiles) => {
      sheets.set(config.id, { config, tiles });
    },
    pictureOf: ({ modelId, z, origin }) => {
      const sheet = sheets.get(modelId);
      if (sheet === undefined || origin.kind !== 'sample') return null;
      const { prior, latentDim, samples } = sheet.config;
      if (samples === null || origin.seed !== samples.seed) return null;
      const tile = sheet.tiles[origin.index - samples.firstIndex];
      if (tile === undefined) return null;
      const key = `${prior}.${latentDim}.${origin.seed}.${origin.index}`;
      const sample = drawn.get(key) ?? drawSample(prior, latentDim, origin.seed, origin.index);
      drawn.set(key, sample);
      const same = z.length === sample.length && z.every((value, i) => value === sample[i]);
      return same ? tile : null;
    },
  };
}
