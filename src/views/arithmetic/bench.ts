/** The bench as the parts of this view read it, and the input that caused its latest picture. */
import { useCallback, useEffect, useMemo } from 'react';
import type { Face } from '../../latent/face.ts';
import type { ModelConfig } from '../../model/config.ts';
import { computedFace, neighbourFaces, sumOf } from '../../state/arithmetic/derived.ts';
import { directionsOf, moveLatent, movesOf } from '../../state/arithmetic/attributes.ts';
import type { Direction } from '../../state/arithmetic/attributes.ts';
import type { KnowledgeKind, ModelKnowledge } from '../../state/arithmetic/knowledge.ts';
import { placeOnBench } from '../../state/arithmetic/placing.ts';
import type { ArithmeticScene } from '../../state/arithmetic/scene.ts';
import { useHovering } from '../parts/dragContext.tsx';
import { stampScene, timeOfScene } from '../parts/inputTimes.ts';
import { useActions, usePictures, useStore, useStoreApi } from '../services.tsx';

/**
 * Reads a piece of the bench; the component renders again when that piece changes. Only for what is
 * inside `ArithmeticView`, which waits for a scene.
 */
export function useBench<Piece>(select: (bench: ArithmeticScene) => Piece): Piece {
  return useStore((state) => {
    if (state.arithmetic === null) throw new Error('The bench was shown without a scene.');
    return select(state.arithmetic);
  });
}

/** The model of the page, as described. Only inside `ArithmeticView`. */
export function useModel(): ModelConfig {
  return useStore((state) => {
    const model = state.scene === null ? undefined : state.configs[state.scene.modelId];
    if (model === undefined) throw new Error('The bench was shown without a model.');
    return model;
  });
}

/** What the model knows of its latents; asked for when it is first shown. */
export function useKnown<Kind extends KnowledgeKind>(kind: Kind): ModelKnowledge[Kind] | undefined {
  const actions = useActions();
  const { id } = useModel();
  useEffect(() => actions.learn(kind), [actions, kind, id]);
  return useStore((state) => state.known[id]?.[kind]);
}

/** Y of a bench, moved along directions; null while no term has a face. */
function resultFace(
  bench: ArithmeticScene,
  directions: readonly Direction[],
  model: ModelConfig,
): Face | null {
  const y = sumOf(bench);
  return y === null
    ? null
    : computedFace(model.id, moveLatent(y, movesOf(bench, directions), model));
}

/**
 * Notes that the present bench came from an event with this `timeStamp`, and asks for the picture of its
 * result before the page is rendered for it; to be called after the verb, in the event.
 */
export function useBenchStamp(): (timeStamp: number) => void {
  const store = useStoreApi();
  const pictures = usePictures();
  return useCallback(
    (timeStamp) => {
      const { arithmetic, scene, configs, known } = store.getState();
      const model = scene === null ? undefined : configs[scene.modelId];
      if (arithmetic === null || model === undefined) return;
      stampScene(arithmetic, timeStamp);
      const directions = directionsOf(known[model.id]?.directions, arithmetic);
      const face = resultFace(arithmetic, directions, model);
      if (face !== null) pictures.anticipate(face, timeStamp);
    },
    [store, pictures],
  );
}

/** The bench as it would be if the face that hovers over a place were dropped; else as it is. */
export function useShownBench(): ArithmeticScene {
  const bench = useBench((whole) => whole);
  const { id } = useModel();
  const hovering = useHovering();
  return useMemo(() => {
    if (hovering === null) return bench;
    const { carried, target } = hovering;
    const placing = placeOnBench(bench, id, carried.face, target, carried.source);
    return placing?.kind === 'bench' ? placing.bench : bench;
  }, [bench, id, hovering]);
}

/** The result of the bench as shown. */
export interface ShownResult {
  /** Null while no term has a face. */
  readonly face: Face | null;
  /** `event.timeStamp` of the input behind it; undefined where there is none. */
  readonly inputTime: number | undefined;
}

/** Every direction that there is: the model's, brought when a slider is off 0, and the visitor's own. */
export function useDirections(): readonly Direction[] {
  const actions = useActions();
  const { id } = useModel();
  const needed = useBench(({ amounts }) => Object.keys(amounts).length > 0);
  useEffect(() => {
    if (needed) actions.learn('directions');
  }, [actions, needed, id]);
  const directions = useStore((state) => state.known[id]?.directions);
  const withFaces = useBench((bench) => bench.withFaces);
  const withoutFaces = useBench((bench) => bench.withoutFaces);
  return useMemo(
    () => directionsOf(directions, { withFaces, withoutFaces }),
    [directions, withFaces, withoutFaces],
  );
}

/** Y; the same object until something it depends on changes. */
export function useResult(): ShownResult {
  const bench = useShownBench();
  const model = useModel();
  const directions = useDirections();
  const { slots, strength, amounts, held } = bench;
  return useMemo(() => {
    return {
      face: resultFace(bench, directions, model),
      inputTime: timeOfScene(bench),
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `bench` changes with all that it holds
  }, [model, directions, slots, strength, amounts, held]);
}

/** The eight neighbours of a result. */
export function useNeighbours(face: Face | null): readonly Face[] {
  const noise = useBench((bench) => bench.noise);
  const noiseSeed = useBench((bench) => bench.noiseSeed);
  const model = useModel();
  return useMemo(
    () => (face === null ? [] : neighbourFaces({ noise, noiseSeed }, model, face.z)),
    [face, noise, noiseSeed, model],
  );
}
