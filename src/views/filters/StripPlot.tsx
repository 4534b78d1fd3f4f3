/** How far the concept falls under each random set, and under the fitted one. */
import { useStrings } from '../../teaching/language.tsx';
import styles from './StripPlot.module.css';
import { axisFor, decimalsFor } from '../parts/axis.ts';
import { spread } from './stripPlot.ts';

/** Measures in CSS pixels. */
const [width, height, edge, row, radius] = [480, 104, 28, 38, 5];

/** Falls of the random sets as dots, of the fitted set as a line with a name. */
export function StripPlot({
  name,
  fitted,
  controls,
}: {
  readonly name: string;
  readonly fitted: number;
  readonly controls: readonly number[];
}) {
  const { filters } = useStrings();
  const words = filters.control;
  const { number } = filters.numbers;
  const axis = axisFor([fitted, ...controls]);
  const decimals = decimalsFor(axis);
  const inner = width - 2 * edge;
  const x = (value: number): number =>
    edge + ((value - axis.min) / (axis.max - axis.min || 1)) * inner;
  const near = ((radius * 2) / inner) * (axis.max - axis.min || 1);
  const heights = spread(controls, near);
  const most = Math.max(1, ...heights.map((lane) => Math.abs(lane)));
  const lane = Math.min(radius * 2, (row - radius) / most);
  const anchor = x(fitted) > width - 70 ? 'end' : x(fitted) < 70 ? 'start' : 'middle';
  return (
    <svg
      className={styles.plot}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${words.plot(name)}. ${words.fitted} ${number(fitted, decimals + 2)}; ${words.random} ${controls
        .map((value) => number(value, decimals + 2))
        .join(', ')}.`}
    >
      {axis.ticks.map((tick) => (
        <g key={tick} className={styles.tick}>
          <line x1={x(tick)} x2={x(tick)} y1={14} y2={height - 30} />
          <text x={x(tick)} y={height - 16} textAnchor="middle">
            {number(Math.abs(tick) < 1e-12 ? 0 : tick, decimals)}
          </text>
        </g>
      ))}
      {controls.map((value, i) => (
        <circle
          key={i}
          className={styles.random}
          cx={x(value)}
          cy={row + 8 + (heights[i] ?? 0) * lane}
          r={radius}
        >
          <title>{words.plotPoint(String(i + 1), number(value, decimals + 2))}</title>
        </circle>
      ))}
      <line className={styles.fitted} x1={x(fitted)} x2={x(fitted)} y1={14} y2={height - 30} />
      <text className={styles.fittedName} x={x(fitted)} y={10} textAnchor={anchor}>
        {words.fitted}
      </text>
      <text className={styles.axis} x={width / 2} y={height - 2} textAnchor="middle">
        {words.axis}
      </text>
    </svg>
  );
}
