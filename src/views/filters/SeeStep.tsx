/** See the filters: all maps of a layer, one of them large over the face, and what excites it. */
import { Power, PowerOff } from 'lucide-react';
import { memo, useLayoutEffect, useMemo, useRef } from 'react';
import type { FeatureMaps } from '../../model/arrays.ts';
import { rangeFaces } from '../../state/filters/derived.ts';
import type { SheetActivity } from '../../state/filters/mapRequests.ts';
import type { MapOrder, MapScaling } from '../../state/filters/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import { DropSlot } from '../parts/DropSlot.tsx';
import { Explain } from '../parts/Explain.tsx';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { SliderField } from '../parts/SliderField.tsx';
import { Tile } from '../parts/Tile.tsx';
import { describeOrigin } from '../parts/latentText.ts';
import { useActions } from '../services.tsx';
import { MapGrid } from './MapGrid.tsx';
import styles from './SeeStep.module.css';
import { colourGradient } from './colourMap.ts';
import { useDraft, useToggleMap } from './draft.ts';
import { useFit } from './fit.ts';
import { mapImage, meansOf, rangeOfAll, rangeOfMap } from './mapPicture.ts';
import { useFilterStamp } from './inputStamp.ts';
import { useActivity, useMaps, useOrder, useSheet } from './maps.ts';
import { useFilters, useLayer, useLookedAt, useModel } from './scene.ts';

/** Faces of the sheet that are shown as those which excite a map most. */
const mostExcited = 8;
/** Samples at hand below the grid. */
const samplesAtHand = 12;
/** Side of the large face in CSS pixels, and of the small ones. */
const [faceSide, smallSide] = [256, 64];

/** The opened map on a canvas over the face. */
function Overlay({ maps }: { readonly maps: FeatureMaps | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const map = useFilters((scene) => scene.map);
  const overlay = useFilters((scene) => scene.overlay);
  const scaling = useFilters((scene) => scene.scaling);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null || maps === null || map >= maps.channels) return;
    const range = scaling === 'common' ? rangeOfAll(maps) : rangeOfMap(maps, map);
    element.width = maps.width;
    element.height = maps.height;
    element.getContext('2d')?.putImageData(mapImage(maps, map, range), 0, 0);
  }, [maps, map, scaling]);
  return (
    <canvas
      ref={canvas}
      className={styles.overlay}
      aria-hidden="true"
      style={{ opacity: maps === null ? 0 : overlay }}
    />
  );
}

/** What the colours mean, and the numbers of the opened map. */
function Legend({
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
}

/** The face, the map over it, and the way to another face. */
function LookedAtFace({ maps }: { readonly maps: FeatureMaps | null }) {
  const strings = useStrings();
  const words = strings.filters.see;
  const { mask } = useDraft();
  const { face, inputTime } = useLookedAt();
  const size = useImageSize(face.modelId);
  return (
    <DropSlot
      target={{ kind: 'filter-face', place: 0 }}
      label={words.faceSlot}
      className={styles.face ?? ''}
    >
      <Tile
        face={face}
        source={{ kind: 'filter-face', place: 0 }}
        label={words.picture(describeOrigin(strings, face))}
        scale={Math.max(1, Math.floor(faceSide / size))}
        priority="live"
        mask={mask}
        {...(inputTime === undefined ? {} : { inputTime })}
      />
      <Overlay maps={maps} />
    </DropSlot>
  );
}

/** A second face, and the slider between the two. */
function Towards() {
  const strings = useStrings();
  const words = strings.filters.see;
  const { number } = strings.filters.numbers;
  const second = useFilters((scene) => scene.faces[1]);
  const blend = useFilters((scene) => scene.blend);
  const { changeFilters, commit } = useActions();
  const stamp = useFilterStamp();
  const size = useImageSize(second?.modelId ?? '');
  return (
    <div className={styles.towards}>
      <DropSlot
        target={{ kind: 'filter-face', place: 1 }}
        label={words.towardsSlot}
        className={styles.second ?? ''}
      >
        {second === undefined ? (
          <span className={styles.emptySlot} />
        ) : (
          <Tile
            face={second}
            source={{ kind: 'filter-face', place: 1 }}
            label={words.picture(describeOrigin(strings, second))}
            scale={Math.max(1, Math.floor(smallSide / size))}
            mask={noMask}
          />
        )}
      </DropSlot>
      {second === undefined ? (
        <p className={styles.quiet}>{words.towardsEmpty}</p>
      ) : (
        <SliderField
          label={words.blend}
          min={0}
          max={1}
          step={0.01}
          value={blend}
          format={(value) => words.blendText(number(value, 2))}
          onChange={(value, input) => {
            changeFilters({ blend: value }, { live: input !== undefined });
            if (input !== undefined) stamp(input.inputTime);
          }}
          onCommit={commit}
        />
      )}
    </div>
  );
}

const noMask = {};

/** Samples of the sheet that answer most to the opened map. */
const Excited = memo(function Excited({ activity }: { readonly activity: SheetActivity | null }) {
  const { filters } = useStrings();
  const { number } = filters.numbers;
  const words = filters.see;
  const model = useModel();
  const sheet = useSheet();
  const map = useFilters((scene) => scene.map);
  const { lookInside } = useActions();
  const size = useImageSize(model.id);
  const best = useMemo(() => {
    if (activity === null) return [];
    const channels = activity.strengths.length;
    const peaks = Array.from({ length: sheet.count }, (_, face) => ({
      index: sheet.firstIndex + face,
      peak: activity.peaks[face * channels + map] ?? 0,
    }));
    return peaks
      .toSorted((a, b) => b.peak - a.peak)
      .slice(0, mostExcited)
      .flatMap((found) => {
        const one = { seed: sheet.seed, firstIndex: found.index, count: 1 };
        return rangeFaces(model, one).map((face) => ({ ...found, face }));
      });
  }, [activity, map, model, sheet]);
  return (
    <section className={styles.excited} aria-labelledby="filters-excited">
      <h2 id="filters-excited" className={styles.small}>
        {words.excited(String(map))}
      </h2>
      {activity === null ? (
        <p className={styles.reading} style={{ '--tile': `${smallSide}px` }} role="status">
          {words.readingSheet(number(sheet.count))}
        </p>
      ) : (
        <ol className={styles.tiles} style={{ '--tile': `${smallSide}px` }}>
          {best.map(({ face, index, peak }, place) => (
            <li key={index}>
              <Tile
                face={face}
                source={{ kind: 'sheet', index }}
                label={words.excitedBy(String(place + 1), String(index), number(peak, 2))}
                scale={Math.max(1, Math.floor(smallSide / size))}
                mask={noMask}
                onActivate={() => lookInside(face)}
              />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
});

/** Samples to look into; the first ones of the sheet. */
function Samples() {
  const { filters } = useStrings();
  const words = filters.see;
  const model = useModel();
  const sheet = useSheet();
  const { lookInside } = useActions();
  const size = useImageSize(model.id);
  const looked = useFilters((scene) => scene.faces[0]);
  const faces = useMemo(
    () => rangeFaces(model, { ...sheet, count: Math.min(samplesAtHand, sheet.count) }),
    [model, sheet],
  );
  const isLooked = (index: number): boolean =>
    looked?.origin.kind === 'sample' &&
    looked.origin.seed === sheet.seed &&
    looked.origin.index === index;
  return (
    <ul className={styles.samples} aria-label={words.samples}>
      {faces.map((face, i) => {
        const index = sheet.firstIndex + i;
        return (
          <li key={index}>
            <Tile
              face={face}
              source={{ kind: 'sheet', index }}
              label={words.sample(String(index), String(sheet.seed))}
              scale={Math.max(1, Math.floor(smallSide / size))}
              selected={isLooked(index)}
              mask={noMask}
              onActivate={() => lookInside(face)}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** Order and scale of the grid. */
export function GridBar() {
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
}

/** The first step. */
export function SeeStep() {
  const { filters } = useStrings();
  const { number } = filters.numbers;
  const words = filters.see;
  const layer = useLayer();
  const maps = useMaps();
  const activity = useActivity(true);
  const order = useOrder(activity);
  const map = useFilters((scene) => scene.map);
  const overlay = useFilters((scene) => scene.overlay);
  const scaling = useFilters((scene) => scene.scaling);
  const { dropped } = useDraft();
  const toggle = useToggleMap();
  const { changeFilters, commit } = useActions();
  if (layer === null) return null;
  const means = activity?.strengths;
  const describe = (channel: number): string =>
    means === undefined ? '' : words.strength(number(means[channel] ?? 0, 2));
  return (
    <div className={styles.see}>
      <section className={styles.side} aria-label={words.opened(String(map))}>
        <LookedAtFace maps={maps} />
        <Legend maps={maps} activity={activity} />
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
        <MapGrid
          layer={layer}
          maps={maps}
          order={order}
          scaling={scaling}
          opened={map}
          dropped={dropped}
          label={filters.grid.label(layer.name)}
          describe={describe}
          onOpen={(channel) => changeFilters({ map: channel })}
          onToggle={toggle}
        />
        <Samples />
      </section>
      <div className={styles.below}>
        <Excited activity={activity} />
        <Explain text={words.what} more={words.whatMore} />
      </div>
    </div>
  );
}
