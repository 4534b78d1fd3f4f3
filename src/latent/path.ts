/**
 * The path through the keyframes. Position p = k + t lies at t (0 … 1) of segment k. An open path of
 * n keyframes has n − 1 segments. A closed path (played in a loop) has one more, from the last
 * keyframe back to the first, so that it comes round without a jump.
 */
import { norm } from '../maths/vector.ts';
import type { Latent } from '../model/arrays.ts';
import { interpolate } from './interpolate.ts';
import type { Interpolation } from './interpolate.ts';

/** Keyframes in order (at least one), whether the path comes round, and how it goes between two. */
export interface Path {
  readonly keyframes: readonly Latent[];
  readonly closed: boolean;
  readonly interpolation: Interpolation;
}

/** Number of segments; 0 for a single keyframe, which is no way to anywhere. */
export function countSegments(keyframes: number, closed: boolean): number {
  if (keyframes < 2) return 0;
  return closed ? keyframes : keyframes - 1;
}

/** `position` brought into 0 … segments. */
export function clampPosition(position: number, keyframes: number, closed: boolean): number {
  return Math.min(Math.max(position, 0), countSegments(keyframes, closed));
}

/** z at a position, which is clamped to the path; on a keyframe that very keyframe. */
export function latentAt(path: Path, position: number): Latent {
  const { keyframes } = path;
  const place = clampPosition(position, keyframes.length, path.closed);
  const segment = Math.floor(place);
  const from = keyframes[segment % keyframes.length] as Latent;
  if (place === segment) return from;
  const to = keyframes[(segment + 1) % keyframes.length] as Latent;
  return interpolate(from, to, place - segment, path.interpolation);
}

/**
 * Positions of the film strip's frames: `perSegment` for each segment, a segment's end point being
 * the next one's first frame (the paper's Figure 4). Only an open path shows its last keyframe as
 * an end of its own; a closed one is back at the first.
 */
export function framePositions(keyframes: number, closed: boolean, perSegment: number): number[] {
  const segments = countSegments(keyframes, closed);
  const count = segments * perSegment + (closed && segments > 0 ? 0 : 1);
  return Array.from({ length: count }, (_, frame) => frame / perSegment);
}

/** |z| at `perSegment` places a segment and at the end: segments · perSegment + 1 numbers. */
export function normsAlong(path: Path, perSegment: number): number[] {
  const segments = countSegments(path.keyframes.length, path.closed);
  return Array.from({ length: segments * perSegment + 1 }, (_, i) =>
    norm(latentAt(path, i / perSegment)),
  );
}

/** Index that a keyframe made at this position gets: behind the keyframe at or before it. */
export function indexForInsert(position: number, keyframes: number): number {
  return Math.min(Math.floor(position) + 1, keyframes);
}

/** Where a position is after a keyframe was inserted before `index`: at the same share of its segment. */
export function positionAfterInsert(position: number, index: number): number {
  if (position >= index) return position + 1;
  const share = position - (index - 1);
  return share > 0 ? index - 1 + 2 * share : position;
}

/** Where a position is after keyframe `index` was taken out and its two segments became one. */
export function positionAfterRemove(position: number, index: number): number {
  if (index === 0) return Math.max(position - 1, 0);
  if (position >= index + 1) return position - 1;
  const share = position - (index - 1);
  return share > 0 ? index - 1 + share / 2 : position;
}
