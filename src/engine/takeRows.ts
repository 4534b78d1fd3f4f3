/** What is kept of feature maps, so that a long run does not carry whole maps between the threads. */
import { PlaygroundError } from '../errors.ts';
import type { FeatureMapBatch, FeatureRows, MapTake } from '../model/arrays.ts';

/**
 * Takes from each input's maps what `take` names, in order.
 * @throws PlaygroundError `bad-argument` unless there is a list of cells for every input, each cell
 *   a whole number below height · width.
 */
export function takeRows(batch: FeatureMapBatch, take: MapTake): FeatureRows {
  const { layer, height, width, channels } = batch;
  const area = height * width;
  const data =
    take.kind === 'cells'
      ? chosenCells(batch, take.cells, area)
      : reduced(batch, area, take.kind === 'mean' ? [meanInto] : [meanInto, largestInto]);
  return { layer, channels, rows: data.length / channels, data };
}

function chosenCells(
  { layer, count, channels, data }: FeatureMapBatch,
  cells: readonly (readonly number[])[],
  area: number,
): Float32Array<ArrayBuffer> {
  if (cells.length !== count) {
    throw refuse('cells', `a list for each of ${count} latents`, `${cells.length} lists`);
  }
  const rows = new Float32Array(cells.reduce((sum, list) => sum + list.length, 0) * channels);
  let offset = 0;
  for (const [input, list] of cells.entries()) {
    for (const cell of list) {
      if (!Number.isInteger(cell) || cell < 0 || cell >= area) {
        throw refuse(`cells[${input}]`, `cells 0 to ${area - 1} of ${layer}`, `${cell}`);
      }
      const start = (input * area + cell) * channels;
      rows.set(data.subarray(start, start + channels), offset);
      offset += channels;
    }
  }
  return rows;
}

type Reduce = (maps: Float32Array, channels: number, result: Float64Array) => void;

function reduced(
  { count, channels, data }: FeatureMapBatch,
  area: number,
  reducers: readonly Reduce[],
): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(count * reducers.length * channels);
  const row = new Float64Array(channels);
  let offset = 0;
  for (let input = 0; input < count; input += 1) {
    const start = input * area * channels;
    for (const reduce of reducers) {
      reduce(data.subarray(start, start + area * channels), channels, row);
      rows.set(row, offset);
      offset += channels;
    }
  }
  return rows;
}

const meanInto: Reduce = (maps, channels, result) => {
  result.fill(0);
  const cells = maps.length / channels;
  for (let start = 0; start < maps.length; start += channels) {
    for (let channel = 0; channel < channels; channel += 1) {
      result[channel] = (result[channel] as number) + (maps[start + channel] as number) / cells;
    }
  }
};

const largestInto: Reduce = (maps, channels, result) => {
  result.fill(-Infinity);
  for (let start = 0; start < maps.length; start += channels) {
    for (let channel = 0; channel < channels; channel += 1) {
      const value = maps[start + channel] as number;
      if (value > (result[channel] as number)) result[channel] = value;
    }
  }
};

function refuse(where: string, expected: string, found: string): PlaygroundError {
  return new PlaygroundError('bad-argument', `${where}: expected ${expected}, found ${found}.`, {
    where,
    expected,
    found,
  });
}
