/** Fit a detector to the marked concept, and see what it is worth before anything is dropped. */
import { ArrowRight, Play, Square } from 'lucide-react';
import { useMemo } from 'react';
import type { FittedConcept, FittedReader } from '../../state/filters/fitConcept.ts';
import { conceptOf, shortOfSamples } from '../../state/filters/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { describeError } from '../describeError.ts';
import { Button } from '../parts/Button.tsx';
import { Explain } from '../parts/Explain.tsx';
import { useActions, useStore } from '../services.tsx';
import styles from './FitStep.module.css';
import { LayerMaps } from './LayerMaps.tsx';
import { ConceptBar } from './MarkStep.tsx';
import { WorkProgress } from './WorkProgress.tsx';
import { useFit } from './fit.ts';
import { useMaps } from './maps.ts';
import { useFilters, useModel } from './scene.ts';

/** What keeps a concept from being fitted, as a sentence; null when nothing does. */
function useObstacle(): string | null {
  const { filters } = useStrings();
  const { number } = filters.numbers;
  const concept = useFilters(conceptOf);
  if (concept === null) return filters.mark.empty;
  const short = shortOfSamples(concept);
  return short === null ? null : filters.mark.tooFew(number(short.least), number(short.found));
}

/** The button, the progress, the stop, and why a run gave nothing. */
function FitControls() {
  const strings = useStrings();
  const words = strings.filters.fit;
  const { fitFilters, stopFilters, changeFilters } = useActions();
  const { fitted, isStale } = useFit();
  const running = useStore((state) => state.filterWork.running);
  const failure = useStore((state) => state.filterWork.failure);
  const ready = useStore((state) => state.engine.phase === 'ready');
  const usesUnmarked = useFilters((scene) => scene.usesUnmarked);
  const obstacle = useObstacle();
  return (
    <div className={styles.controls}>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={usesUnmarked}
          onChange={(event) => changeFilters({ usesUnmarked: event.target.checked })}
        />
        {words.unmarked}
      </label>
      {running?.kind === 'fit' ? (
        <Button icon={Square} onClick={stopFilters}>
          {words.stop}
        </Button>
      ) : (
        <Button
          variant={fitted === null ? 'primary' : 'normal'}
          icon={Play}
          disabled={obstacle !== null || !ready || running !== null}
          onClick={() => void fitFilters()}
        >
          {fitted === null ? words.start : words.again}
        </Button>
      )}
      <WorkProgress kind="fit" />
      {obstacle !== null && (
        <div className={styles.obstacle}>
          <p>{obstacle}</p>
          <Button onClick={() => changeFilters({ step: 'mark' })}>
            {strings.filters.drop.goToMark}
          </Button>
        </div>
      )}
      {failure?.kind === 'fit' && (
        <p className={styles.failure} role="alert">
          {describeError(strings, failure.error)}
        </p>
      )}
      {obstacle === null && isStale && running === null && (
        <p className={styles.quiet}>{words.stale}</p>
      )}
    </div>
  );
}

/** One detector's scores on samples held out. */
function ScoreRow({ name, reader }: { readonly name: string; readonly reader: FittedReader }) {
  const { number } = useStrings().filters.numbers;
  const { accuracy, balancedAccuracy, auc } = reader.validation;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{number(accuracy, 3)}</td>
      <td>{number(balancedAccuracy, 3)}</td>
      <td data-score="auc">{auc === null ? '–' : number(auc, 3)}</td>
    </tr>
  );
}

/** What a picture detector reads, in words. */
export function useReaderName(): (reader: FittedReader) => string {
  const words = useStrings().filters.fit;
  return ({ place }) => {
    if (place.kind === 'layer') return words.own(place.layer);
    if (place.kind === 'discriminator') return words.pictureDiscriminator(place.layer);
    return words.picturePatches;
  };
}

/** A held-out AUC below this is called a guess. */
const betterThanGuess = 0.65;

/** What the fit found: rows, scores, notes, and how many maps speak for "inside". */
function FitResult({ fitted }: { readonly fitted: FittedConcept }) {
  const { filters } = useStrings();
  const words = filters.fit;
  const { number } = filters.numbers;
  const nameOf = useReaderName();
  const size = useModel().imageSize;
  const { own, picture } = fitted;
  const { sampling, validation, detector } = own;
  const positive = useMemo(
    () => detector.standardised.filter((weight) => weight > 0).length,
    [detector],
  );
  const isGuess = (validation.auc ?? validation.balancedAccuracy) < betterThanGuess;
  const cell = Math.round(size / own.place.grid.width);
  return (
    <div className={styles.result} data-fitted="">
      <p>
        {words.ready(
          fitted.concept.name,
          filters.mark.shapes(sampling.shapes),
          words.samples(sampling.pictures),
        )}
        {'. '}
        {words.rows(number(sampling.positives), number(sampling.negatives))}.
      </p>
      <table className={styles.scores}>
        <thead>
          <tr>
            <th scope="col">{words.reader}</th>
            <th scope="col">{words.accuracy}</th>
            <th scope="col">{words.balanced}</th>
            <th scope="col">{words.auc}</th>
          </tr>
        </thead>
        <tbody>
          <ScoreRow name={nameOf(own)} reader={own} />
          <ScoreRow name={nameOf(picture)} reader={picture} />
        </tbody>
      </table>
      <p className={styles.quiet}>{words.heldOut(number(validation.folds))}</p>
      {sampling.smallShapes > 0 && (
        <p className={styles.note}>
          {words.small(
            filters.mark.shapes(sampling.smallShapes),
            `${number(cell)}×${number(cell)}`,
          )}
        </p>
      )}
      {sampling.fullPictures > 0 && (
        <p className={styles.note}>{words.full(words.samples(sampling.fullPictures))}</p>
      )}
      {!own.converged && <p className={styles.note}>{words.notConverged}</p>}
      <p className={styles.positive}>
        {words.positive(number(positive), number(detector.weights.length))}
      </p>
      <div className={styles.claims}>
        <p data-claim={isGuess ? 'guess' : 'proves'}>{isGuess ? words.guess : words.proves}</p>
        <p>{words.provesNot}</p>
      </div>
    </div>
  );
}

/** All maps, those with the largest weight first. */
function RankedMaps({ fitted }: { readonly fitted: FittedConcept }) {
  const { filters } = useStrings();
  const { number } = filters.numbers;
  const maps = useMaps();
  const map = useFilters((scene) => scene.map);
  const weights = fitted.own.detector.standardised;
  const order = useMemo(
    () =>
      Array.from(weights.keys()).toSorted(
        (a, b) => (weights[b] as number) - (weights[a] as number) || a - b,
      ),
    [weights],
  );
  const describe = (channel: number): string =>
    filters.see.weight(number(weights[channel] ?? 0, 3));
  return (
    <>
      <p className={styles.quiet} data-map-facts="">
        {filters.grid.map(String(map))} · {describe(map)}
      </p>
      <LayerMaps maps={maps} order={order} describe={describe} />
    </>
  );
}

/** The third step. */
export function FitStep() {
  const { filters } = useStrings();
  const words = filters.fit;
  const { fitted } = useFit();
  const { changeFilters } = useActions();
  return (
    <div className={styles.fit}>
      <section className={styles.side} aria-labelledby="filters-fit">
        <h2 id="filters-fit">{words.heading}</h2>
        <ConceptBar />
        <FitControls />
        <Explain text={words.unmarkedWhy} more={words.whyMore} />
      </section>
      <section className={styles.middle}>
        {fitted === null ? (
          <p className={styles.empty}>{words.why}</p>
        ) : (
          <>
            <FitResult fitted={fitted} />
            <Button
              variant="primary"
              icon={ArrowRight}
              onClick={() => changeFilters({ step: 'drop', selection: 'positive' })}
            >
              {filters.steps.next(filters.steps.drop)}
            </Button>
          </>
        )}
      </section>
      <section className={styles.main} aria-labelledby="filters-weights">
        <h2 id="filters-weights">{words.weights}</h2>
        {fitted === null ? (
          <p className={styles.quiet}>{words.none}</p>
        ) : (
          <RankedMaps fitted={fitted} />
        )}
      </section>
    </div>
  );
}
