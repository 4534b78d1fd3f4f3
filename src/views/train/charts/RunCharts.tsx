/** The six charts of a run. */
import type { CurveName } from '../../../state/train/curves.ts';
import type { RunTrace } from '../../../state/train/trace.ts';
import type { Measures } from '../../../trainer/types.ts';
import { useStrings } from '../../../teaching/language.tsx';
import { Why } from '../../parts/Disclosure.tsx';
import { Histogram } from './Histogram.tsx';
import type { Line } from './LineChart.tsx';
import { LineChart } from './LineChart.tsx';
import styles from './RunCharts.module.css';
import { useTold } from './useTold.ts';

/** A curve of the run's steps. */
function curve(name: CurveName): Line['pointsOf'] {
  return (trace) => trace.curves.points().map((point) => [point.step, point[name]]);
}

/** A measure of the run, taken now and then. */
function measure(name: keyof Measures): Line['pointsOf'] {
  return (trace) => trace.measures().map((measures) => [measures.step, measures[name]]);
}

/** How many times smaller the distance has become. */
function DistanceText({ run }: { readonly run: RunTrace | null }) {
  useTold(run);
  const { charts } = useStrings().train.run;
  const last = run?.measures().at(-1);
  return (
    <>
      <p>
        {last === undefined
          ? charts.distanceNone
          : charts.distanceText(charts.value(last.distanceAtStart / last.distance))}
      </p>
      <Why label={charts.more} text={charts.distanceMore} />
    </>
  );
}

/** Charts of `run`, with `former` dashed where there is one. */
export function RunCharts({
  run,
  former,
}: {
  readonly run: RunTrace | null;
  readonly former: RunTrace | null;
}) {
  const { charts } = useStrings().train.run;
  const { names } = charts;
  const both = { run, former };
  return (
    <div className={styles.charts}>
      <LineChart
        {...both}
        title={charts.losses}
        text={charts.lossesText}
        lines={[
          { name: names.lossD, tone: 'first', pointsOf: curve('lossD') },
          { name: names.lossG, tone: 'second', pointsOf: curve('lossG') },
        ]}
      />
      <LineChart
        {...both}
        title={charts.scores}
        text={charts.scoresText}
        holds={[0, 1]}
        lines={[
          { name: names.scoreReal, tone: 'first', pointsOf: curve('scoreReal') },
          { name: names.scoreFake, tone: 'second', pointsOf: curve('scoreFake') },
        ]}
      />
      <LineChart
        {...both}
        title={charts.gradients}
        text={charts.gradientsText}
        isLogarithmic
        lines={[
          { name: names.gradientD, tone: 'first', pointsOf: curve('gradientD') },
          { name: names.gradientG, tone: 'second', pointsOf: curve('gradientG') },
        ]}
      />
      <Histogram run={run} />
      <LineChart
        {...both}
        title={charts.distance}
        text={<DistanceText run={run} />}
        lines={[
          { name: names.distance, tone: 'second', pointsOf: measure('distance') },
          { name: names.floor, tone: 'quiet', pointsOf: measure('floor') },
        ]}
      />
      <LineChart
        {...both}
        title={charts.diversity}
        text={charts.diversityText}
        holds={[0, 1]}
        lines={[{ name: names.diversity, tone: 'second', pointsOf: measure('diversity') }]}
      />
    </div>
  );
}
