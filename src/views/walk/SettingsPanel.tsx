/** Truncation, speed, and what happens at the end of the path. */
import type { PlayMode } from '../../state/scene.ts';
import { speedRange } from '../../state/limits.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { SliderField } from '../parts/SliderField.tsx';
import { useActions } from '../services.tsx';
import { Explain } from '../parts/Explain.tsx';
import styles from './SettingsPanel.module.css';
import { useInputStamp, useScene } from './scene.ts';

const modes: readonly PlayMode[] = ['once', 'loop', 'pingPong'];

/** The panel. */
export function SettingsPanel() {
  const walk = useStrings().walk;
  const actions = useActions();
  const stampInput = useInputStamp();
  const truncation = useScene((scene) => scene.truncation);
  const speed = useScene((scene) => scene.speed);
  const playMode = useScene((scene) => scene.playMode);
  return (
    <div className={styles.panel}>
      <div className={styles.group}>
        <SliderField
          label={walk.settings.truncation}
          min={0}
          max={1.5}
          step={0.01}
          value={truncation}
          onChange={(value, input) => {
            actions.setTruncation(value, input === undefined ? {} : { live: true });
            if (input !== undefined) stampInput(input.inputTime);
          }}
          onCommit={actions.commit}
        />
        <Explain text={walk.settings.truncationWhy} more={walk.settings.truncationMore} />
      </div>
      <SliderField
        label={`${walk.settings.speed} (${walk.settings.speedUnit})`}
        min={speedRange.min}
        max={speedRange.max}
        step={0.05}
        value={speed}
        format={(value) => `${walk.numbers.number(value, 2)} ${walk.settings.speedUnit}`}
        onChange={(value, input) =>
          actions.setSpeed(value, input === undefined ? {} : { live: true })
        }
        onCommit={actions.commit}
      />
      <div className={styles.group}>
        <Segmented
          label={walk.settings.mode}
          showLabel
          options={modes.map((value) => ({ value, label: walk.settings[value] }))}
          value={playMode}
          onChange={actions.setPlayMode}
        />
        <p className={styles.note}>{walk.settings.loopWhy}</p>
      </div>
    </div>
  );
}
