/** What stays of the scenes when another model is put in. */
import type { Face } from '../latent/face.ts';
import type { PadCorners } from '../latent/pad.ts';
import type { ModelConfig } from '../model/config.ts';
import type { ArithmeticScene } from './arithmetic/scene.ts';
import { mapFaces } from './arithmetic/table.ts';
import type { FilterScene } from './filters/scene.ts';
import { mapFilterFaces } from './filters/table.ts';
import { createInitialScenes } from './scenes.ts';
import type { Scenes } from './scenes.ts';
import type { WalkScene } from './scene.ts';

/**
 * The scenes under another model. Where both draw z from the same prior in as many dimensions, all
 * faces stay and are read by the new model; else the new model starts afresh, and only what is not
 * about faces is kept, the recipe of a run of training among it. Presets and attribute directions belong to a model and go in either case.
 */
export function carryOver(
  scenes: Scenes | null,
  from: ModelConfig | undefined,
  to: ModelConfig,
): Scenes {
  const initial = createInitialScenes(to);
  if (scenes === null || from === undefined) return initial;
  if (from.prior !== to.prior || from.latentDim !== to.latentDim) {
    const { interpolation, playMode, speed, truncation, instrument } = scenes.scene;
    const { panel } = scenes.arithmetic;
    return {
      scene: { ...initial.scene, interpolation, playMode, speed, truncation, instrument },
      arithmetic: { ...initial.arithmetic, panel },
      filters: initial.filters,
      train: scenes.train,
    };
  }
  const relabel = (face: Face): Face => ({ ...face, modelId: to.id });
  return {
    scene: relabelWalk(scenes.scene, to.id, relabel),
    arithmetic: relabelArithmetic(scenes.arithmetic, relabel),
    filters: relabelFilters(scenes.filters, initial.filters, relabel),
    train: scenes.train,
  };
}

function relabelWalk(scene: WalkScene, modelId: string, relabel: (face: Face) => Face): WalkScene {
  const corners = scene.pad.corners.map(relabel) as unknown as PadCorners<Face>;
  return {
    ...scene,
    modelId,
    amounts: {},
    held: [],
    keyframes: scene.keyframes.map(relabel),
    pad: { ...scene.pad, corners },
  };
}

function relabelArithmetic(scene: ArithmeticScene, relabel: (face: Face) => Face): ArithmeticScene {
  return { ...mapFaces(scene, relabel), preset: '', triple: 0, amounts: {}, held: [] };
}

/** Faces stay; concepts, layers and maps are another model's. */
function relabelFilters(
  scene: FilterScene,
  initial: FilterScene,
  relabel: (face: Face) => Face,
): FilterScene {
  const { faces, blend } = mapFilterFaces(scene, relabel);
  const { order, scaling, overlay, tool } = scene;
  return { ...initial, faces, blend, order, scaling, overlay, tool };
}
