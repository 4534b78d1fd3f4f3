/** Checks a channel mask against the layers of a model and turns it into factors for whole layers. */
import { PlaygroundError } from '../errors.ts';
import type { ChannelMask } from '../model/arrays.ts';
import type { LayerInfo } from '../model/config.ts';

/** A factor for every channel of each layer that is masked at all. */
export type LayerFactors = ReadonlyMap<string, Float32Array>;

/**
 * Factors [channels] of each masked layer; layers whose factors are all 1 are left out.
 * @throws PlaygroundError `bad-argument` for an unknown layer or channel and for a factor that is
 *   not a finite number.
 */
export function readMask(mask: ChannelMask, layers: readonly LayerInfo[]): LayerFactors {
  const factors = new Map<string, Float32Array>();
  for (const [name, channels] of Object.entries(mask)) {
    const layer = layers.find((one) => one.name === name);
    if (layer === undefined) {
      throw badMask('mask', `one of ${layers.map((one) => one.name).join(', ')}`, name);
    }
    const scale = new Float32Array(layer.channels).fill(1);
    let changes = false;
    for (const [key, factor] of Object.entries(channels)) {
      const channel = Number(key);
      if (!Number.isInteger(channel) || channel < 0 || channel >= layer.channels) {
        throw badMask(`mask['${name}']`, `channels 0 to ${layer.channels - 1}`, key);
      }
      if (typeof factor !== 'number' || !Number.isFinite(factor)) {
        throw badMask(`mask['${name}'][${key}]`, 'a finite number', String(factor));
      }
      scale[channel] = factor;
      changes ||= factor !== 1;
    }
    if (changes) factors.set(name, scale);
  }
  return factors;
}

function badMask(where: string, expected: string, found: string): PlaygroundError {
  return new PlaygroundError('bad-argument', `${where}: expected ${expected}, found ${found}.`, {
    where,
    expected,
    found,
  });
}
