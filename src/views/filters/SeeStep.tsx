/** See the filters: all maps of a layer, one of them large over the face, and what excites it. */
import { Power, PowerOff } from 'lucide-react';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import { Explain } from '../parts/Explain.tsx';
import { SliderField } from '../parts/SliderField.tsx';
import { useActions } from '../services.tsx';
import { LayerMaps } from './LayerMaps.tsx';
import styles from './SeeStep.module.css';
import { useDraft, useToggleMap } from './draft.ts';
import { useActivity, useMaps, useOrder } from './maps.ts';
import { useFilters } from './scene.ts';
import { GridBar } from './GridBar.tsx';
import { LookedAtFace } from './LookedAtFace.tsx';
import { MapLegend } from './MapLegend.tsx';
import { Excited, Samples } from './SampleRows.tsx';
import { Towards } from './Towards.tsx';

/** The first step. */
export function SeeStep() {
  const { filters } = useStrings();
  const { number } = filters.numbers;
  const words = filters.see;
  const maps = useMaps();
  const activity = useActivity(true);
  const order = useOrder(activity);
  const map = useFilters((scene) => scene.map);
  const overlay = useFilters((scene) => scene.overlay);
  const { dropped } = useDraft();
  const toggle = useToggleMap();
  const { changeFilters, commit } = useActions();
  const means = activity?.strengths;
  const describe = (channel: number): string =>
    means === undefined ? '' : words.strength(number(means[channel] ?? 0, 2));
  return (
    <div className={styles.see}>
      <section className={styles.side} aria-label={words.opened(String(map))}>
        <LookedAtFace maps={maps} />
        <MapLegend maps={maps} activity={activity} />
        <SliderField
          label={words.overlay}
          min={0}
          max={1}
          step={0.05}
          value={overlay}
          format={(value) => words.overlayText(number(value, 2))}
          onChange={(value, input) =>
            changeFilters({ overlay: value }, { live: input !== undefined })
          }
          onCommit={commit}
        />
        <Button
          icon={dropped.has(map) ? Power : PowerOff}
          onClick={(event) => toggle(map, event.timeStamp)}
        >
          {dropped.has(map) ? words.restore(String(map)) : words.drop(String(map))}
        </Button>
        <Towards />
      </section>
      <section className={styles.main} aria-labelledby="filters-maps">
        <div className={styles.line}>
          <h2 id="filters-maps">{words.heading}</h2>
          <GridBar />
        </div>
        <LayerMaps maps={maps} order={order} describe={describe} />
        <Samples />
      </section>
      <div className={styles.below}>
        <Excited activity={activity} />
        <Explain text={words.what} more={words.whatMore} />
      </div>
    </div>
  );
}
