/** What has been fitted and measured for the scene as it is. */
import { useMemo } from 'react';
import type { EffectReport } from '../../state/filters/measureEffect.ts';
import type { FittedConcept } from '../../state/filters/fitConcept.ts';
import { controlSetsOf } from '../../state/filters/derived.ts';
import type { FilterScene } from '../../state/filters/scene.ts';
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
  const config = useModel();
  const fits = useStore((state) => state.filterWork.fits);
  const concepts = useFilters((scene) => scene.concepts);
  const concept = useFilters((scene) => scene.concept);
  const layer = useFilters((scene) => scene.layer);
  const usesUnmarked = useFilters((scene) => scene.usesUnmarked);
  return useMemo(() => {
    const fitted = fits[fitKey({ concepts, concept, layer, usesUnmarked }, config) ?? ''] ?? null;
    return { fitted, isStale: fitted === null && Object.keys(fits).length > 0 };
  }, [fits, config, concepts, concept, layer, usesUnmarked]);
}

/** What was measured of the draft of a scene, or that there is nothing yet. */
export function useReport(scene: FilterScene): {
  readonly report: EffectReport | null;
  readonly isStale: boolean;
} {
  const config = useModel();
  const { fitted } = useFit();
  const reports = useStore((state) => state.filterWork.reports);
  return useMemo(() => {
    const report = reports[reportKey(scene, config, fitted) ?? ''] ?? null;
    return { report, isStale: report === null && Object.keys(reports).length > 0 };
  }, [scene, config, fitted, reports]);
}

/** The random sets for these dropped maps. */
export function useControlSets(channels: readonly number[]): readonly (readonly number[])[] {
  const { fitted } = useFit();
  const controlSeed = useFilters((scene) => scene.controlSeed);
  return useMemo(
    () => controlSetsOf(channels, fitted, controlSeed),
    [channels, controlSeed, fitted],
  );
}
