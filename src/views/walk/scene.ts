/** The scene as the parts of this view read it, and the input that caused its latest picture. */
import type { StoreApi } from 'zustand';
import type { WalkScene } from '../../state/scene.ts';
import type { PlaygroundStore } from '../../state/types.ts';
import { stampScene, timeOfScene } from '../parts/inputTimes.ts';
import { useStore } from '../services.tsx';

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

/** Notes that the present scene came from an event with this `timeStamp`; call it after the verb. */
export function stampInput(store: StoreApi<PlaygroundStore>, timeStamp: number): void {
  stampScene(store.getState().scene, timeStamp);
}

/** When the event that made this scene happened, or undefined when no event did. */
export function inputTimeOf(scene: WalkScene): number | undefined {
  return timeOfScene(scene);
}
