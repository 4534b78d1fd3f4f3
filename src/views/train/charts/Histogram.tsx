/** How often D's scores fell where, for real and for generated pictures. */
import type { RunTrace } from '../../../state/train/trace.ts';
import { useStrings } from '../../../teaching/language.tsx';
import axisStyles from '../../parts/Axis.module.css';
import styles from './Chart.module.css';
import { useTold } from './useTold.ts';

/** Bars from 0 to 1: real ones upwards, generated ones downwards. */
export function Histogram({ run }: { readonly run: RunTrace | null }) {
  useTold(run);
  const { charts } = useStrings().train.run;
  const histogram = run?.histogram() ?? null;
  const real = histogram?.real ?? [];
  const fake = histogram?.fake ?? [];
  const most = Math.max(1, ...real, ...fake);
  const width = 100 / Math.max(1, real.length);
  const meanOf = (counts: readonly number[]): string => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) return charts.empty;
    const sum = counts.reduce((part, count, i) => part + count * (i + 0.5), 0);
    return charts.value(sum / total / counts.length);
  };
  const summary = [
    charts.summary(charts.names.real, meanOf(real)),
    charts.summary(charts.names.fake, meanOf(fake)),
  ].join(', ');
  return (
    <figure className={styles.chart}>
      <figcaption>
        <h3>{charts.histogram}</h3>
        <ul className={styles.legend}>
          <li data-tone="first">
            <span className={styles.key} aria-hidden="true" />
            {charts.names.real}
          </li>
          <li data-tone="second">
            <span className={styles.key} aria-hidden="true" />
            {charts.names.fake}
          </li>
        </ul>
      </figcaption>
      <div className={styles.plot} role="img" aria-label={`${charts.histogram}: ${summary}`}>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <line
            className={axisStyles.grid}
            x1="0"
            x2="100"
            y1="50"
            y2="50"
            vectorEffect="non-scaling-stroke"
          />
          {real.map((count, i) => (
            <rect
              key={i}
              className={styles.bar}
              data-tone="first"
              x={i * width + width * 0.1}
              width={width * 0.8}
              y={50 - (48 * count) / most}
              height={(48 * count) / most}
            />
          ))}
          {fake.map((count, i) => (
            <rect
              key={i}
              className={styles.bar}
              data-tone="second"
              x={i * width + width * 0.1}
              width={width * 0.8}
              y="50"
              height={(48 * count) / most}
            />
          ))}
        </svg>
      </div>
      <p className={styles.steps} aria-hidden="true">
        <span>0</span>
        <span>1</span>
      </p>
      <p className={styles.text}>{charts.histogramText}</p>
    </figure>
  );
}
