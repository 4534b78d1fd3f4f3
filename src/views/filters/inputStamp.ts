/** From an input to its picture without waiting for the page. */
import { useCallback } from 'react';
import type { Face } from '../../latent/face.ts';
import {
  draftOf,
  layerOf,
  lookedAt,
  rangeFaces,
  resultRange,
} from '../../state/filters/derived.ts';
import { fitKey } from '../../state/filters/work.ts';
import type { ChannelMask } from '../../model/arrays.ts';
import type { PlaygroundState } from '../../state/types.ts';
import { stampScene } from '../parts/inputTimes.ts';
import { usePictures, useStoreApi } from '../services.tsx';

/** The picture that the eye is on, of all that a change redraws; null where a step has none. */
function pictureInHand(state: PlaygroundState): { face: Face; mask: ChannelMask } | null {
  const { filters, scene, configs, filterWork } = state;
  const config = scene === null ? undefined : configs[scene.modelId];
  if (filters === null || config === undefined) return null;
  const layer = layerOf(filters, config);
  if (layer === null) return null;
  const faces = {
    see: () => [lookedAt(filters)],
    mark: () => [],
    fit: () => [],
    drop: () => rangeFaces(config, resultRange(filters, 1)),
  };
  const [face] = faces[filters.step]();
  if (face === undefined) return null;
  const fitted = filterWork.fits[fitKey(filters, config) ?? ''] ?? null;
  return { face, mask: draftOf(filters, layer, fitted).mask };
}

/**
 * Notes that the present scene came from an event with this `timeStamp`, and asks for the picture that
 * the eye is on before the page is rendered for it; to be called after the verb, in the event.
 */
export function useFilterStamp(): (timeStamp: number) => void {
  const store = useStoreApi();
  const pictures = usePictures();
  return useCallback(
    (timeStamp) => {
      const state = store.getState();
      stampScene(state.filters, timeStamp);
      const held = pictureInHand(state);
      if (held !== null) pictures.anticipate(held.face, timeStamp, held.mask);
    },
    [store, pictures],
  );
}
