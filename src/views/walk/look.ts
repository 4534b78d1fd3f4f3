/** Steps along directions of attributes in the walk: what they add to every z, and how they are said. */
import { useEffect, useMemo } from 'react';
import { directionsOf, shownAmount, shiftOf } from '../../state/arithmetic/attributes.ts';
import type { Direction } from '../../state/arithmetic/attributes.ts';
import type { Shift } from '../../state/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { sliderName } from '../parts/sliderName.ts';
import { useActions, useStore } from '../services.tsx';
import { useScene } from './scene.ts';

/** Every direction that there is, the visitor's own included; the model's once they are there. */
export function useWalkDirections(): readonly Direction[] {
  const modelId = useScene((scene) => scene.modelId);
  const directions = useStore((state) => state.known[modelId]?.directions);
  const withFaces = useStore((state) => state.arithmetic?.withFaces);
  const withoutFaces = useStore((state) => state.arithmetic?.withoutFaces);
  return useMemo(
    () =>
      directionsOf(directions, {
        withFaces: withFaces ?? [],
        withoutFaces: withoutFaces ?? [],
      }),
    [directions, withFaces, withoutFaces],
  );
}

/** What is added to every z; the same object until something it depends on changes. */
export function useShift(): Shift {
  const actions = useActions();
  const modelId = useScene((scene) => scene.modelId);
  const amounts = useScene((scene) => scene.amounts);
  const held = useScene((scene) => scene.held);
  const config = useStore((state) => state.configs[modelId]);
  const isNeeded = Object.keys(amounts).length > 0;
  useEffect(() => {
    if (isNeeded) actions.learn('directions');
  }, [actions, isNeeded, modelId]);
  const all = useWalkDirections();
  return useMemo(
    () => (config === undefined ? null : shiftOf({ amounts, held }, all, config)),
    [amounts, held, all, config],
  );
}

/** Each step in words, such as "Smile +2.0 σ". */
export function useLookWords(): readonly string[] {
  const words = useStrings().arithmetic;
  const amounts = useScene((scene) => scene.amounts);
  return useMemo(
    () =>
      Object.entries(amounts).map(([name, amount]) => {
        const turned = shownAmount(name, amount);
        return words.attributes.step(
          sliderName(words, name),
          `${turned > 0 ? '+' : ''}${words.numbers.number(turned, 1)}`,
        );
      }),
    [amounts, words],
  );
}
