/** Drop maps: which, how far, what new samples look like without them, and whether any maps would do. */
import { memo, useEffect, useMemo, useRef } from 'react';
import type { Face } from '../../latent/face.ts';
import type { ChannelMask } from '../../model/arrays.ts';
import { conceptOf, rangeFaces, resultRange } from '../../state/filters/derived.ts';
import { factorRange } from '../../state/filters/scene.ts';
import type { SelectionKind } from '../../state/filters/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import { Explain } from '../parts/Explain.tsx';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { NumberBox } from '../parts/NumberBox.tsx';
import { SeedField } from '../parts/SeedField.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { SliderField } from '../parts/SliderField.tsx';
import { Tile } from '../parts/Tile.tsx';
import { timeOfScene } from '../parts/inputTimes.ts';
import { useActions, useStore } from '../services.tsx';
import { ControlSection } from './ControlSection.tsx';
import { DifferenceCanvas } from './DifferenceCanvas.tsx';
import styles from './DropStep.module.css';
import { MapGrid } from './MapGrid.tsx';
import { GridBar } from './SeeStep.tsx';
import { SaveMask } from './SaveMask.tsx';
import { useControlSets, useFit } from './fit.ts';
import { useDraft, useToggleMap } from './draft.ts';
import { useFilterStamp } from './inputStamp.ts';
import { useActivity, useMaps, useOrder } from './maps.ts';
import { useFilters, useLayer, useModel } from './scene.ts';

const noMask: ChannelMask = {};
/** Side of the pairs in CSS pixels. */
const pairSide = 64;

/** Which maps, and the factor on them. */
function Selection() {
  const { filters } = useStrings();
  const words = filters.drop;
  const { number } = filters.numbers;
  const selection = useFilters((scene) => scene.selection);
  const topCount = useFilters((scene) => scene.topCount);
  const { channels, factor, of } = useDraft();
  const { fitted } = useFit();
  const { changeFilters, commit } = useActions();
  const stamp = useFilterStamp();
  return (
    <div className={styles.selection}>
      <Segmented<SelectionKind>
        label={words.selection}
        showLabel
        value={selection}
        onChange={(next) =>
          changeFilters(next === 'hand' ? { selection: next, hand: channels } : { selection: next })
        }
        options={[
          { value: 'positive', label: words.positive },
          { value: 'top', label: words.top },
          { value: 'hand', label: words.hand },
        ]}
      />
      {selection === 'top' && (
        <SliderField
          label={words.topCount}
          min={0}
          max={of}
          step={1}
          value={Math.min(topCount, of)}
          onChange={(value, input) => {
            changeFilters({ topCount: value }, { live: input !== undefined });
            if (input !== undefined) stamp(input.inputTime);
          }}
          onCommit={commit}
        />
      )}
      <SliderField
        label={`${words.factor}: ${words.factorMeaning}`}
        min={factorRange.min}
        max={factorRange.max}
        step={0.05}
        value={factor}
        format={(value) => words.factorText(number(value, 2))}
        onChange={(value, input) => {
          changeFilters({ factor: value }, { live: input !== undefined });
          if (input !== undefined) stamp(input.inputTime);
        }}
        onCommit={commit}
      />
      {selection !== 'hand' && fitted === null && (
        <div className={styles.needs}>
          <p>{words.needsFit}</p>
          <Button onClick={() => changeFilters({ step: 'fit' })}>{words.goToFit}</Button>
        </div>
      )}
    </div>
  );
}

/** One row of the figure. */
const FigureRow = memo(function FigureRow({
  name,
  faces,
  mask,
  seed,
  priority,
  inputTime,
}: {
  readonly name: string;
  readonly faces: readonly Face[];
  readonly mask: ChannelMask;
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
              mask={mask}
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
function Figure() {
  const { filters } = useStrings();
  const words = filters.drop;
  const { number } = filters.numbers;
  const model = useModel();
  const scene = useFilters((whole) => whole);
  const { concepts, resultSeed } = scene;
  const layer = useLayer();
  const { channels, mask, factor } = useDraft();
  const sets = useControlSets();
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
        : { [layer.name]: Object.fromEntries(set.map((channel) => [channel, factor])) },
    [set, layer, factor],
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
                    mask={mask}
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
                name={words.rows.random(count)}
                faces={faces}
                mask={randomMask}
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

/** All maps, to be dropped or taken back one by one. */
function HandPicked() {
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

/** A link that drops what a fit decides is fitted when it is opened: the same link, the same pictures. */
function useFitOfLink(): void {
  const { fitted } = useFit();
  const selection = useFilters((scene) => scene.selection);
  const hasConcept = useFilters((scene) => conceptOf(scene) !== null);
  const idle = useStore(({ filterWork }) => {
    const { running, fits, failure } = filterWork;
    return running === null && failure === null && Object.keys(fits).length === 0;
  });
  const ready = useStore((state) => state.engine.phase === 'ready');
  const { fitFilters } = useActions();
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current || !ready || !idle || fitted !== null) return;
    if (!hasConcept || selection === 'hand') return;
    asked.current = true;
    void fitFilters();
  }, [fitted, selection, hasConcept, idle, ready, fitFilters]);
}

/** The fourth step. */
export function DropStep() {
  const { filters } = useStrings();
  useFitOfLink();
  return (
    <div className={styles.drop}>
      <section className={styles.side} aria-label={filters.drop.heading}>
        <Selection />
        <SaveMask />
      </section>
      <HandPicked />
      <div className={styles.main}>
        <Figure />
        <ControlSection />
      </div>
    </div>
  );
}
