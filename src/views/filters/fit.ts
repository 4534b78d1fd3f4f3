/** What has been fitted and measured for the scene as it is. */
import { useMemo } from 'react';
import type { EffectReport } from '../../state/filters/measureEffect.ts';
import type { FittedConcept } from '../../state/filters/fitConcept.ts';
import { controlSetsOf, droppedChannels } from '../../state/filters/derived.ts';
import { fitKey, reportKey } from '../../state/filters/work.ts';
import { useStore } from '../services.tsx';
import { useFilters, useModel } from './scene.ts';

/** A fit, or that there is none for these boxes, this layer and these options. */
export interface PresentFit {
  readonly fitted: FittedConcept | null;
  /** Something else was fitted in this visit. */
  readonly isStale: boolean;
}

/** The fit of the selected concept on the layer. */
export function useFit(): PresentFit {
  const scene = useFilters((whole) => whole);
  const config = useModel();
  const fits = useStore((state) => state.filterWork.fits);
  const { concepts, concept, layer, usesUnmarked } = scene;
  return useMemo(() => {
    const fitted = fits[fitKey(scene, config) ?? ''] ?? null;
    return { fitted, isStale: fitted === null && Object.keys(fits).length > 0 };
    // oxlint-disable-next-line react/exhaustive-deps -- `scene` changes with all that it holds
  }, [fits, config, concepts, concept, layer, usesUnmarked]);
}

/** What was measured of the draft as it is, or that there is nothing yet. */
export function useReport(): { readonly report: EffectReport | null; readonly isStale: boolean } {
  const scene = useFilters((whole) => whole);
  const config = useModel();
  const { fitted } = useFit();
  const reports = useStore((state) => state.filterWork.reports);
  return useMemo(() => {
    const report = reports[reportKey(scene, config, fitted) ?? ''] ?? null;
    return { report, isStale: report === null && Object.keys(reports).length > 0 };
  }, [scene, config, fitted, reports]);
}

/** The random sets for the draft as it is. */
export function useControlSets(): readonly (readonly number[])[] {
  const scene = useFilters((whole) => whole);
  const { fitted } = useFit();
  const { selection, topCount, hand, controlSeed } = scene;
  return useMemo(
    () =>
      controlSetsOf(droppedChannels({ selection, topCount, hand }, fitted), fitted, controlSeed),
    [selection, topCount, hand, controlSeed, fitted],
  );
}
