/** The scene as the parts of this view read it, and the input that caused its latest picture. */
import { useCallback } from 'react';
import { stageFace } from '../../state/derived.ts';
import { walkShift } from '../../state/arithmetic/attributes.ts';
import type { WalkScene } from '../../state/scene.ts';
import { stampScene, timeOfScene } from '../parts/inputTimes.ts';
import { usePictures, useStore, useStoreApi } from '../services.tsx';

/**
 * Reads a piece of the scene; the component renders again when that piece changes. Only for what is
 * inside `WalkView`, which waits for a scene.
 */
export function useScene<Piece>(select: (scene: WalkScene) => Piece): Piece {
  return useStore((state) => {
    if (state.scene === null) throw new Error('A part of the Walk view was shown without a scene.');
    return select(state.scene);
  });
}

/**
 * Notes that the present scene came from an event with this `timeStamp`, and asks for its picture
 * before the page is rendered for it; to be called after the verb, in the event.
 */
export function useInputStamp(): (timeStamp: number) => void {
  const store = useStoreApi();
  const pictures = usePictures();
  return useCallback(
    (timeStamp) => {
      const state = store.getState();
      const { scene } = state;
      if (scene === null) return;
      stampScene(scene, timeStamp);
      pictures.anticipate(stageFace(scene, walkShift(state)), timeStamp);
    },
    [store, pictures],
  );
}

/** When the event that made this scene happened, or undefined when no event did. */
export function inputTimeOf(scene: WalkScene): number | undefined {
  return timeOfScene(scene);
}
