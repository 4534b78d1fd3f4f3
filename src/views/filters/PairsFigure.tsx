/** New samples with and without the maps, in the layout of the paper's Figure 6. */
import { memo, useDeferredValue, useMemo } from 'react';
import type { Face } from '../../latent/face.ts';
import type { ChannelMask } from '../../model/arrays.ts';
import { rangeFaces, resultRange } from '../../state/filters/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Explain } from '../parts/Explain.tsx';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { NumberBox } from '../parts/NumberBox.tsx';
import { SeedField } from '../parts/SeedField.tsx';
import { Tile } from '../parts/Tile.tsx';
import { timeOfScene } from '../parts/inputTimes.ts';
import { useActions, useStore } from '../services.tsx';
import { DifferenceCanvas } from './DifferenceCanvas.tsx';
import styles from './DropStep.module.css';
import { useControlSets } from './fit.ts';
import { useDraft } from './draft.ts';
import { useFilters, useLayer, useModel } from './scene.ts';

const noMask: ChannelMask = {};
/** Side of the pairs in CSS pixels. */
const pairSide = 64;

/** One row of the figure. */
const FigureRow = memo(function FigureRow({
  name,
  faces,
  mask,
  othersMask,
  seed,
  priority,
  inputTime,
}: {
  readonly name: string;
  readonly faces: readonly Face[];
  /** Of the first face, and of the others. */
  readonly mask: ChannelMask;
  readonly othersMask: ChannelMask;
  readonly seed: string;
  readonly priority: 'live' | 'visible';
  readonly inputTime: number | undefined;
}) {
  const { filters } = useStrings();
  const size = useImageSize(faces[0]?.modelId ?? '');
  const scale = Math.max(1, Math.floor(pairSide / size));
  return (
    <tr>
      <th scope="row" className={styles.rowName}>
        {name}
      </th>
      {faces.map((face, i) => {
        const index = face.origin.kind === 'sample' ? face.origin.index : i;
        return (
          <td key={i}>
            <Tile
              face={face}
              source={{ kind: 'sheet', index }}
              label={`${filters.see.sample(String(index), seed)}, ${name}`}
              scale={scale}
              mask={i === 0 ? mask : othersMask}
              priority={i === 0 ? priority : 'visible'}
              {...(inputTime === undefined || i > 0 ? {} : { inputTime })}
            />
          </td>
        );
      })}
    </tr>
  );
});

/** Figure 6: new samples above, the same with the maps dropped below, and what to compare them with. */
export function PairsFigure() {
  const { filters } = useStrings();
  const words = filters.drop;
  const { number } = filters.numbers;
  const model = useModel();
  const scene = useFilters((whole) => whole);
  const { concepts, resultSeed } = scene;
  const layer = useLayer();
  const draft = useDraft();
  const { channels, mask, factor } = draft;
  // The first picture is what the eye waits for; everything else is rendered when it has been asked for.
  const later = useDeferredValue(draft);
  const sets = useControlSets(later.channels);
  const control = useFilters((whole) => whole.control);
  const pageMask = useStore((state) => Object.keys(state.mask).length > 0);
  const { changeFilters } = useActions();
  const size = useImageSize(model.id);
  const faces = useMemo(
    () => rangeFaces(model, resultRange({ concepts, resultSeed })),
    [model, concepts, resultSeed],
  );
  const set = sets[control];
  const randomMask = useMemo<ChannelMask>(
    () =>
      set === undefined || layer === null
        ? noMask
        : { [layer.name]: Object.fromEntries(set.map((channel) => [channel, later.factor])) },
    [set, layer, later.factor],
  );
  const count = number(channels.length);
  const scale = Math.max(1, Math.floor(pairSide / size));
  const inputTime = timeOfScene(scene);
  return (
    <section className={styles.figure} aria-labelledby="filters-figure">
      <div className={styles.line}>
        <h2 id="filters-figure">{words.figure}</h2>
        <SeedField
          label={words.resultSeed}
          hideLabel
          shuffleLabel={words.resultSeed}
          value={resultSeed}
          onChange={(seed) => changeFilters({ resultSeed: seed })}
        />
      </div>
      <div className={styles.scroller}>
        <table className={styles.pairs} aria-label={words.figureLabel(String(resultSeed))}>
          <tbody>
            <FigureRow
              name={words.rows.plain}
              faces={faces}
              mask={noMask}
              othersMask={noMask}
              seed={String(resultSeed)}
              priority="visible"
              inputTime={undefined}
            />
            <FigureRow
              name={
                factor === 0
                  ? words.rows.dropped(count)
                  : words.rows.scaled(count, number(factor, 2))
              }
              faces={faces}
              mask={mask}
              othersMask={later.mask}
              seed={String(resultSeed)}
              priority="live"
              inputTime={inputTime}
            />
            <tr>
              <th scope="row" className={styles.rowName}>
                {words.rows.difference}
              </th>
              {faces.map((face, i) => (
                <td key={i}>
                  <DifferenceCanvas
                    face={face}
                    mask={later.mask}
                    scale={scale}
                    label={words.differenceLabel(
                      String(face.origin.kind === 'sample' ? face.origin.index : i),
                    )}
                  />
                </td>
              ))}
            </tr>
            {sets.length > 0 && (
              <FigureRow
                name={words.rows.random(number(later.channels.length))}
                faces={faces}
                mask={randomMask}
                othersMask={randomMask}
                seed={String(resultSeed)}
                priority="visible"
                inputTime={undefined}
              />
            )}
          </tbody>
        </table>
      </div>
      <div className={styles.line}>
        {sets.length > 0 && (
          <NumberBox
            label={words.randomSet}
            value={control + 1}
            min={1}
            max={sets.length}
            step={1}
            onValue={(value) => changeFilters({ control: value - 1 })}
          />
        )}
        <p className={styles.quiet}>{words.differenceLegend}</p>
        {pageMask && <p className={styles.quiet}>{words.pageMask}</p>}
      </div>
      <Explain text={words.figureWhy} more={words.figureMore} />
    </section>
  );
}
