/** See the filters: all maps of a layer, one of them large over the face, and what excites it. */
import { Power, PowerOff } from 'lucide-react';
import { useCallback } from 'react';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import { Explain } from '../parts/Explain.tsx';
import { LayerMaps } from './LayerMaps.tsx';
import styles from './SeeStep.module.css';
import { useDraft, useToggleMap } from './draft.ts';
import { useActivity, useMaps, useOrder } from './maps.ts';
import { useFilters } from './scene.ts';
import { GridBar } from './GridBar.tsx';
import { LookedAtFace } from './LookedAtFace.tsx';
import { MapLegend } from './MapLegend.tsx';
import { Excited, Samples } from './SampleRows.tsx';
import { SceneSlider } from './SceneSlider.tsx';
import { Towards } from './Towards.tsx';

/** How much of the map is seen over the face. */
function OverlaySlider() {
  const words = useStrings().filters.see;
  const overlay = useFilters((scene) => scene.overlay);
  return (
    <SceneSlider
      label={words.overlay}
      min={0}
      max={1}
      step={0.05}
      value={overlay}
      change={(value) => ({ overlay: value })}
      text={words.overlayText}
      movesPicture={false}
    />
  );
}

/** Drops the opened map or takes it back. */
function ToggleOpened() {
  const words = useStrings().filters.see;
  const map = useFilters((scene) => scene.map);
  const { dropped } = useDraft();
  const toggle = useToggleMap();
  return (
    <Button
      icon={dropped.has(map) ? Power : PowerOff}
      onClick={(event) => toggle(map, event.timeStamp)}
    >
      {dropped.has(map) ? words.restore(String(map)) : words.drop(String(map))}
    </Button>
  );
}

/** The first step. What a toggled map changes are leaves: the picture does not wait for the rest. */
export function SeeStep() {
  const { filters } = useStrings();
  const { number } = filters.numbers;
  const words = filters.see;
  const maps = useMaps();
  const activity = useActivity(true);
  const order = useOrder(activity);
  const map = useFilters((scene) => scene.map);
  const means = activity?.strengths;
  const describe = useCallback(
    (channel: number): string =>
      means === undefined ? '' : words.strength(number(means[channel] ?? 0, 2)),
    [means, words, number],
  );
  return (
    <div className={styles.see}>
      <section className={styles.side} aria-label={words.opened(String(map))}>
        <LookedAtFace maps={maps} />
        <MapLegend maps={maps} activity={activity} />
        <OverlaySlider />
        <ToggleOpened />
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
