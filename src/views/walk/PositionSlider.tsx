/** The position on the path: a slider over the whole path, and the same as a number. */
import { useEffect, useId, useRef } from 'react';
import { normOf, segmentsOf, stageFace } from '../../state/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { NumberBox } from '../parts/NumberBox.tsx';
import sliderStyles from '../parts/SliderField.module.css';
import { useActions } from '../services.tsx';
import { describePosition } from './describe.ts';
import styles from './PathSection.module.css';
import { useShift } from './look.ts';
import { useInputStamp, useScene } from './scene.ts';

/** Step of slider and box, in segments. */
const positionStep = 0.01;

/** The native range. It is moved by hand as well as by playback. */
export function PositionSlider() {
  const walk = useStrings().walk;
  const id = useId();
  const actions = useActions();
  const stampInput = useInputStamp();
  const range = useRef<HTMLInputElement>(null);
  const scene = useScene((whole) => whole);
  const shift = useShift();
  const segments = segmentsOf(scene);

  // React's onChange is the native `input`; the native `change` is the end of the gesture.
  useEffect(() => {
    const element = range.current;
    if (element === null) return undefined;
    element.addEventListener('change', actions.commit);
    return () => element.removeEventListener('change', actions.commit);
  }, [actions]);

  const length =
    scene.source === 'path' ? walk.numbers.number(normOf(stageFace(scene, shift)), 2) : '';
  const place = describePosition(scene, walk);
  return (
    <div className={styles.slider}>
      <label htmlFor={id} className="visually-hidden">
        {walk.path.position}
      </label>
      <input
        ref={range}
        id={id}
        className={sliderStyles['range']}
        type="range"
        min={0}
        max={segments}
        step={positionStep}
        value={scene.position}
        disabled={segments === 0}
        aria-valuetext={length === '' ? place : walk.path.positionText(place, length)}
        style={{ '--share': segments === 0 ? 0 : scene.position / segments }}
        onChange={(event) => {
          actions.setPosition(event.target.valueAsNumber, { live: true });
          stampInput(event.timeStamp);
        }}
      />
    </div>
  );
}

/** The box beside the slider. */
export function PositionNumber() {
  const walk = useStrings().walk;
  const actions = useActions();
  const position = useScene((scene) => scene.position);
  const segments = useScene(segmentsOf);
  return (
    <NumberBox
      label={walk.path.positionNumber}
      hideLabel
      value={position}
      min={0}
      max={segments}
      step={positionStep}
      disabled={segments === 0}
      onValue={(typed) => actions.setPosition(typed)}
    />
  );
}
