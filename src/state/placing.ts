/**
 * What a drop does. Nothing is ever lost by it: faces are copied, except that what already lies on the
 * path or in a corner of the pad moves or changes places within its own kind.
 *
 * | dropped on   | a face from elsewhere       | a keyframe                  | a pad corner         |
 * |--------------|-----------------------------|-----------------------------|----------------------|
 * | keyframe     | replaces it                 | the two change places       | replaces it          |
 * | keyframe gap | is inserted there           | moves there                 | is inserted there    |
 * | pad corner   | replaces the corner         | replaces the corner         | change places        |
 * | shelf        | is kept (from the shelf: –) | is kept                     | is kept              |
 * | bin          | – (a shelf item is removed) | is removed (never the last) | –                    |
 *
 * "–" does nothing. A face of another model is refused everywhere but on the shelf and in the bin.
 */
import { toKeptFace } from '../latent/createFace.ts';
import type { Face } from '../latent/face.ts';
import { clampPosition, positionAfterInsert, positionAfterRemove } from '../latent/path.ts';
import type { PadCorners } from '../latent/pad.ts';
import { isClosed } from './derived.ts';
import { roundForLink } from './limits.ts';
import { maxKeyframes } from './scene.ts';
import type { WalkScene } from './scene.ts';
import type { DragSource, DropTarget, NoticeKey } from './types.ts';

/** What is to be done: a new scene, something about the shelf, nothing, or a refusal with its reason. */
export type Placing =
  | { readonly kind: 'scene'; readonly scene: WalkScene; readonly selectedKeyframe?: number }
  | { readonly kind: 'keep' }
  | { readonly kind: 'forget'; readonly id: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly notice: NoticeKey };

/** Works out a drop. */
export function placeFace(
  scene: WalkScene,
  face: Face,
  target: Exclude<DropTarget, { kind: 'filter-face' }>,
  source: DragSource | undefined,
): Placing {
  if (target.kind === 'shelf') return { kind: source?.kind === 'shelf' ? 'nothing' : 'keep' };
  if (target.kind === 'exemplar' || target.kind === 'slot' || target.kind === 'group') {
    return { kind: 'nothing' }; // `arithmetic/placing.ts` knows these
  }
  if (target.kind === 'bin') {
    if (source?.kind === 'shelf') return { kind: 'forget', id: source.id };
    return source?.kind === 'keyframe' ? withoutKeyframe(scene, source.index) : { kind: 'nothing' };
  }
  if (face.modelId !== scene.modelId) return { kind: 'refused', notice: 'other-model' };
  if (target.kind === 'pad-corner') return inCorner(scene, face, target.corner, source);
  if (target.kind === 'keyframe-gap') {
    return source?.kind === 'keyframe'
      ? withKeyframeMoved(scene, source.index, target.index)
      : withKeyframe(scene, face, target.index);
  }
  const { index } = target;
  const replaced = scene.keyframes[index];
  if (replaced === undefined) return { kind: 'nothing' };
  if (source?.kind !== 'keyframe') {
    const keyframes = scene.keyframes.with(index, toKeptFace(face));
    return { kind: 'scene', scene: { ...scene, keyframes }, selectedKeyframe: index };
  }
  const moved = scene.keyframes[source.index];
  if (moved === undefined || source.index === index) return { kind: 'nothing' };
  const keyframes = scene.keyframes.with(index, moved).with(source.index, replaced);
  return { kind: 'scene', scene: { ...scene, keyframes }, selectedKeyframe: index };
}

/** Inserts a keyframe before `index`; the position stays at the same share of its segment. */
export function withKeyframe(scene: WalkScene, face: Face, index: number): Placing {
  if (face.modelId !== scene.modelId) return { kind: 'refused', notice: 'other-model' };
  if (scene.keyframes.length >= maxKeyframes) return { kind: 'refused', notice: 'path-full' };
  const place = Math.min(Math.max(Math.trunc(index), 0), scene.keyframes.length);
  const keyframes = scene.keyframes.toSpliced(place, 0, toKeptFace(face));
  const position = positionAfterInsert(scene.position, place);
  return {
    kind: 'scene',
    scene: withPosition({ ...scene, keyframes }, position),
    selectedKeyframe: place,
  };
}

/** Takes a keyframe out; the last one stays. */
export function withoutKeyframe(scene: WalkScene, index: number): Placing {
  if (scene.keyframes[index] === undefined || scene.keyframes.length === 1) {
    return { kind: 'nothing' };
  }
  const keyframes = scene.keyframes.toSpliced(index, 1);
  const position = positionAfterRemove(scene.position, index);
  return { kind: 'scene', scene: withPosition({ ...scene, keyframes }, position) };
}

/** Moves keyframe `from` to the gap before `gap` (counted before the move); a position on it goes along. */
export function withKeyframeMoved(scene: WalkScene, from: number, gap: number): Placing {
  const face = scene.keyframes[from];
  if (face === undefined) return { kind: 'nothing' };
  const bounded = Math.min(Math.max(Math.trunc(gap), 0), scene.keyframes.length);
  const to = bounded > from ? bounded - 1 : bounded;
  if (to === from) return { kind: 'nothing' };
  const keyframes = scene.keyframes.toSpliced(from, 1).toSpliced(to, 0, face);
  const position = scene.position === from ? to : scene.position;
  return { kind: 'scene', scene: { ...scene, keyframes, position }, selectedKeyframe: to };
}

function inCorner(
  scene: WalkScene,
  face: Face,
  corner: 0 | 1 | 2 | 3,
  source: DragSource | undefined,
): Placing {
  const { corners } = scene.pad;
  if (source?.kind === 'pad-corner' && source.corner === corner) return { kind: 'nothing' };
  let changed = corners.with(corner, toKeptFace(face));
  if (source?.kind === 'pad-corner') changed = changed.with(source.corner, corners[corner]);
  const pad = { ...scene.pad, corners: changed as unknown as PadCorners<Face> };
  return { kind: 'scene', scene: { ...scene, pad } };
}

function withPosition(scene: WalkScene, position: number): WalkScene {
  return {
    ...scene,
    position: clampPosition(roundForLink(position), scene.keyframes.length, isClosed(scene)),
  };
}
