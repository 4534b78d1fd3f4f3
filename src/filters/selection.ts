/** Which maps of a layer are to be dropped, and the mask that does it. */
import type { ChannelMask } from '../model/arrays.ts';
import type { Detector } from './detector.ts';

/** Orders of maps: by weight × deviation, by weight, by mean activation (largest first), by number. */
export type Ranking = 'effect' | 'weight' | 'strength' | 'index';

/** A choice of maps: all of positive weight (§6.3.1), the first of an order, or these. */
export type Selection =
  | { readonly kind: 'positive' }
  | { readonly kind: 'top'; readonly count: number; readonly ranking: Exclude<Ranking, 'index'> }
  | { readonly kind: 'hand'; readonly channels: readonly number[] };

/**
 * All maps of a layer in an order, first the one to look at first; equals by number.
 * @param strengths mean activation of each map [channels]
 */
export function rankChannels(
  ranking: Ranking,
  strengths: ArrayLike<number>,
  detector: Detector | null,
): number[] {
  const channels = Array.from({ length: strengths.length }, (_, channel) => channel);
  const values = {
    effect: detector?.standardised,
    weight: detector?.weights,
    strength: strengths,
    index: undefined,
  }[ranking];
  if (values === undefined) return channels;
  return channels.toSorted((a, b) => (values[b] as number) - (values[a] as number));
}

/** The maps that a selection means, ascending. */
export function selectChannels(
  selection: Selection,
  strengths: ArrayLike<number>,
  detector: Detector,
): number[] {
  switch (selection.kind) {
    case 'positive':
      return [...detector.standardised.keys()].filter(
        (channel) => (detector.standardised[channel] as number) > 0,
      );
    case 'top':
      return rankChannels(selection.ranking, strengths, detector)
        .slice(0, selection.count)
        .toSorted((a, b) => a - b);
    case 'hand':
      return [...new Set(selection.channels)].toSorted((a, b) => a - b);
  }
}

/** Multiplies these maps of a layer by a factor; {} when there is nothing to multiply. */
export function maskOf(layer: string, channels: readonly number[], factor: number): ChannelMask {
  if (channels.length === 0 || factor === 1) return {};
  return { [layer]: Object.fromEntries(channels.map((channel) => [channel, factor])) };
}
