/** What the colours of maps mean, and the numbers of the opened one. */
import { memo } from 'react';
import type { FeatureMaps } from '../../model/arrays.ts';
import type { SheetActivity } from '../../state/filters/mapRequests.ts';
import { useStrings } from '../../teaching/language.tsx';
import styles from './SeeStep.module.css';
import { colourGradient } from './colourMap.ts';
import { useFit } from './fit.ts';
import { meansOf, rangeOfAll, rangeOfMap } from './mapPicture.ts';
import { useFilters } from './scene.ts';

/** What the colours mean, and the numbers of the opened map. */
export const MapLegend = memo(function MapLegend({
  maps,
  activity,
}: {
  readonly maps: FeatureMaps | null;
  readonly activity: SheetActivity | null;
}) {
  const { filters } = useStrings();
  const { number } = filters.numbers;
  const words = filters.see;
  const map = useFilters((scene) => scene.map);
  const scaling = useFilters((scene) => scene.scaling);
  const { fitted } = useFit();
  const range =
    maps === null ? null : scaling === 'common' ? rangeOfAll(maps) : rangeOfMap(maps, map);
  const weight = fitted?.own.detector.standardised[map];
  const facts = [
    ...(maps === null ? [] : [words.mean(number(meansOf(maps)[map] ?? 0, 2))]),
    ...(activity === null ? [] : [words.strength(number(activity.strengths[map] ?? 0, 2))]),
    ...(weight === undefined ? [] : [words.weight(number(weight, 3))]),
  ];
  return (
    <div className={styles.legend}>
      <div className={styles.scale}>
        <span>{range === null ? '' : number(range.min, 2)}</span>
        <span
          className={styles.ramp}
          role="img"
          aria-label={
            range === null ? '' : words.legend(number(range.min, 2), number(range.max, 2))
          }
          style={{ background: colourGradient }}
        />
        <span>{range === null ? '' : number(range.max, 2)}</span>
      </div>
      <p className={styles.facts} data-map-facts="">
        <strong>{filters.grid.map(String(map))}</strong>
        {facts.length > 0 && ` · ${facts.join(' · ')}`}
      </p>
    </div>
  );
});
