/** |z| along the path with lerp and with slerp, against the shell of the prior. */
import { memo, useEffect, useMemo, useRef } from 'react';
import { normsOf, segmentsOf, shellOfModel } from '../../state/derived.ts';
import type { Interpolation } from '../../state/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import axisStyles from '../parts/Axis.module.css';
import { heightShare } from '../parts/axis.ts';
import { useStore, useStoreApi } from '../services.tsx';
import type { ChartRange } from './chartScale.ts';
import { chartRange, linePath } from './chartScale.ts';
import styles from './NormChart.module.css';
import { useShift } from './look.ts';
import { useScene } from './scene.ts';

const placesPerSegment = 24;

/** Places a line at the position of the path, whenever that changes, without rendering. */
function HereLine() {
  const line = useRef<HTMLDivElement>(null);
  const store = useStoreApi();
  useEffect(() => {
    const place = (): void => {
      const { scene } = store.getState();
      if (scene === null || line.current === null) return;
      const share = scene.position / Math.max(segmentsOf(scene), 1e-9);
      line.current.style.left = `${(Math.min(share, 1) * 100).toFixed(3)}%`;
    };
    place();
    return store.subscribe(place);
  }, [store]);
  return <div ref={line} className={styles.here} aria-hidden="true" />;
}

/** One curve; the one in force is solid. */
function Curve({
  norms,
  range,
  inForce,
}: {
  readonly norms: readonly number[];
  readonly range: ChartRange;
  readonly inForce: boolean;
}) {
  return (
    <path
      className={inForce ? styles.inForce : styles.other}
      d={linePath(norms, range)}
      vectorEffect="non-scaling-stroke"
    />
  );
}

/** The chart; it is as wide as the slider's track, so that the marker stands under the thumb. */
export const NormChart = memo(function NormChart() {
  const walk = useStrings().walk;
  const modelId = useScene((scene) => scene.modelId);
  const keyframes = useScene((scene) => scene.keyframes);
  const interpolation = useScene((scene) => scene.interpolation);
  const playMode = useScene((scene) => scene.playMode);
  const truncation = useScene((scene) => scene.truncation);
  const shift = useShift();
  const config = useStore((state) => state.configs[modelId]);

  const norms = useMemo(() => {
    const path = { modelId, keyframes, interpolation, playMode, truncation };
    return {
      lerp: normsOf(path, placesPerSegment, 'lerp', shift),
      slerp: normsOf(path, placesPerSegment, 'slerp', shift),
    };
  }, [modelId, keyframes, interpolation, playMode, truncation, shift]);

  if (config === undefined) return <div className={styles.chart} />;
  const shell = shellOfModel(config);
  const low = shell.mean - 2 * shell.deviation;
  const high = shell.mean + 2 * shell.deviation;
  const range = chartRange([...norms.lerp, ...norms.slerp, low, high]);
  const percent = (value: number): string => `${(heightShare(value, range) * 100).toFixed(2)}%`;
  const { number } = walk.numbers;
  const others: Interpolation = interpolation === 'lerp' ? 'slerp' : 'lerp';
  const segments = Math.max(segmentsOf({ keyframes, playMode }), 1);

  return (
    <div
      className={styles.chart}
      role="img"
      aria-label={walk.chart.label(
        number(Math.min(...norms.lerp), 2),
        number(Math.min(...norms.slerp), 2),
        number(shell.mean, 2),
        number(shell.deviation, 2),
      )}
    >
      <div
        className={styles.shell}
        style={{
          top: percent(high),
          height: `${(heightShare(low, range) - heightShare(high, range)) * 100}%`,
        }}
      />
      <svg
        className={styles.curves}
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {Array.from({ length: segments + 1 }, (_, i) => (
          <line
            key={i}
            className={axisStyles.grid}
            x1={(100 * i) / segments}
            x2={(100 * i) / segments}
            y1="0"
            y2="100"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        <Curve norms={norms[others]} range={range} inForce={false} />
        <Curve norms={norms[interpolation]} range={range} inForce />
      </svg>
      {range.ticks.map((tick) => (
        <span
          key={tick}
          className={axisStyles.tick}
          style={{ top: percent(tick) }}
          aria-hidden="true"
        >
          {tick}
        </span>
      ))}
      <HereLine />
    </div>
  );
});
