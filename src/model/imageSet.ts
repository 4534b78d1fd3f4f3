/** A set of pictures of one size, as a discriminator is shown them, and what is known of each. */
import { badArgument } from '../errors.ts';

/** Width and height of the pictures of a set, in pixels. */
export const imageSetSizes = [16, 32, 64] as const;

/** Width and height of the pictures of a set, in pixels. */
export type ImageSetSize = (typeof imageSetSizes)[number];

/** Where the pictures of a set came from. */
export interface ImageSetOrigin {
  readonly source: 'avatars' | 'glyphs' | 'shapes' | 'files' | 'url';
  /** The seed they were drawn from; absent where they were brought. */
  readonly seed?: number;
  /** The terms under which the pictures may be used, in English, such as `CC0`; '' where nobody said. */
  readonly terms: string;
  /** What made them, with the options of the source: enough to make the same set again. Plain data. */
  readonly recipe: Readonly<Record<string, string | number | boolean>>;
}

/** What is known of each picture of a set, true or false by name. */
export interface ImageSetAttributes {
  readonly names: readonly string[];
  /** 0 or 1, [count, names.length]. */
  readonly values: Uint8Array<ArrayBuffer>;
}

/** A set of pictures. Plain and cloneable; hundreds of megabytes at most. */
export interface ImageSet {
  readonly name: string;
  readonly size: ImageSetSize;
  /** 1 is grey, 3 is red, green, blue. */
  readonly channels: 1 | 3;
  readonly count: number;
  /** [count, size, size, channels], 8 bits each; −1 … 1 for a network is `value / 127.5 − 1`. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** The class of each picture, [count], each below `classNames.length`; absent without classes. */
  readonly labels?: Uint8Array<ArrayBuffer>;
  /** Two classes or more; there exactly when `labels` is. */
  readonly classNames?: readonly string[];
  /** Facts of each picture beyond its class; absent where nothing is known. */
  readonly attributes?: ImageSetAttributes;
  readonly origin: ImageSetOrigin;
}

/**
 * Checks that the parts of a set fit together: sizes, lengths of the arrays, range of the labels and
 * of the attributes. Whether it is enough to train on is another question.
 * @throws PlaygroundError `bad-argument` that says which part does not fit.
 */
export function checkImageSet(set: ImageSet): void {
  const { size, channels, count, pixels, labels, classNames, attributes } = set;
  if (!imageSetSizes.includes(size)) {
    throw badArgument('size', imageSetSizes.join(', '), String(size));
  }
  const depths: readonly number[] = [1, 3];
  if (!depths.includes(channels)) throw badArgument('channels', '1 or 3', String(channels));
  if (!Number.isInteger(count) || count < 1) {
    throw badArgument('count', 'a whole number, 1 or more', String(count));
  }
  checkLength('pixels', pixels, count * size * size * channels);
  if ((labels === undefined) !== (classNames === undefined)) {
    throw badArgument('labels', 'labels together with names of classes', 'one without the other');
  }
  if (labels !== undefined && classNames !== undefined) {
    checkLength('labels', labels, count);
    if (classNames.length < 2 || classNames.length > 256) {
      throw badArgument('classNames', '2 to 256 names', classNames.length);
    }
    checkBelow('labels', labels, classNames.length);
  }
  if (attributes !== undefined) {
    checkLength('attributes', attributes.values, count * attributes.names.length);
    checkBelow('attributes', attributes.values, 2);
  }
}

/** True when every picture is the first one again. */
export function holdsOnePicture({ pixels, size, channels }: ImageSet): boolean {
  const each = size * size * channels;
  return pixels.every((value, at) => at < each || value === pixels[at - each]);
}

/** Writes picture `index` of a set to `target` from `offset` on, as numbers from −1 to 1. */
export function writePicture(
  { pixels, size, channels }: ImageSet,
  index: number,
  target: Float32Array,
  offset: number,
): void {
  const each = size * size * channels;
  const from = index * each;
  for (let i = 0; i < each; i += 1) target[offset + i] = (pixels[from + i] ?? 0) / 127.5 - 1;
}

function checkLength(where: string, array: Uint8Array, expected: number): void {
  if (array.length !== expected) throw badArgument(where, `${expected} bytes`, array.length);
}

function checkBelow(where: string, array: Uint8Array, limit: number): void {
  const bad = array.findIndex((value) => value >= limit);
  if (bad !== -1) throw badArgument(`${where}[${bad}]`, `below ${limit}`, array[bad] ?? limit);
}
