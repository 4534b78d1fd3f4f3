/** The maps of the face that is looked at, and how the whole sheet answers. */
import { useEffect, useMemo, useState } from 'react';
import { toPlainError } from '../../errors.ts';
import type { FeatureMaps } from '../../model/arrays.ts';
import { sheetOf } from '../../state/filters/derived.ts';
import type { SheetActivity } from '../../state/filters/mapRequests.ts';
import type { SampleRange } from '../../model/markings.ts';
import { useActions, useMapRequests, useStore } from '../services.tsx';
import { useFit } from './fit.ts';
import { useFilters, useLayer, useLookedAt, useModel } from './scene.ts';

/** Maps of the layer for the face that is looked at; the former ones until new ones arrive. */
export function useMaps(): FeatureMaps | null {
  const requests = useMapRequests();
  const layer = useLayer()?.name;
  const { face } = useLookedAt();
  const [maps, setMaps] = useState<FeatureMaps | null>(null);
  useEffect(
    () => (layer === undefined ? undefined : requests.hold({ face, layer }, setMaps)),
    [requests, face, layer],
  );
  return maps !== null && maps.layer === layer ? maps : null;
}

/** The samples of the sheet; the same object until they change. */
export function useSheet(): SampleRange {
  const seed = useFilters((scene) => sheetOf(scene).seed);
  const firstIndex = useFilters((scene) => sheetOf(scene).firstIndex);
  const count = useFilters((scene) => sheetOf(scene).count);
  return useMemo(() => ({ seed, firstIndex, count }), [seed, firstIndex, count]);
}

/** How the layer's maps answer to the sheet; null while that is being read, or is not `wanted`. */
export function useActivity(wanted: boolean): SheetActivity | null {
  const requests = useMapRequests();
  const model = useModel();
  const layer = useLayer()?.name;
  const sheet = useSheet();
  const ready = useStore(
    (state) => state.engine.phase === 'ready' && state.engine.model?.id === model.id,
  );
  const { notify } = useActions();
  const [read, setRead] = useState<{ key: string; activity: SheetActivity } | null>(null);
  const key = [model.id, layer, sheet.seed, sheet.firstIndex, sheet.count].join(' ');
  useEffect(() => {
    if (!wanted || !ready || layer === undefined) return undefined;
    let held = true;
    requests.readSheet(model, sheet, layer).then(
      (activity) => {
        if (held) setRead({ key, activity });
      },
      (thrown: unknown) => {
        const error = toPlainError(thrown);
        if (held && error.code !== 'aborted')
          notify('error', { kind: 'error', error, retry: false });
      },
    );
    return () => {
      held = false;
    };
  }, [wanted, ready, requests, model, sheet, layer, key, notify]);
  return read !== null && read.key === key ? read.activity : null;
}

/** The maps in the chosen order, as far as what it rests on is known; else by number. */
export function useOrder(activity: SheetActivity | null): readonly number[] {
  const layer = useLayer();
  const { fitted } = useFit();
  const order = useFilters((scene) => scene.order);
  const count = layer?.channels ?? 0;
  const strengths = activity?.strengths ?? null;
  const weights = fitted?.own.detector.standardised ?? null;
  return useMemo(() => {
    const channels = Array.from({ length: count }, (_, channel) => channel);
    const values = { index: null, strength: strengths, rank: weights }[order];
    if (values === null || values.length !== count) return channels;
    return channels.toSorted((a, b) => (values[b] as number) - (values[a] as number) || a - b);
  }, [count, order, strengths, weights]);
}
