/** All maps of the layer, to be dropped or taken back one by one. */
import { useStrings } from '../../teaching/language.tsx';
import styles from './DropStep.module.css';
import { LayerMaps } from './LayerMaps.tsx';
import { GridBar } from './GridBar.tsx';
import { useFit } from './fit.ts';
import { useActivity, useMaps, useOrder } from './maps.ts';

/** The grid, in which a click or Space drops a map. */
export function HandPicked() {
  const { filters } = useStrings();
  const { number } = filters.numbers;
  const maps = useMaps();
  const activity = useActivity(true);
  const order = useOrder(activity);
  const { fitted } = useFit();
  const weights = fitted?.own.detector.standardised;
  return (
    <section className={styles.maps} aria-labelledby="filters-choose">
      <h2 id="filters-choose">{filters.drop.maps}</h2>
      <GridBar />
      <div className={styles.grid}>
        <LayerMaps
          maps={maps}
          order={order}
          clickToggles
          describe={(channel) =>
            weights === undefined ? '' : filters.see.weight(number(weights[channel] ?? 0, 3))
          }
        />
      </div>
    </section>
  );
}
