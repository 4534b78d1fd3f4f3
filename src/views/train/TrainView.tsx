/** The Train view (§3, §4): pictures, networks, a run that can be watched, and what is kept of it. */
import type { ReactNode } from 'react';
import { openPictures } from '../../state/train/pictures/openPictures.ts';
import { trainParts } from '../../state/train/scene.ts';
import type { TrainPart } from '../../state/train/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import frame from '../parts/StepFrame.module.css';
import { Stepper } from '../parts/Stepper.tsx';
import { ViewFrame, Waiting } from '../parts/ViewFrame.tsx';
import { joinClasses } from '../parts/classes.ts';
import { useActions, useStore } from '../services.tsx';
import { AfterwardsStep } from './AfterwardsStep.tsx';
import { NetworkStep } from './NetworkStep.tsx';
import { RunStep } from './RunStep.tsx';
import styles from './TrainView.module.css';
import { PicturesStep } from './pictures/PicturesStep.tsx';
import { useImageSet, useTrain, useTraining } from './training.ts';

function Pictures() {
  return <PicturesStep pictures={openPictures()} />;
}

const parts: Readonly<Record<TrainPart, () => ReactNode>> = {
  pictures: Pictures,
  network: NetworkStep,
  run: RunStep,
  afterwards: AfterwardsStep,
};

/** What there is to train on, and the way to the next step once this one is done. */
function Next() {
  const { train } = useStrings();
  const { changeTrain } = useActions();
  const part = useTrain((scene) => scene.part);
  const set = useImageSet();
  const kept = useTraining(({ run }) => run !== null);
  const next: Partial<Record<TrainPart, TrainPart>> = {
    ...(set === null ? {} : { pictures: 'network', network: 'run' }),
    ...(kept ? { run: 'afterwards' } : {}),
  };
  const to = next[part];
  const { name = '', count = 0, size = 0, channels = 3 } = set ?? {};
  return (
    <>
      <p className={styles.pictures}>
        {set === null ? train.noPictures : train.picturesNow(name, count, size, channels)}
      </p>
      {to !== undefined && to !== 'pictures' && (
        <Button
          variant={part === 'run' ? 'normal' : 'primary'}
          onClick={() => changeTrain({ part: to })}
        >
          {train.next[to]}
        </Button>
      )}
    </>
  );
}

/** Everything inside the view, once there is a scene. */
function Train() {
  const { train } = useStrings();
  const { changeTrain } = useActions();
  const part = useTrain((scene) => scene.part);
  const Part = parts[part];
  return (
    <>
      <header className={joinClasses(frame.head, styles.head)}>
        <Stepper
          label={train.steps.label}
          steps={trainParts.map((value) => ({ value, label: train.steps[value] }))}
          value={part}
          onChange={(next) => changeTrain({ part: next })}
        />
        <span className={joinClasses(frame.spring, styles.spring)} />
        <Next />
      </header>
      <div key={part} className={joinClasses(frame.part, styles.part)}>
        <Part />
      </div>
    </>
  );
}

/** The Train view. Until a scene is there it says what it is waiting for. */
export function TrainView() {
  const { train } = useStrings();
  const ready = useStore(
    ({ train: scene, scene: walk, configs }) =>
      scene !== null && walk !== null && configs[walk.modelId] !== undefined,
  );
  return (
    <ViewFrame title={train.title} className={joinClasses(frame.view, styles.view)}>
      {ready ? <Train /> : <Waiting>{train.waiting}</Waiting>}
    </ViewFrame>
  );
}
