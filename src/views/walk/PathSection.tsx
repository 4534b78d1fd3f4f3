/** The path: how it is walked, its keyframes, the position, the length of z along it, its frames. */
import { Pause, Play, SlidersHorizontal } from 'lucide-react';
import { memo, useState } from 'react';
import { normOf, segmentsOf, shellOfModel, stageFace } from '../../state/derived.ts';
import type { Instrument } from '../../state/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import { Why } from '../parts/Disclosure.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useActions, useStore } from '../services.tsx';
import { FilmStrip } from './FilmStrip.tsx';
import { Keyframes } from './Keyframes.tsx';
import { NormChart } from './NormChart.tsx';
import styles from './PathSection.module.css';
import { PositionNumber, PositionSlider } from './PositionSlider.tsx';
import { useShift } from './look.ts';
import { useScene } from './scene.ts';

/** Play or pause. */
function PlayButton() {
  const walk = useStrings().walk;
  const actions = useActions();
  const playing = useStore((state) => state.playing);
  const segments = useScene(segmentsOf);
  const onPad = useScene((scene) => scene.source === 'pad');
  return (
    <Button
      variant="primary"
      icon={playing ? Pause : Play}
      className={styles.play ?? ''}
      disabled={segments === 0}
      onClick={() => {
        if (playing) {
          actions.pause();
          return;
        }
        if (onPad) actions.setSource('path');
        actions.play();
      }}
    >
      {playing ? walk.path.pause : walk.path.play}
    </Button>
  );
}

/** lerp or slerp. */
function InterpolationChoice() {
  const walk = useStrings().walk;
  const actions = useActions();
  const interpolation = useScene((scene) => scene.interpolation);
  return (
    <Segmented
      label={walk.path.interpolation}
      options={[
        { value: 'lerp', label: walk.path.lerp },
        { value: 'slerp', label: walk.path.slerp },
      ]}
      value={interpolation}
      onChange={actions.setInterpolation}
    />
  );
}

/** Opens the instruments where they were last, and closes them. */
function MoreButton() {
  const walk = useStrings().walk;
  const actions = useActions();
  const instrument = useScene((scene) => scene.instrument);
  const [last, setLast] = useState<Instrument>('pad');
  if (instrument !== 'none' && instrument !== last) setLast(instrument);
  const open = instrument !== 'none';
  return (
    <Button
      icon={SlidersHorizontal}
      aria-expanded={open}
      aria-controls="walk-instruments-place"
      data-more=""
      onClick={() => actions.setInstrument(open ? 'none' : last)}
    >
      {open ? walk.path.less : walk.path.more}
    </Button>
  );
}

/** What the band means. */
function ShellKey({ mean, deviation }: { readonly mean: number; readonly deviation: number }) {
  const walk = useStrings().walk;
  const { number } = walk.numbers;
  return (
    <span className={styles.keyBand}>
      {walk.chart.shell(number(mean, 2), number(deviation, 2))}
    </span>
  );
}

/** What the curves mean, and |z| now. */
function ChartKey() {
  const walk = useStrings().walk;
  const interpolation = useScene((scene) => scene.interpolation);
  const shift = useShift();
  const norm = useScene((scene) => normOf(stageFace(scene, shift)));
  const modelId = useScene((scene) => scene.modelId);
  const config = useStore((state) => state.configs[modelId]);
  return (
    <div className={styles.key}>
      <strong>{walk.chart.here(walk.numbers.number(norm, 2))}</strong>
      <span className={styles.keyLines}>
        {(['lerp', 'slerp'] as const).map((way) => (
          <span
            key={way}
            className={styles.keyLine}
            data-in-force={way === interpolation ? '' : undefined}
          >
            {way}
          </span>
        ))}
      </span>
      {config !== undefined && <ShellKey {...shellOfModel(config)} />}
    </div>
  );
}

/** The path section. `tileScale` enlarges its tiles. */
export const PathSection = memo(function PathSection({
  tileScale,
}: {
  readonly tileScale: number;
}) {
  const walk = useStrings().walk;
  return (
    <section className={styles.path} aria-labelledby="walk-path">
      <div className={styles.bar}>
        <h2 id="walk-path">{walk.path.heading}</h2>
        <PlayButton />
        <InterpolationChoice />
        <Why
          text={
            <>
              <p>{walk.path.interpolationWhy}</p>
              <p>{walk.path.interpolationMore}</p>
              <p>{walk.chart.why}</p>
              <p>{walk.chart.moreText}</p>
            </>
          }
        />
        <span className={styles.spring} />
        <MoreButton />
      </div>
      <div className={styles.axis}>
        <Keyframes scale={tileScale} />
        <PositionSlider />
        <PositionNumber />
        <div className={styles.chart}>
          <NormChart />
        </div>
        <ChartKey />
      </div>
      <FilmStrip scale={tileScale} />
    </section>
  );
});
