/** How far the result is from A towards the whole sum, and beyond. */
import { strengthRange } from '../../state/arithmetic/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { SliderField } from '../parts/SliderField.tsx';
import { useActions } from '../services.tsx';
import styles from './Strength.module.css';
import { useBenchStamp, useBench } from './bench.ts';

/** The slider, with marks at A and at Y. */
export function Strength() {
  const { strength: words, numbers } = useStrings().arithmetic;
  const actions = useActions();
  const stamp = useBenchStamp();
  const strength = useBench((bench) => bench.strength);
  return (
    <div className={styles.strength}>
      <SliderField
        label={words.label}
        min={strengthRange.min}
        max={strengthRange.max}
        step={0.01}
        value={strength}
        format={(value) => words.text(numbers.number(value, 2))}
        onChange={(value, input) => {
          actions.setBench({ strength: value }, input === undefined ? {} : { live: true });
          if (input !== undefined) stamp(input.inputTime);
        }}
        onCommit={actions.commit}
      />
      <div className={styles.marks} aria-hidden="true">
        <span style={{ '--at': 0 }}>{words.start}</span>
        <span style={{ '--at': 0.5 }}>{words.whole}</span>
        <span style={{ '--at': 1 }}>{words.beyond}</span>
      </div>
    </div>
  );
}
