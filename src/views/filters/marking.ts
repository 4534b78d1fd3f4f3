/** Drawing on a sample: the first shape begins a concept where there is none. */
import { useCallback } from 'react';
import type { Shape } from '../../model/markings.ts';
import { conceptOf } from '../../state/filters/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useActions, useStoreApi } from '../services.tsx';
import { letterOf } from './concepts.ts';

/** Sets the shapes of a sample. Returns whether it was done. */
export function useSetShapes(): (sample: number, shapes: readonly Shape[]) => boolean {
  const words = useStrings().filters.mark;
  const { setShapes, addConcept } = useActions();
  const api = useStoreApi();
  return useCallback(
    (sample, shapes) => {
      const { filters } = api.getState();
      if (filters !== null && conceptOf(filters) === null) addConcept(words.unnamed(letterOf(0)));
      return setShapes(sample, shapes);
    },
    [addConcept, api, setShapes, words],
  );
}
