/** The control that the paper lacks: random sets of as many maps, on the same new samples. */
import { Dices, Square } from 'lucide-react';
import { memo } from 'react';
import { droppedChannels } from '../../state/filters/derived.ts';
import type { EffectReport, ResponseChange } from '../../state/filters/measureEffect.ts';
import type { FittedConcept } from '../../state/filters/fitConcept.ts';
import type { FilterScene } from '../../state/filters/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { describeError } from '../describeError.ts';
import { Button } from '../parts/Button.tsx';
import { Disclosure } from '../parts/Disclosure.tsx';
import { Explain } from '../parts/Explain.tsx';
import { SeedField } from '../parts/SeedField.tsx';
import { useActions, useStore } from '../services.tsx';
import styles from './ControlSection.module.css';
import { StripPlot } from './StripPlot.tsx';
import { WorkProgress } from './WorkProgress.tsx';
import { useFit, useReport } from './fit.ts';
import { summaryOf } from './stripPlot.ts';

/** Share of the random sets that the fitted maps must beat: 19 of 20. */
const passFrom = 0.95;
/** Attributes that moved most, shown beside the one that is meant. */
const mostMoved = 4;

/** One measure: before, after, and the random sets' median with their range. */
function MeasureRow({
  name,
  before,
  after,
  controls,
  write,
  isHeadline = false,
}: {
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly controls: readonly number[];
  readonly write: (value: number) => string;
  readonly isHeadline?: boolean;
}) {
  const words = useStrings().filters.control;
  const { median, least, most } = summaryOf(controls);
  const range = words.controlRange(write(median), write(least), write(most));
  return (
    <tr className={isHeadline ? styles.headlineRow : undefined}>
      <th scope="row">{name}</th>
      <td>{before === null ? '–' : write(before)}</td>
      <td>{after === null ? '–' : write(after)}</td>
      <td>{controls.length === 0 ? '–' : range}</td>
    </tr>
  );
}

function controlsOf({ controls }: ResponseChange): number[] {
  return controls.map(({ mean }) => mean);
}

/** Everything measured, as a table. */
function Measures({
  report,
  fitted,
}: {
  readonly report: EffectReport;
  readonly fitted: FittedConcept;
}) {
  const { filters, arithmetic } = useStrings();
  const words = filters.control;
  const { number } = filters.numbers;
  const { name } = fitted.concept;
  const share = (value: number): string => number(value, 3);
  const steps = (value: number): string => number(value, 1);
  const sides = (side: 'inside' | 'outside'): number[] =>
    report.controlPixels.map((pixels) => pixels[side]).filter((value) => value !== null);
  const attributes = report.attributes ?? [];
  const moved = attributes
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
    .slice(0, mostMoved);
  return (
    <table className={styles.measures} data-measures="">
      <thead>
        <tr>
          <th scope="col">{words.what}</th>
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
          <th scope="col">{words.controls}</th>
        </tr>
      </thead>
      <tbody>
        <MeasureRow
          name={words.picture(name)}
          before={report.picture.before.mean}
          after={report.picture.after.mean}
          controls={controlsOf(report.picture)}
          write={share}
          isHeadline
        />
        <MeasureRow
          name={words.own(name)}
          before={report.own.before.mean}
          after={report.own.after.mean}
          controls={controlsOf(report.own)}
          write={share}
        />
        <MeasureRow
          name={words.inside}
          before={null}
          after={report.pixels.inside}
          controls={sides('inside')}
          write={steps}
        />
        <MeasureRow
          name={words.outside}
          before={null}
          after={report.pixels.outside}
          controls={sides('outside')}
          write={steps}
        />
        {moved.map((attribute) => (
          <MeasureRow
            key={attribute.name}
            name={words.attribute(arithmetic.attribute(attribute.name))}
            before={attribute.before}
            after={attribute.after}
            controls={attribute.controls}
            write={(value) => number(value, 2)}
          />
        ))}
      </tbody>
    </table>
  );
}

/** The verdict, the plot, the numbers. */
function Result({
  report,
  fitted,
}: {
  readonly report: EffectReport;
  readonly fitted: FittedConcept;
}) {
  const { filters } = useStrings();
  const words = filters.control;
  const { number } = filters.numbers;
  const { picture, options, matching } = report;
  const { name } = fitted.concept;
  const { rank, beats, of } = picture.rank;
  const raises = options.factor > 1;
  const fall = (mean: number): number => (raises ? -1 : 1) * (picture.before.mean - mean);
  const passes = beats >= passFrom * of;
  const say = raises ? words.headlineRaise : words.headline;
  const strengths = summaryOf(matching);
  return (
    <div className={styles.result} data-report="" data-rank={rank}>
      {of === 0 ? (
        <p className={styles.headline}>{words.noSets}</p>
      ) : (
        <>
          <p className={styles.headline}>
            {say(number(beats), number(of), name)}{' '}
            <span className={styles.quiet}>{words.rank(number(rank), number(of + 1))}</span>
          </p>
          <StripPlot
            name={name}
            fitted={fall(picture.after.mean)}
            controls={picture.controls.map(({ mean }) => fall(mean))}
          />
        </>
      )}
      <div className={styles.scroller}>
        <Measures report={report} fitted={fitted} />
      </div>
      <p className={styles.quiet}>
        {words.measured(
          number(options.samples.count),
          String(options.samples.seed),
          String(options.samples.firstIndex),
        )}
        {'. '}
        {of > 0 && words.matching(number(strengths.least, 2), number(strengths.most, 2))}{' '}
        {report.attributes === null && words.attributesNone}
      </p>
      <div className={styles.claims}>
        {of > 0 && (
          <p data-claim={passes ? 'proves' : 'fails'}>
            {(passes ? words.proves : words.fails)(number(beats), number(of))}
          </p>
        )}
        <p>{words.provesNot}</p>
      </div>
      {of > 0 && (
        <Disclosure label={words.table}>
          <ol className={styles.list}>
            {picture.controls.map(({ mean }, i) => (
              <li key={i}>{words.plotPoint(String(i + 1), number(fall(mean), 4))}</li>
            ))}
            <li>
              {words.fitted}: {number(fall(picture.after.mean), 4)}
            </li>
          </ol>
        </Disclosure>
      )}
    </div>
  );
}

/** The section for a scene: what it asks, the button, and the answer. */
export const ControlSection = memo(function ControlSection({
  scene,
}: {
  readonly scene: FilterScene;
}) {
  const strings = useStrings();
  const words = strings.filters.control;
  const { measureFilters, stopFilters, changeFilters } = useActions();
  const { fitted } = useFit();
  const { report, isStale } = useReport(scene);
  const running = useStore((state) => state.filterWork.running);
  const failure = useStore((state) => state.filterWork.failure);
  const ready = useStore((state) => state.engine.phase === 'ready');
  const { factor, controlSeed } = scene;
  const possible = fitted !== null && factor !== 1 && droppedChannels(scene, fitted).length > 0;
  return (
    <section className={styles.control} aria-labelledby="filters-control">
      <h2 id="filters-control">{words.heading}</h2>
      {report === null && <p className={styles.quiet}>{isStale ? words.stale : words.empty}</p>}
      <div className={styles.line}>
        {running?.kind === 'measure' ? (
          <Button icon={Square} onClick={stopFilters}>
            {strings.filters.fit.stop}
          </Button>
        ) : (
          <Button
            variant={report === null ? 'primary' : 'normal'}
            icon={Dices}
            disabled={!possible || !ready || running !== null}
            onClick={() => void measureFilters()}
          >
            {report === null ? words.measure : words.measureAgain}
          </Button>
        )}
        <SeedField
          label={words.seed}
          value={controlSeed}
          onChange={(next) => changeFilters({ controlSeed: next })}
        />
      </div>
      <WorkProgress kind="measure" />
      {failure?.kind === 'measure' && (
        <p className={styles.failure} role="alert">
          {describeError(strings, failure.error)}
        </p>
      )}
      {report !== null && fitted !== null && <Result report={report} fitted={fitted} />}
      <Explain text={words.why} more={words.whyMore} />
    </section>
  );
});
