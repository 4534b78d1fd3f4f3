/** Order and scale of the grid of maps. */
import { memo } from 'react';
import type { MapOrder, MapScaling } from '../../state/filters/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useActions } from '../services.tsx';
import styles from './SeeStep.module.css';
import { useFit } from './fit.ts';
import { useFilters } from './scene.ts';

/** The two choices, and what the order by rank lacks. */
export const GridBar = memo(function GridBar() {
  const words = useStrings().filters.grid;
  const order = useFilters((scene) => scene.order);
  const scaling = useFilters((scene) => scene.scaling);
  const { fitted } = useFit();
  const { changeFilters } = useActions();
  return (
    <div className={styles.bar}>
      <Segmented<MapOrder>
        label={words.order.label}
        value={order}
        onChange={(next) => changeFilters({ order: next })}
        options={(['index', 'strength', 'rank'] as const).map((value) => ({
          value,
          label: words.order[value],
        }))}
      />
      <Segmented<MapScaling>
        label={words.scaling.label}
        value={scaling}
        onChange={(next) => changeFilters({ scaling: next })}
        options={[
          { value: 'common', label: words.scaling.common },
          { value: 'own', label: words.scaling.own },
        ]}
      />
      {order === 'rank' && fitted === null && <p className={styles.quiet}>{words.noRank}</p>}
    </div>
  );
});
