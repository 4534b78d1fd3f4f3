/** Pictures of −1 … 1 as bytes: single ones, and a sheet of the same z again and again. */
import type { PixelImage } from '../model/arrays.ts';
import type { SampleSheet } from './types.ts';

/** Tiles along both sides of a sheet. */
export const sheetSide = 8;

/** Picture `index` of [n, size, size, channels] as RGBA, rounded as the engine rounds G's output. */
export function toImage(
  pictures: Float32Array,
  index: number,
  size: number,
  channels: 1 | 3,
): PixelImage {
  const data = new Uint8ClampedArray(size * size * 4);
  writeTile(pictures, index, size, channels, data, size, 0);
  return { width: size, height: size, data };
}

function writeTile(
  pictures: Float32Array,
  index: number,
  size: number,
  channels: 1 | 3,
  data: Uint8ClampedArray,
  width: number,
  first: number,
): void {
  let from = index * size * size * channels;
  for (let row = 0; row < size; row += 1) {
    let to = (first + row * width) * 4;
    for (let column = 0; column < size; column += 1) {
      for (let c = 0; c < 3; c += 1) {
        const value = pictures[from + (channels === 3 ? c : 0)] ?? 0;
        data[to + c] = Math.floor((value + 1) * 127.5 + 0.5);
      }
      data[to + 3] = 255;
      from += channels;
      to += 4;
    }
  }
}

/** Lays pictures out as a sheet, and says which moved since the last one. */
export function makeSheet(
  pictures: Float32Array,
  size: number,
  channels: 1 | 3,
  previous: Float32Array | null,
  when: Pick<SampleSheet, 'step' | 'seconds'>,
): SampleSheet {
  const width = sheetSide * size;
  const data = new Uint8ClampedArray(width * width * 4);
  for (let tile = 0; tile < sheetSide * sheetSide; tile += 1) {
    const row = Math.floor(tile / sheetSide);
    const first = row * size * width + (tile - row * sheetSide) * size;
    writeTile(pictures, tile, size, channels, data, width, first);
  }
  const moved = previous === null ? [] : changes(pictures, previous, size * size * channels);
  const most = Math.max(...moved);
  return {
    ...when,
    columns: sheetSide,
    rows: sheetSide,
    picture: { width, height: width, data },
    moved,
    movedMost: moved.length === 0 ? null : moved.indexOf(most),
  };
}

function changes(now: Float32Array, before: Float32Array, each: number): number[] {
  return Array.from({ length: now.length / each }, (_, item) => {
    let sum = 0;
    for (let at = item * each; at < (item + 1) * each; at += 1) {
      sum += ((now[at] ?? 0) - (before[at] ?? 0)) ** 2;
    }
    return Math.sqrt(sum / each);
  });
}
