/** All maps of the layer, to be dropped or taken back one by one. */
import { useStrings } from '../../teaching/language.tsx';
import { useActions } from '../services.tsx';
import styles from './DropStep.module.css';
import { MapGrid } from './MapGrid.tsx';
import { GridBar } from './GridBar.tsx';
import { useFit } from './fit.ts';
import { useDraft, useToggleMap } from './draft.ts';
import { useActivity, useMaps, useOrder } from './maps.ts';
import { useFilters, useLayer } from './scene.ts';

/** The grid, in which a click or Space drops a map. */
export function HandPicked() {
  const { filters } = useStrings();
  const { number } = filters.numbers;
  const layer = useLayer();
  const maps = useMaps();
  const activity = useActivity(true);
  const order = useOrder(activity);
  const { fitted } = useFit();
  const map = useFilters((scene) => scene.map);
  const scaling = useFilters((scene) => scene.scaling);
  const { dropped } = useDraft();
  const toggle = useToggleMap();
  const { changeFilters } = useActions();
  if (layer === null) return null;
  const weights = fitted?.own.detector.standardised;
  return (
    <section className={styles.maps} aria-labelledby="filters-choose">
      <h2 id="filters-choose">{filters.drop.maps}</h2>
      <GridBar />
      <div className={styles.grid}>
        <MapGrid
          layer={layer}
          maps={maps}
          order={order}
          scaling={scaling}
          opened={map}
          dropped={dropped}
          label={filters.grid.label(layer.name)}
          clickToggles
          describe={(channel) =>
            weights === undefined ? '' : filters.see.weight(number(weights[channel] ?? 0, 3))
          }
          onOpen={(channel) => changeFilters({ map: channel })}
          onToggle={toggle}
        />
      </div>
    </section>
  );
}
