/** Numbers of a run over its steps, and those of the run before, dashed. */
import type { ReactNode } from 'react';
import type { RunTrace } from '../../../state/train/trace.ts';
import { useStrings } from '../../../teaching/language.tsx';
import axisStyles from '../../parts/Axis.module.css';
import { axisFor, decimalsFor, heightShare } from '../../parts/axis.ts';
import { joinClasses } from '../../parts/classes.ts';
import type { Point } from './chartPath.ts';
import { logarithms, pathThrough, powersAxis } from './chartPath.ts';
import styles from './Chart.module.css';
import { useTold } from './useTold.ts';

/** One line of a chart. */
export interface Line {
  readonly name: string;
  /** Which of the colours of the chart. */
  readonly tone: 'first' | 'second' | 'quiet';
  readonly pointsOf: (trace: RunTrace) => readonly Point[];
}

export interface LineChartProps {
  readonly title: string;
  readonly text: ReactNode;
  readonly run: RunTrace | null;
  readonly former: RunTrace | null;
  readonly lines: readonly Line[];
  /** The axis counts powers of ten. */
  readonly isLogarithmic?: boolean;
  /** Values that the axis holds in any case. */
  readonly holds?: readonly number[];
}

/** A chart with its legend, which says the last value of each line. */
export function LineChart({
  title,
  text,
  run,
  former,
  lines,
  isLogarithmic = false,
  holds = [],
}: LineChartProps) {
  useTold(run);
  const { charts } = useStrings().train.run;
  const read = (trace: RunTrace | null, line: Line): readonly Point[] =>
    trace === null ? [] : line.pointsOf(trace);
  const scale = (points: readonly Point[]): readonly Point[] =>
    isLogarithmic ? logarithms(points) : points;
  const drawn = lines.map((line) => {
    const points = read(run, line);
    const before = scale(read(former, line));
    return { line, now: scale(points), before, last: points.at(-1)?.[1] };
  });
  const all = drawn.flatMap(({ now, before }) => [...now, ...before]);
  const values = [...all.map(([, y]) => y).filter(Number.isFinite), ...holds];
  const axis = isLogarithmic ? powersAxis(values) : axisFor(values);
  const mostX = Math.max(1, ...all.map(([x]) => x));
  const tickText = (tick: number): string =>
    isLogarithmic
      ? `10${superscript(tick)}`
      : tick.toFixed(Math.min(4, decimalsFor(axis))).replace('-', '−');
  const summary = drawn
    .map(({ line, last }) =>
      charts.summary(line.name, last === undefined ? charts.empty : charts.value(last)),
    )
    .join(', ');
  return (
    <figure className={styles.chart}>
      <figcaption>
        <h3>{title}</h3>
        <ul className={styles.legend}>
          {drawn.map(({ line, last }) => (
            <li key={line.name} data-tone={line.tone}>
              <span className={styles.key} aria-hidden="true" />
              {line.name} <output>{last === undefined ? '' : charts.value(last)}</output>
            </li>
          ))}
        </ul>
      </figcaption>
      <div className={styles.plot} role="img" aria-label={`${title}: ${summary}`}>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {axis.ticks.map((tick) => (
            <line
              key={tick}
              className={axisStyles.grid}
              x1="0"
              x2="100"
              y1={100 * heightShare(tick, axis)}
              y2={100 * heightShare(tick, axis)}
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {drawn.map(({ line, before }) => (
            <path
              key={`${line.name} before`}
              className={joinClasses(styles.line, styles.before)}
              data-tone={line.tone}
              d={pathThrough(before, mostX, axis)}
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {drawn.map(({ line, now }) => (
            <path
              key={line.name}
              className={styles.line}
              data-tone={line.tone}
              d={pathThrough(now, mostX, axis)}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        {axis.ticks.map((tick) => (
          <span
            key={tick}
            className={axisStyles.tick}
            style={{ top: `${100 * heightShare(tick, axis)}%` }}
            aria-hidden="true"
          >
            {tickText(tick)}
          </span>
        ))}
      </div>
      <p className={styles.steps} aria-hidden="true">
        <span>0</span>
        <span>
          {charts.step} {all.length === 0 ? '' : charts.value(mostX)}
        </span>
      </p>
      <div className={styles.text}>{text}</div>
    </figure>
  );
}

function superscript(power: number): string {
  return String(power)
    .replace('-', '⁻')
    .replaceAll(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '');
}
