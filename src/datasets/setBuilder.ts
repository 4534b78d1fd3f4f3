/** Pictures come one by one, a set comes out. */
import type { ImageSet, ImageSetOrigin } from '../model/imageSet.ts';
import { toDepth } from './depth.ts';
import type { PictureForm } from './request.ts';

/** Collects pictures of one form. */
export interface SetBuilder {
  readonly count: number;
  /** Adds a picture of RGBA bytes, [size, size, 4], and its class where there are classes. */
  add(rgba: ArrayLike<number>, label?: number, attributes?: readonly boolean[]): void;
  /** Adds a picture of the set's own form, [size, size, channels]. */
  addPixels(pixels: Uint8Array, label?: number): void;
  /** The set, without copying more than needed; the builder is done then. */
  finish(about: SetFacts): ImageSet;
}

/** What is known of a set beside its pictures. */
export interface SetFacts {
  readonly name: string;
  readonly origin: ImageSetOrigin;
  /** Names of the classes; absent, or fewer than two, for a set without classes. */
  readonly classNames?: readonly string[] | undefined;
  readonly attributeNames?: readonly string[] | undefined;
}

/** Opens a builder. `expected` pictures are held without moving; more may come. */
export function createSetBuilder(form: PictureForm, expected: number): SetBuilder {
  const { size, channels } = form;
  const stride = size * size * channels;
  let pixels = new Uint8Array(Math.max(1, expected) * stride);
  let labels = new Uint8Array(Math.max(1, expected));
  const attributeRows: number[] = [];
  let count = 0;

  const makeRoom = (): void => {
    if ((count + 1) * stride <= pixels.length) return;
    const capacity = Math.ceil((count + 1) * 1.5);
    const wider = new Uint8Array(capacity * stride);
    wider.set(pixels);
    pixels = wider;
    const more = new Uint8Array(capacity);
    more.set(labels);
    labels = more;
  };

  return {
    get count() {
      return count;
    },
    add(rgba, label = 0, attributes = []) {
      makeRoom();
      toDepth(rgba, channels, pixels, count * stride, size * size);
      labels[count] = label;
      for (const value of attributes) attributeRows.push(value ? 1 : 0);
      count += 1;
    },
    addPixels(picture, label = 0) {
      makeRoom();
      pixels.set(picture, count * stride);
      labels[count] = label;
      count += 1;
    },
    finish({ name, origin, classNames, attributeNames }) {
      const isClassed = classNames !== undefined && classNames.length > 1;
      const isFull = pixels.length === count * stride;
      return {
        name,
        size,
        channels,
        count,
        pixels: isFull ? pixels : pixels.slice(0, count * stride),
        ...(isClassed ? { labels: labels.slice(0, count), classNames } : {}),
        ...(attributeNames === undefined
          ? {}
          : { attributes: { names: attributeNames, values: Uint8Array.from(attributeRows) } }),
        origin,
      };
    },
  };
}
