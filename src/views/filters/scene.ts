/** The scene as the parts of this view read it. */
import { useMemo } from 'react';
import type { LayerInfo, ModelConfig } from '../../model/config.ts';
import type { Face } from '../../latent/face.ts';
import { layerOf, lookedAt } from '../../state/filters/derived.ts';
import type { FilterScene } from '../../state/filters/scene.ts';
import { timeOfScene } from '../parts/inputTimes.ts';
import { useStore } from '../services.tsx';

/** Reads a piece of the scene; only for what is inside `FiltersView`, which waits for a scene. */
export function useFilters<Piece>(select: (scene: FilterScene) => Piece): Piece {
  return useStore((state) => {
    if (state.filters === null) throw new Error('A part of the Filters view has no scene.');
    return select(state.filters);
  });
}

/** The model in use. */
export function useModel(): ModelConfig {
  return useStore((state) => {
    const config = state.scene === null ? undefined : state.configs[state.scene.modelId];
    if (config === undefined) throw new Error('A part of the Filters view has no model.');
    return config;
  });
}

/** The layer that is looked at; null for a G without hidden layers. */
export function useLayer(): LayerInfo | null {
  const config = useModel();
  const layer = useFilters((scene) => scene.layer);
  return useMemo(() => layerOf({ layer }, config), [config, layer]);
}

/** The face that is looked at, and the input that moved it there. */
export function useLookedAt(): { readonly face: Face; readonly inputTime: number | undefined } {
  const scene = useFilters((whole) => whole);
  const { faces, blend } = scene;
  const face = useMemo(() => lookedAt({ faces, blend }), [faces, blend]);
  return { face, inputTime: timeOfScene(scene) };
}
