/**
 * What a detector reads. One that reads the masked layer itself cannot help but fall when its maps are
 * dropped, so what is reported first is another one, fitted to the same shapes, that reads pictures
 * only: through a hidden layer of D where there is one, else as patches of pixels.
 */
import { PlaygroundError } from '../../errors.ts';
import type { Grid } from '../../filters/boxes.ts';
import { patchGrid } from '../../filters/patches.ts';
import { describeArchitecture } from '../../model/architecture.ts';
import type { LayerInfo, ModelConfig } from '../../model/config.ts';

/** Where a detector looks. */
export type ReaderPlace =
  | { readonly kind: 'layer'; readonly layer: string; readonly grid: Grid }
  | { readonly kind: 'discriminator'; readonly layer: string; readonly grid: Grid }
  | { readonly kind: 'patches'; readonly grid: Grid };

/** Pixels along the side of a cell that suits the reader of pictures: an eighth of 64. */
const wantedCells = 8;

/** The hidden layers of G, in order: those whose maps can be dropped. */
export function hiddenLayers(config: ModelConfig): readonly LayerInfo[] {
  const { layers } = describeArchitecture(config);
  return layers.filter(({ network }) => network === 'generator').slice(0, -1);
}

/**
 * A hidden layer of G, to be read and masked.
 * @throws PlaygroundError `bad-argument` for another name
 */
export function hiddenLayer(config: ModelConfig, name: string): LayerInfo {
  const hidden = hiddenLayers(config);
  const found = hidden.find((layer) => layer.name === name);
  if (found !== undefined) return found;
  const expected = `one of ${hidden.map((layer) => layer.name).join(', ')}`;
  throw new PlaygroundError('bad-argument', `${name} is no hidden layer of G.`, {
    where: 'layer',
    expected,
    found: name,
  });
}

/**
 * The reader of pictures: of D's hidden layers the one nearest to 8 cells a side (of equals the
 * earlier one), else patches.
 */
export function pictureReader(config: ModelConfig): ReaderPlace {
  const hidden = describeArchitecture(config)
    .layers.filter(({ network }) => network === 'discriminator')
    .slice(0, -1);
  const [first, ...others] = hidden;
  if (first === undefined) return { kind: 'patches', grid: patchGrid(config.imageSize) };
  const distance = ({ width }: LayerInfo): number => Math.abs(Math.log2(width / wantedCells));
  const best = others.reduce(
    (nearest, layer) => (distance(layer) < distance(nearest) ? layer : nearest),
    first,
  );
  const { name, height, width } = best;
  return { kind: 'discriminator', layer: name, grid: { height, width } };
}
