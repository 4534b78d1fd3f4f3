/** The face that the stage shows, computed once for each change of what it depends on. */
import { useMemo } from 'react';
import type { Face } from '../../latent/face.ts';
import { stageFace, untruncatedStageFace } from '../../state/derived.ts';
import { useShift } from './look.ts';
import { inputTimeOf, useScene } from './scene.ts';

/** The face on the stage as it travels and as it is drawn, and the input that chose it. */
export interface StageFaces {
  readonly face: Face;
  readonly drawn: Face;
  /** `event.timeStamp`; undefined where no event moved it, as in playback. */
  readonly inputTime: number | undefined;
}

/** Faces of the stage; the same objects until something they depend on changes. */
export function useStageFaces(): StageFaces {
  const scene = useScene((whole) => whole);
  const shift = useShift();
  const { modelId, keyframes, interpolation, playMode, truncation, source } = scene;
  // What does not decide the picture must not renew it.
  const position = source === 'path' ? scene.position : null;
  const pad = source === 'pad' ? scene.pad : null;
  return useMemo(
    () => ({
      face: untruncatedStageFace(scene),
      drawn: stageFace(scene, shift),
      inputTime: inputTimeOf(scene),
    }),
    // oxlint-disable-next-line react/exhaustive-deps -- `scene` changes with all that it holds
    [modelId, keyframes, interpolation, playMode, truncation, source, position, pad, shift],
  );
}
