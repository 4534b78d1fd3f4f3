/**
 * How far generated pictures are from real ones, and how varied they are.
 *
 * Distance: sliced Wasserstein over patches. Pictures (−1 … 1) are halved by averaging down to 8×8;
 * on each level 8 patches of 7×7 are taken from each of 256 pictures, at places that are the same
 * for every set; patches are projected on 64 random directions of length 1, and for each direction
 * the mean difference of the two sorted lists is taken: the Wasserstein distance of order 1 of the
 * projections (Rabin et al. 2011). The mean over directions and levels is the distance. Unlike
 * Karras et al. 2018 (1710.10196) patches keep their brightness and colour, and levels are not
 * differences of levels: a set in the wrong colours is far away.
 */
import { createRandomStream, drawNormal } from '../maths/random.ts';
import type { ImageSet } from '../model/imageSet.ts';
import { writePicture } from '../model/imageSet.ts';
import { streamOf } from './initialise.ts';

/** Pictures of a set that are measured; all of a smaller set, or half of it where two are compared. */
export const measuredPictures = 256;
const patchSide = 7;
const patchesPerPicture = 8;
const directionsPerLevel = 64;
const smallestSide = 8;

/** What is found about as many generated pictures as `count` says. */
export interface Measurer {
  /** Pictures that it wants. */
  readonly count: number;
  /** Distance between two disjoint parts of the real set, and so about the least that can be. */
  readonly floor: number;
  /** Pictures [count, size, size, channels], −1 … 1. */
  measure(pictures: Float32Array): { readonly diversity: number; readonly distance: number };
}

interface Level {
  readonly side: number;
  /** Row and column of each patch of each picture. */
  readonly places: readonly (readonly [row: number, column: number])[];
  /** [directions, patch values]. */
  readonly directions: readonly Float32Array[];
}

/** Looks at the real set once. The choice of pictures, places and directions follows from the seed. */
export function createMeasurer(images: ImageSet, seed: number): Measurer {
  const { size, channels } = images;
  const count = Math.min(measuredPictures, Math.floor(images.count / 2));
  const levels = createLevels(size, channels, count, seed);
  const chosen = chooseTwice(images.count, count, seed);
  const real = picturesOf(images, chosen.slice(0, count));
  const others = picturesOf(images, chosen.slice(count));
  const realProjections = project(real, count, size, channels, levels);
  const realSpread = spreadOf(real, count, size, channels);
  return {
    count,
    floor: distanceOf(project(others, count, size, channels, levels), realProjections),
    measure: (pictures) => ({
      diversity: spreadOf(pictures, count, size, channels) / Math.max(realSpread, 1e-12),
      distance: distanceOf(project(pictures, count, size, channels, levels), realProjections),
    }),
  };
}

/** 2 · count different numbers below `of`. */
function chooseTwice(of: number, count: number, seed: number): number[] {
  const random = createRandomStream(seed, streamOf.measures, 0);
  const all = Array.from({ length: of }, (_, i) => i);
  for (let i = 0; i < 2 * count; i += 1) {
    const j = i + Math.floor(random() * (of - i));
    const held = all[i] ?? 0;
    all[i] = all[j] ?? 0;
    all[j] = held;
  }
  return all.slice(0, 2 * count);
}

function picturesOf(images: ImageSet, chosen: readonly number[]): Float32Array {
  const each = images.size * images.size * images.channels;
  const pictures = new Float32Array(chosen.length * each);
  chosen.forEach((picture, item) => {
    writePicture(images, picture, pictures, item * each);
  });
  return pictures;
}

function createLevels(size: number, channels: number, count: number, seed: number): Level[] {
  const levels: Level[] = [];
  for (let side = size; side >= smallestSide; side /= 2) {
    const random = createRandomStream(seed, streamOf.measures, 1, side);
    const choices = side - patchSide + 1;
    const at = (): number => Math.floor(random() * choices);
    levels.push({
      side,
      places: Array.from({ length: count * patchesPerPicture }, () => [at(), at()] as const),
      directions: Array.from({ length: directionsPerLevel }, () => {
        const values = Float32Array.from({ length: patchSide ** 2 * channels }, () =>
          drawNormal(random),
        );
        const length = Math.hypot(...values);
        return values.map((value) => value / length);
      }),
    });
  }
  return levels;
}

/** Averages 2×2 pixels of [n, side, side, channels]. */
function halve(pictures: Float32Array, n: number, side: number, channels: number): Float32Array {
  const half = side / 2;
  const row = side * channels;
  const small = new Float32Array(n * half * half * channels);
  let to = 0;
  for (let y = 0; y < n * half; y += 1) {
    for (let x = 0; x < half; x += 1) {
      for (let c = 0; c < channels; c += 1) {
        const at = 2 * y * row + 2 * x * channels + c;
        const above = (pictures[at] ?? 0) + (pictures[at + channels] ?? 0);
        const below = (pictures[at + row] ?? 0) + (pictures[at + row + channels] ?? 0);
        small[to] = (above + below) / 4;
        to += 1;
      }
    }
  }
  return small;
}

/** Sorted projections, one list for each direction of each level. */
function project(
  pictures: Float32Array,
  n: number,
  size: number,
  channels: number,
  levels: readonly Level[],
): Float32Array[] {
  let scaled = pictures;
  let side = size;
  return levels.flatMap((level) => {
    while (side > level.side) {
      scaled = halve(scaled, n, side, channels);
      side /= 2;
    }
    const patches = cutPatches(scaled, side, channels, level);
    const length = patchSide ** 2 * channels;
    return level.directions.map((direction) => {
      const projected = new Float32Array(level.places.length);
      for (let patch = 0; patch < projected.length; patch += 1) {
        let sum = 0;
        const from = patch * length;
        for (let i = 0; i < length; i += 1) sum += (patches[from + i] ?? 0) * (direction[i] ?? 0);
        projected[patch] = sum;
      }
      return projected.toSorted();
    });
  });
}

function cutPatches(
  pictures: Float32Array,
  side: number,
  channels: number,
  { places }: Level,
): Float32Array {
  const run = patchSide * channels;
  const patches = new Float32Array(places.length * patchSide * run);
  places.forEach(([row, column], patch) => {
    const picture = Math.floor(patch / patchesPerPicture);
    for (let y = 0; y < patchSide; y += 1) {
      const from = ((picture * side + row + y) * side + column) * channels;
      patches.set(pictures.subarray(from, from + run), (patch * patchSide + y) * run);
    }
  });
  return patches;
}

function distanceOf(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  let sum = 0;
  let values = 0;
  a.forEach((list, which) => {
    const other = b[which];
    for (let i = 0; i < list.length; i += 1) {
      sum += Math.abs((list[i] ?? Number.NaN) - (other?.[i] ?? Number.NaN));
    }
    values += list.length;
  });
  return sum / values;
}

/** Mean distance of each picture, averaged down to 8×8, to the nearest other one. */
function spreadOf(pictures: Float32Array, n: number, size: number, channels: number): number {
  let small = pictures;
  for (let side = size; side > smallestSide; side /= 2) small = halve(small, n, side, channels);
  const each = smallestSide ** 2 * channels;
  const nearest = new Float64Array(n).fill(Infinity);
  for (let a = 0; a < n; a += 1) {
    for (let b = a + 1; b < n; b += 1) {
      let sum = 0;
      for (let i = 0; i < each; i += 1) {
        const d = (small[a * each + i] ?? 0) - (small[b * each + i] ?? 0);
        sum += d * d;
      }
      nearest[a] = Math.min(nearest[a] ?? Infinity, sum);
      nearest[b] = Math.min(nearest[b] ?? Infinity, sum);
    }
  }
  return nearest.reduce((total, value) => total + Math.sqrt(value), 0) / n;
}
