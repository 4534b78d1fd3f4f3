/** Pictures of many latents in short calls, and what the reader of pictures says of them. */
import type { Detector } from '../../filters/detector.ts';
import { respond } from '../../filters/detector.ts';
import { patchesOf } from '../../filters/patches.ts';
import type { ChannelMask, Latent, PixelImage } from '../../model/arrays.ts';
import { checkStopped } from './ports.ts';
import type { FilterPorts, FilterRun } from './ports.ts';
import type { ReaderPlace } from './readers.ts';

/** Pictures of one call, so that those on screen wait for few. */
const perCall = 4;

/** Draws many latents; what is on the page has its turn in between. */
export async function drawMany(
  { engine }: Pick<FilterPorts, 'engine'>,
  latents: readonly Latent[],
  mask: ChannelMask,
  run: FilterRun,
): Promise<PixelImage[]> {
  const images: PixelImage[] = [];
  for (let start = 0; start < latents.length; start += perCall) {
    checkStopped(run);
    images.push(...(await engine.generate(latents.slice(start, start + perCall), mask)));
  }
  return images;
}

/**
 * Probability of the concept at every cell of every picture [count, cells].
 * @param images the pictures of `latents` with this mask
 */
export async function readResponses(
  { engine }: Pick<FilterPorts, 'engine'>,
  { place, detector }: { readonly place: ReaderPlace; readonly detector: Detector },
  latents: readonly Latent[],
  images: readonly PixelImage[],
  mask: ChannelMask,
  run: FilterRun,
): Promise<Float64Array<ArrayBuffer>> {
  if (place.kind === 'patches') return respond(detector, patchesOf(images, place.grid));
  const { signal } = run;
  return respond(detector, await engine.featureMapsOf(latents, place.layer, mask, { signal }));
}
