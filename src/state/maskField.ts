/** The channel mask as a field: `main.2:3*0.7*1.5,main.5:1*0` scales channels 3 and 7 of one layer. */
import type { ChannelMask } from '../model/arrays.ts';
import { refuse } from './fields.ts';
import type { Field } from './fields.ts';

const expected = 'layers with channel factors, such as main.2:3*0';

/** Factors that are 1 do nothing and are left out, so equal masks have equal texts. */
export const maskField: Field<ChannelMask> = {
  key: 'f',
  initial: () => ({}),
  toText: (mask) =>
    entriesOf(mask)
      .map(([layer, channels]) => {
        const parts = channels.map(([channel, factor]) => `${channel}*${factor}`);
        return `${layer}:${parts.join('/')}`;
      })
      .join(','),
  fromText: (text, where) => {
    const plain: Record<string, Record<string, number>> = {};
    for (const part of text === '' ? [] : text.split(',')) {
      const [layer, channels] = part.split(':');
      if (layer === undefined || channels === undefined) throw refuse(where, expected, part);
      plain[layer] = Object.fromEntries(
        channels.split('/').map((pair) => {
          const match = /^(\d{1,6})\*(\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.exec(pair);
          if (match === null) throw refuse(where, expected, part);
          return [match[1] as string, Number(match[2])];
        }),
      );
    }
    return readMask(plain, where);
  },
  toPlain: (mask) =>
    Object.fromEntries(entriesOf(mask).map(([layer, list]) => [layer, Object.fromEntries(list)])),
  fromPlain: readMask,
};

/**
 * Checks a mask given by a caller: names of layers, numbers of channels, factors from 0 up. Whether
 * the model has such a layer is for the engine to say.
 * @throws PlaygroundError `bad-argument`.
 */
export function readMask(plain: unknown, where: string): ChannelMask {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw refuse(where, '{layer: {channel: factor}}', plain);
  }
  const mask: Record<string, Record<number, number>> = {};
  for (const [layer, channels] of Object.entries(plain as Record<string, unknown>)) {
    if (!/^[\w.-]{1,80}$/.test(layer)) throw refuse(where, 'a layer such as main.2', layer);
    const here = `${where}.${layer}`;
    if (typeof channels !== 'object' || channels === null || Array.isArray(channels)) {
      throw refuse(here, '{channel: factor}', channels);
    }
    mask[layer] = {};
    for (const [channel, factor] of Object.entries(channels as Record<string, unknown>)) {
      if (!/^\d{1,6}$/.test(channel)) throw refuse(here, 'a channel number', channel);
      if (typeof factor !== 'number' || !Number.isFinite(factor) || factor < 0) {
        throw refuse(`${here}.${channel}`, 'a factor of at least 0', factor);
      }
      mask[layer][Number(channel)] = factor;
    }
  }
  return Object.fromEntries(
    entriesOf(mask).map(([layer, list]) => [layer, Object.fromEntries(list)]),
  );
}

/** Layers by name and their channels in order, without factors of 1 and without empty layers. */
function entriesOf(mask: ChannelMask): [string, [number, number][]][] {
  return Object.entries(mask)
    .map(([layer, channels]): [string, [number, number][]] => [
      layer,
      Object.entries(channels)
        .map(([channel, factor]): [number, number] => [Number(channel), factor])
        .filter(([, factor]) => factor !== 1)
        .toSorted(([a], [b]) => a - b),
    ])
    .filter(([, channels]) => channels.length > 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
