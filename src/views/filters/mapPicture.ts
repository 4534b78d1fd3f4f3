/** Feature maps as pictures: ranges of values, and pixels by the colour table. */
import type { FeatureMaps } from '../../model/arrays.ts';
import { colourIndex, colourTable } from './colourMap.ts';
import type { ValueRange } from './colourMap.ts';

/** Smallest and largest value of one map; zero belongs to the range, so that dark is "nothing". */
export function rangeOfMap({ data, channels }: FeatureMaps, channel: number): ValueRange {
  let [min, max] = [0, 0];
  for (let i = channel; i < data.length; i += channels) {
    const value = data[i] as number;
    if (value < min) min = value;
    else if (value > max) max = value;
  }
  return { min, max };
}

/** Smallest and largest value of all maps, zero included; read once for each maps. */
export const rangeOfAll = oncePerMaps(({ data }): ValueRange => {
  let [min, max] = [0, 0];
  for (const value of data) {
    if (value < min) min = value;
    else if (value > max) max = value;
  }
  return { min, max };
});

/** Mean of every map over its cells, one a channel; read once for each maps. */
export const meansOf = oncePerMaps(({ data, channels, height, width }): Float64Array => {
  const means = new Float64Array(channels);
  for (const [i, value] of data.entries()) {
    means[i % channels] = (means[i % channels] as number) + value / (height * width);
  }
  return means;
});

/** The same reading, which goes through all values only the first time it is asked of some maps. */
function oncePerMaps<Found extends object>(
  read: (maps: FeatureMaps) => Found,
): (maps: FeatureMaps) => Found {
  const known = new WeakMap<FeatureMaps, Found>();
  return (maps) => {
    const found = known.get(maps) ?? read(maps);
    known.set(maps, found);
    return found;
  };
}

/** Where the maps lie in one picture of all of them, `columns` side by side, without gaps. */
export interface Atlas {
  readonly image: ImageData;
  readonly columns: number;
}

/** Draws all maps into one picture at their own size. */
export function paintAtlas(maps: FeatureMaps, scaling: 'common' | 'own'): Atlas {
  const { channels, height, width } = maps;
  const columns = Math.ceil(Math.sqrt(channels));
  const image = new ImageData(columns * width, Math.ceil(channels / columns) * height);
  const pixels = new Uint32Array(image.data.buffer);
  const common = scaling === 'common' ? rangeOfAll(maps) : null;
  for (let channel = 0; channel < channels; channel += 1) {
    const start =
      Math.floor(channel / columns) * height * image.width + (channel % columns) * width;
    paintMap(maps, channel, common ?? rangeOfMap(maps, channel), pixels, start, image.width);
  }
  return { image, columns };
}

/** One map as a picture of its own size. */
export function mapImage(maps: FeatureMaps, channel: number, range: ValueRange): ImageData {
  const image = new ImageData(maps.width, maps.height);
  paintMap(maps, channel, range, new Uint32Array(image.data.buffer), 0, maps.width);
  return image;
}

function paintMap(
  { data, channels, height, width }: FeatureMaps,
  channel: number,
  range: ValueRange,
  pixels: Uint32Array,
  start: number,
  stride: number,
): void {
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = data[(y * width + x) * channels + channel] as number;
      pixels[start + y * stride + x] = colourTable[colourIndex(value, range)] as number;
    }
  }
}
