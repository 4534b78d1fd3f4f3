/** The faces that the stage shows, computed once for each change of what they depend on. */
import { useMemo } from 'react';
import { nearestKeyframe, rescale } from '../../latent/control.ts';
import type { Face } from '../../latent/face.ts';
import {
  controlFace,
  isClosed,
  normOf,
  stageFace,
  untruncatedStageFace,
} from '../../state/derived.ts';
import type { WalkScene } from '../../state/scene.ts';
import { inputTimeOf, useScene } from './scene.ts';

/** The face on the stage as it travels and as it is drawn, and the input that chose it. */
export interface StageFaces {
  readonly face: Face;
  readonly drawn: Face;
  readonly inputTime: number | undefined;
}

/** One unmixed face at the length of the face on the stage. */
export interface Control {
  readonly face: Face;
  /** Where it comes from: a keyframe, or a corner of the pad. */
  readonly from: { readonly kind: 'keyframe' | 'corner'; readonly index: number; readonly face: Face };
}

/** Index of the pad's corner nearest to a point: top left, top right, bottom left, bottom right. */
export function nearestCorner(x: number, y: number): 0 | 1 | 2 | 3 {
  if (y < 0.5) return x < 0.5 ? 0 : 1;
  return x < 0.5 ? 2 : 3;
}

/** The control of a scene: the nearest keyframe or corner, scaled to the present |z|. */
export function controlOf(scene: WalkScene): Control {
  if (scene.source === 'path') {
    const { keyframes, position } = scene;
    const index = nearestKeyframe(position, keyframes.length, isClosed(scene));
    const face = keyframes[index] as Face;
    return { face: controlFace(scene), from: { kind: 'keyframe', index, face } };
  }
  const index = nearestCorner(scene.pad.x, scene.pad.y);
  const face = scene.pad.corners[index];
  const z = rescale(face.z, normOf(stageFace(scene)));
  const scaled: Face = z === face.z ? face : { ...face, z, origin: { kind: 'free' } };
  return { face: scaled, from: { kind: 'corner', index, face } };
}

/** Faces of the stage; the same objects until something they depend on changes. */
export function useStageFaces(): StageFaces {
  const scene = useScene((whole) => whole);
  const { modelId, keyframes, interpolation, playMode, truncation, source } = scene;
  // What does not decide the picture must not renew it.
  const position = source === 'path' ? scene.position : null;
  const pad = source === 'pad' ? scene.pad : null;
  return useMemo(
    () => ({
      face: untruncatedStageFace(scene),
      drawn: stageFace(scene),
      inputTime: inputTimeOf(scene),
    }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `scene` changes with all that it holds
    [modelId, keyframes, interpolation, playMode, truncation, source, position, pad],
  );
}
