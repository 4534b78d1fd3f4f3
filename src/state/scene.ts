/**
 * The causes of every picture on the page. A scene is plain data, small enough for a link; pictures
 * are functions of (model, z, mask) and are asked for. `state/link.ts` writes and reads it.
 */
import type { Face } from '../latent/face.ts';
import type { Interpolation } from '../latent/interpolate.ts';

export type { Interpolation };
export type PlayMode = 'once' | 'loop' | 'pingPong';
/** What the large picture follows: the path's position, or the pad's point. */
export type StageSource = 'path' | 'pad';
/** The instrument that is open beside the stage; `none` at first sight. */
export type Instrument =
  | 'none'
  | 'pad'
  | 'components'
  | 'attributes'
  | 'sheet'
  | 'settings'
  | 'export';

/** Everything the Walk view's pictures depend on. */
export interface WalkScene {
  readonly modelId: string;
  /** Between 1 and {@link maxKeyframes} faces. */
  readonly keyframes: readonly Face[];
  /** Place on the path in segments: 0 is the first keyframe, `segments` the end of the path. */
  readonly position: number;
  readonly interpolation: Interpolation;
  readonly playMode: PlayMode;
  /** Segments a second. */
  readonly speed: number;
  /** Factor on z before it is drawn: 1 leaves it, less pulls towards the prior's mean. */
  readonly truncation: number;
  /** Steps along directions of attributes, added to every z: name to amount, in deviations. */
  readonly amounts: Readonly<Record<string, number>>;
  /** Directions that those steps leave alone (projected out). */
  readonly held: readonly string[];
  /** Seed of the "new samples" palette; tile i is sample i of it. */
  readonly paletteSeed: number;
  /** Seed of the 10×10 sheet: 11 points, one continuous path. */
  readonly sheetSeed: number;
  readonly source: StageSource;
  readonly pad: {
    /** Top left, top right, bottom left, bottom right. */
    readonly corners: readonly [Face, Face, Face, Face];
    /** 0 … 1 from left to right and from top to bottom. */
    readonly x: number;
    readonly y: number;
  };
  /** Components that "draw again" and the brush leave alone, ascending. */
  readonly locked: readonly number[];
  readonly instrument: Instrument;
}

export const maxKeyframes = 16;
/** Frames the film strip shows for a segment; the end point belongs to the next one (Figure 4). */
export const framesPerSegment = 10;
/** Tiles of the palette. */
export const paletteSize = 12;
