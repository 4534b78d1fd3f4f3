/** Samples of the sheet, to be looked into: those that excite a map most, and the first ones. */
import { memo, useCallback, useMemo } from 'react';
import type { Face } from '../../latent/face.ts';
import { rangeFaces } from '../../state/filters/derived.ts';
import type { SheetActivity } from '../../state/filters/mapRequests.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { Tile } from '../parts/Tile.tsx';
import { useActions } from '../services.tsx';
import styles from './SeeStep.module.css';
import { useSheet } from './maps.ts';
import { useFilters, useModel } from './scene.ts';

/** Faces of the sheet that are shown as those which excite a map most. */
const mostExcited = 8;
/** Samples at hand below the grid. */
const samplesAtHand = 12;
/** Side of the small faces in CSS pixels. */
const smallSide = 64;
const noMask = {};

/** A sample that a click looks into. */
const SampleTile = memo(function SampleTile({
  face,
  index,
  label,
  selected,
}: {
  readonly face: Face;
  /** In the stream of the sheet's seed. */
  readonly index: number;
  readonly label: string;
  readonly selected?: boolean;
}) {
  const { lookInside } = useActions();
  const size = useImageSize(face.modelId);
  const onActivate = useCallback(() => lookInside(face), [lookInside, face]);
  const source = useMemo(() => ({ kind: 'sheet', index }) as const, [index]);
  return (
    <Tile
      face={face}
      source={source}
      label={label}
      scale={Math.max(1, Math.floor(smallSide / size))}
      mask={noMask}
      onActivate={onActivate}
      {...(selected === undefined ? {} : { selected })}
    />
  );
});

/** Samples of the sheet that answer most to the opened map. */
export const Excited = memo(function Excited({
  activity,
}: {
  readonly activity: SheetActivity | null;
}) {
  const { filters } = useStrings();
  const { number } = filters.numbers;
  const words = filters.see;
  const model = useModel();
  const sheet = useSheet();
  const map = useFilters((scene) => scene.map);
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
              <SampleTile
                face={face}
                index={index}
                label={words.excitedBy(String(place + 1), String(index), number(peak, 2))}
              />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
});

/** Samples to look into; the first ones of the sheet. */
export const Samples = memo(function Samples() {
  const { filters } = useStrings();
  const words = filters.see;
  const model = useModel();
  const sheet = useSheet();
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
            <SampleTile
              face={face}
              index={index}
              label={words.sample(String(index), String(sheet.seed))}
              selected={isLooked(index)}
            />
          </li>
        );
      })}
    </ul>
  );
});
