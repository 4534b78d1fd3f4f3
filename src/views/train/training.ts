/** The scene, the pictures and the training as the parts of this view read them. */
import { useStore as useZustandStore } from 'zustand';
import type { ImageSet } from '../../model/imageSet.ts';
import { openPictures } from '../../state/train/pictures/openPictures.ts';
import type { TrainingState, TrainingStore } from '../../state/train/lab.ts';
import { openTraining } from '../../state/train/openTraining.ts';
import type { TrainScene } from '../../state/train/scene.ts';
import { useStore } from '../services.tsx';

/** Reads a piece of the scene; only for what is inside `TrainView`, which waits for a scene. */
export function useTrain<Piece>(select: (scene: TrainScene) => Piece): Piece {
  return useStore((state) => {
    if (state.train === null) throw new Error('A part of the Train view has no scene.');
    return select(state.train);
  });
}

/** Reads a piece of the training, and renders again when it changes. */
export function useTraining<Piece>(select: (state: TrainingState) => Piece): Piece {
  return useZustandStore(openTraining(), select);
}

/** The training itself, for its verbs. They never change. */
export function trainingVerbs(): TrainingStore {
  return openTraining().getState();
}

/** The pictures to train on; null before some were chosen. */
export function useImageSet(): ImageSet | null {
  return useZustandStore(openPictures(), ({ set }) => set);
}
