/** Concepts that come with the model, and whether the selected one is such. */
import { useEffect, useMemo } from 'react';
import type { PreparedConcept, PreparedConcepts } from '../../formats/concepts.ts';
import { conceptOf } from '../../state/filters/derived.ts';
import { preparedOf } from '../../state/filters/prepared.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useActions, useStore } from '../services.tsx';
import { useFilters, useModel } from './scene.ts';

/** All that come with the model; asked for once. Null where there are none, or not yet. */
export function usePreparedConcepts(): PreparedConcepts | null {
  const { id } = useModel();
  const known = useStore((state) => state.preparedConcepts[id]);
  const { learnConcepts } = useActions();
  useEffect(() => {
    if (known === undefined) learnConcepts();
  }, [known, learnConcepts, id]);
  return known ?? null;
}

/** The prepared concept whose untouched boxes the selected concept has; null for the visitor's own. */
export function usePrepared(): PreparedConcept | null {
  const known = usePreparedConcepts();
  const concept = useFilters(conceptOf);
  return useMemo(() => (concept === null ? null : preparedOf(concept, known)), [concept, known]);
}

/** The name of a prepared concept in the visitor's language; its id where there is none. */
export function usePreparedName(): (id: string) => string {
  const names: Readonly<Record<string, string>> = useStrings().filters.mark.preparedConcepts;
  return (id) => names[id] ?? id;
}
