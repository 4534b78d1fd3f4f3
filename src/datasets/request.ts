/** What can be asked of the sources of pictures, and what comes back. Plain data on both ways. */
import { PlaygroundError } from '../errors.ts';
import type { ImageSet, ImageSetSize } from '../model/imageSet.ts';
import type { AvatarStyle } from './avatars/recipe.ts';
import type { GlyphAlphabet } from './glyphs/recipe.ts';
import type { ShapeLabel } from './shapes/recipe.ts';

/** Fewer pictures than this teach a network the pictures, not what they have in common. */
export const minPictures = 500;
/** More than this fit neither memory nor patience. */
export const maxPictures = 50_000;

/** What pictures should be like. */
export interface PictureForm {
  readonly size: ImageSetSize;
  readonly channels: 1 | 3;
}

/** A picture set that is drawn from a seed. */
export interface DrawnRequest extends PictureForm {
  readonly count: number;
  /** A whole number below 2³². */
  readonly seed: number;
}

/** Avatars; their classes are the combinations of the chosen attributes, none without any. */
export interface AvatarRequest extends DrawnRequest {
  readonly source: 'avatars';
  readonly style: AvatarStyle;
  /** At most {@link maxLabelAttributes} names of the style's attributes. */
  readonly labelBy: readonly string[];
}

/** Typeset characters; their classes are the characters. */
export interface GlyphRequest extends DrawnRequest {
  readonly source: 'glyphs';
  readonly alphabet: GlyphAlphabet;
  /** How much they are distorted, 0 … 1. */
  readonly distortion: number;
}

/** Shapes with known factors; their classes are the values of one factor. */
export interface ShapeRequest extends DrawnRequest {
  readonly source: 'shapes';
  readonly labelBy: ShapeLabel;
}

/** How a picture of another shape becomes a square: its middle, or all of it with a border. */
export const fits = ['centre', 'whole'] as const;
/** How a picture of another shape becomes a square: its middle, or all of it with a border. */
export type Fit = (typeof fits)[number];

/** A file of the visitor's, and the path under which it was dropped. */
export interface GivenFile {
  readonly path: string;
  readonly file: Blob;
}

/** Pictures of the visitor's own. */
export interface FilesRequest extends PictureForm {
  readonly source: 'files';
  readonly files: readonly GivenFile[];
  readonly fit: Fit;
  /** Stops after so many pictures; for a preview, which may be of less than {@link minPictures}. */
  readonly preview?: number;
}

/** Well-known sets that are fetched when they are asked for. */
export const downloads = ['mnist', 'fashion-mnist'] as const;
/** Well-known sets that are fetched when they are asked for. */
export type DownloadName = (typeof downloads)[number];

/** A set from another server. */
export interface UrlRequest extends PictureForm {
  readonly source: 'url';
  readonly name: DownloadName;
}

/** Everything that can be asked for. */
export type PictureRequest =
  | AvatarRequest
  | GlyphRequest
  | ShapeRequest
  | FilesRequest
  | UrlRequest;

/** Attributes that can be combined to classes: three make eight classes. */
export const maxLabelAttributes = 3;

/** Why a file or picture was left out. */
export type RejectReason =
  | 'not-a-picture' // none of PNG, JPEG, GIF, WebP, BMP, IDX, zip
  | 'unreadable' // begins like a picture and cannot be decoded
  | 'too-small' // smaller than the pictures of the set; nothing is enlarged
  | 'too-large' // more pixels than are decoded at once
  | 'duplicate' // the same pixels were there already
  | 'packed' // packed in a way that is not read: encrypted, or another compression
  | 'unlabelled' // labels without pictures, or of another number
  | 'surplus'; // beyond maxPictures

/** A file or picture that was left out. */
export interface Rejected {
  readonly path: string;
  readonly reason: RejectReason;
  /** What was found, such as `12×9`; '' where there is nothing to add. */
  readonly found: string;
  /** How many pictures that are; more than one for an IDX file, and for what is beyond the limit. */
  readonly times: number;
}

/** Rejections are named up to this number and counted beyond it. */
export const maxNamedRejections = 200;

/** A set, and what did not become part of it. */
export interface PictureResult {
  readonly set: ImageSet;
  readonly rejected: readonly Rejected[];
  readonly rejectedCount: number;
}

/** How far a request is; `total` is 0 while it is not known. */
export interface PictureProgress {
  readonly done: number;
  readonly total: number;
}

/** What every request takes beside its own words. */
export interface PictureRun {
  /** Stops it; the request rejects with `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** Told some times a second. */
  readonly onProgress?: ((progress: PictureProgress) => void) | undefined;
}

/** Throws `aborted` where a request was stopped. */
export function checkRunning(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw new PlaygroundError('aborted', 'Making the pictures was stopped.');
  }
}
