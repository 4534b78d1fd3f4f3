/** Success of the three arms in one chart: shares with intervals of 95 %, and the same as a table. */
import type { Arm } from '../../../state/arithmetic/derived.ts';
import type { SuccessRate } from '../../../state/arithmetic/wallSummary.ts';
import { useStrings } from '../../../teaching/language.tsx';
import styles from './SuccessChart.module.css';

const rowHeight = 28;
const axisHeight = 20;
const ticks = [0, 0.25, 0.5, 0.75, 1] as const;

/** The chart, with the counts beside each row. */
export function SuccessChart({
  rates,
  expected,
}: {
  readonly rates: readonly { readonly arm: Arm; readonly rate: SuccessRate }[];
  /** What counts as a success, in words. */
  readonly expected: string;
}) {
  const { wall: words, controls, numbers } = useStrings().arithmetic;
  const percent = (share: number): string => numbers.number(share * 100);
  const height = rates.length * rowHeight + axisHeight;
  return (
    <figure className={styles.figure} data-chart="">
      <figcaption>{words.chart(expected)}</figcaption>
      <div className={styles.body}>
        <table className={styles.table} style={{ '--row': `${rowHeight}px` }}>
          <caption className="visually-hidden">{words.chart(expected)}</caption>
          <tbody>
            {rates.map(({ arm, rate }) => (
              <tr key={arm} data-arm={arm}>
                <th scope="row">{controls.arms[arm]}</th>
                <td>{words.rate(rate.successes, rate.n)}</td>
                <td>
                  {words.interval(
                    percent(rate.rate),
                    percent(rate.interval.low),
                    percent(rate.interval.high),
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <svg className={styles.chart} width="100%" height={height} aria-hidden="true">
          {ticks.map((tick) => (
            <g key={tick}>
              <line
                className={styles.grid}
                x1={`${tick * 100}%`}
                x2={`${tick * 100}%`}
                y1="0"
                y2={height - axisHeight}
              />
              <text
                className={styles.tick}
                x={`${tick * 100}%`}
                y={height - 4}
                textAnchor={tick === 0 ? 'start' : tick === 1 ? 'end' : 'middle'}
              >
                {percent(tick)} %
              </text>
            </g>
          ))}
          {rates.map(({ arm, rate }, i) => {
            const y = (i + 0.5) * rowHeight;
            return (
              <g key={arm} data-arm={arm} className={styles.arm}>
                <line
                  x1={`${rate.interval.low * 100}%`}
                  x2={`${rate.interval.high * 100}%`}
                  y1={y}
                  y2={y}
                />
                <circle cx={`${rate.rate * 100}%`} cy={y} r="5" />
              </g>
            );
          })}
        </svg>
      </div>
    </figure>
  );
}
