/** What a visitor can choose of pictures, and the request that comes of it. */
import { avatarAttributes } from '../../../datasets/avatars/recipe.ts';
import type { AvatarStyle } from '../../../datasets/avatars/recipe.ts';
import type { GlyphAlphabet } from '../../../datasets/glyphs/recipe.ts';
import { maxLabelAttributes, maxPictures, minPictures } from '../../../datasets/request.ts';
import type {
  DownloadName,
  Fit,
  GivenFile,
  PictureForm,
  PictureRequest,
} from '../../../datasets/request.ts';
import type { ShapeLabel } from '../../../datasets/shapes/recipe.ts';
import { imageSetSizes } from '../../../model/imageSet.ts';
import type { ImageSetSize } from '../../../model/imageSet.ts';

/** The sources, in the order they are offered. */
export const pictureSources = ['avatars', 'glyphs', 'shapes', 'files', 'url'] as const;
/** One of the sources. */
export type PictureSource = (typeof pictureSources)[number];

/** Everything that can be chosen; what a source has no use for waits until it is back. */
export interface PictureOptions extends PictureForm {
  /** {@link minPictures} to {@link maxPictures}. */
  readonly count: number;
  readonly seed: number;
  readonly style: AvatarStyle;
  /** Attributes of avatars that make classes, at most {@link maxLabelAttributes}. */
  readonly attributes: readonly string[];
  readonly alphabet: GlyphAlphabet;
  /** 0 … 1. */
  readonly distortion: number;
  readonly shapeLabel: ShapeLabel;
  readonly fit: Fit;
  readonly download: DownloadName;
}

/** What is chosen before anybody chose: the pixel avatars at 32×32. */
export const initialOptions: PictureOptions = {
  size: 32,
  channels: 3,
  count: 5000,
  seed: 2015,
  style: 'pixel',
  attributes: [],
  alphabet: 'digits',
  distortion: 0.5,
  shapeLabel: 'kind',
  fit: 'centre',
  download: 'mnist',
};

/** How many pictures a drawn set may have. */
export const countBounds = { min: minPictures, max: maxPictures } as const;

/** The attributes that avatars of a style have. */
export function attributesOf(style: AvatarStyle): readonly string[] {
  return avatarAttributes(style);
}

/** Whether one more attribute can make classes. */
export function canLabelMore({ attributes }: PictureOptions): boolean {
  return attributes.length < maxLabelAttributes;
}

/** Pictures of a preview. */
export const previewCount = 40;

/** The sizes that pictures of a source can have: downloads are 28×28, and nothing is enlarged. */
export function sizesOf(source: PictureSource): readonly ImageSetSize[] {
  return source === 'url' ? imageSetSizes.filter((size) => size < 64) : imageSetSizes;
}

/** The size that was chosen, or the largest below it that the source has. */
export function sizeOf(source: PictureSource, { size }: PictureOptions): ImageSetSize {
  return sizesOf(source).findLast((one) => one <= size) ?? size;
}

/**
 * Options after a change: numbers in their bounds, and attributes that the style has. The size stays
 * what was chosen; {@link sizeOf} is what a source makes of it.
 */
export function changeOptions(
  options: PictureOptions,
  change: Partial<PictureOptions>,
): PictureOptions {
  const next = { ...options, ...change };
  const names = avatarAttributes(next.style);
  return {
    ...next,
    count: Math.round(Math.min(maxPictures, Math.max(minPictures, next.count))),
    distortion: Math.min(1, Math.max(0, next.distortion)),
    attributes: next.attributes.filter((name) => names.includes(name)).slice(0, maxLabelAttributes),
  };
}

/** The request of a source under the present options; null for files where there are none. */
export function requestOf(
  source: PictureSource,
  options: PictureOptions,
  files: readonly GivenFile[],
): PictureRequest | null {
  const { channels, count, seed } = options;
  const form = { size: sizeOf(source, options), channels };
  switch (source) {
    case 'avatars':
      return {
        source,
        ...form,
        count,
        seed,
        style: options.style,
        labelBy: options.attributes,
      };
    case 'glyphs':
      return {
        source,
        ...form,
        count,
        seed,
        alphabet: options.alphabet,
        distortion: options.distortion,
      };
    case 'shapes':
      return { source, ...form, count, seed, labelBy: options.shapeLabel };
    case 'files':
      return files.length === 0 ? null : { source, ...form, files, fit: options.fit };
    case 'url':
      return { source, ...form, name: options.download };
  }
}
