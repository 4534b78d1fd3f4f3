/** A run that is watched: its controls, the sheet of the same z, and its charts. */
import { CircleStop, Pause, Play, RotateCcw, StepForward } from 'lucide-react';
import { configOf, differences, lengthBounds } from '../../state/train/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { describeError } from '../describeError.ts';
import { Button } from '../parts/Button.tsx';
import { NumberBox } from '../parts/NumberBox.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useActions } from '../services.tsx';
import { Compare } from './Compare.tsx';
import { FailureNote } from './FailureNote.tsx';
import { HalfSteps } from './HalfSteps.tsx';
import { Obstacle, obstacleOf } from './NetworkStep.tsx';
import styles from './RunStep.module.css';
import { Sheets } from './Sheets.tsx';
import { RunCharts } from './charts/RunCharts.tsx';
import { useTold } from './charts/useTold.ts';
import { trainingVerbs, useImageSet, useTrain, useTraining } from './training.ts';

/** What can be done with the run now. */
function Controls() {
  const strings = useStrings();
  const words = strings.train.run;
  const { changeTrain } = useActions();
  const scene = useTrain((whole) => whole);
  const set = useImageSet();
  const phase = useTraining((state) => state.status.phase);
  const step = useTraining((state) => state.status.step);
  const run = useTraining((state) => state.run);
  const busy = useTraining((state) => state.busy);
  const verbs = trainingVerbs();
  const isAlive = phase === 'paused' || phase === 'running';
  const isPossible = set !== null && obstacleOf(scene, set) === null;
  const isOther =
    isAlive && run !== null && differences(configOf(scene, set), run.config).length > 0;
  const isAtEnd = phase === 'paused' && step >= scene.length;
  const start = (): void => {
    if (set !== null) void verbs.start(configOf(scene, set), set, { length: scene.length });
  };
  return (
    <section className={styles.controls} aria-label={words.controls}>
      <div className={styles.buttons}>
        {!isAlive && (
          <Button
            variant={isPossible ? 'primary' : 'normal'}
            icon={Play}
            disabled={!isPossible || busy !== null}
            onClick={start}
          >
            {run === null ? words.start : words.startAgain}
          </Button>
        )}
        {phase === 'running' && (
          <Button
            variant="primary"
            icon={Pause}
            disabled={busy !== null}
            onClick={() => void verbs.pause()}
          >
            {words.pause}
          </Button>
        )}
        {phase === 'paused' && (
          <>
            <Button
              variant={isAtEnd ? 'normal' : 'primary'}
              icon={Play}
              disabled={busy !== null || isAtEnd}
              onClick={() => void verbs.resume(scene.length)}
            >
              {words.resume}
            </Button>
            <Button
              icon={StepForward}
              disabled={busy !== null}
              onClick={() => void verbs.stepOnce()}
            >
              {words.step}
            </Button>
            <Button
              title={words.halves.intro}
              disabled={busy !== null}
              onClick={() => void verbs.halfStep()}
            >
              {words.half}
            </Button>
          </>
        )}
        {isAlive && (
          <Button icon={CircleStop} disabled={busy !== null} onClick={() => void verbs.stop()}>
            {words.stop}
          </Button>
        )}
        {phase === 'paused' && (
          <Button
            variant="plain"
            icon={RotateCcw}
            disabled={!isPossible || busy !== null}
            onClick={start}
          >
            {words.startAgain}
          </Button>
        )}
      </div>
      <NumberBox
        label={strings.train.network.length}
        value={scene.length}
        {...lengthBounds}
        step={1}
        disabled={phase === 'running'}
        onValue={(length) => changeTrain({ length })}
      />
      <Behaviours />
      <p role="status" className={styles.phase} data-phase={phase} data-step={step}>
        {words.phases[busy === 'starting' ? 'starting' : phase]}{' '}
        {isAtEnd ? words.reached : isOther ? words.otherRecipe : ''}
        {set === null && !isAlive ? words.waitingForPictures : ''}
      </p>
      {set === null && !isAlive && (
        <Button onClick={() => changeTrain({ part: 'pictures' })}>
          {strings.train.steps.pictures}
        </Button>
      )}
    </section>
  );
}

/** What the run does while the tab is hidden, and how much of the machine it takes. */
function Behaviours() {
  const words = useStrings().train.run;
  const { whenHidden, duty } = useTraining((state) => state.behaviour);
  const duties = [
    { value: '1', label: words.duty.full },
    { value: '0.5', label: words.duty.half },
    { value: '0.25', label: words.duty.quarter },
  ] as const;
  return (
    <div className={styles.behaviours}>
      <Segmented
        label={words.hidden.label}
        showLabel
        options={[
          { value: 'pause', label: words.hidden.pause },
          { value: 'slow', label: words.hidden.slow },
          { value: 'run', label: words.hidden.run },
        ]}
        value={whenHidden}
        onChange={(next) => trainingVerbs().setBehaviour({ whenHidden: next })}
      />
      <Segmented
        label={words.duty.label}
        showLabel
        options={duties}
        value={String(duty) as (typeof duties)[number]['value']}
        onChange={(next) => trainingVerbs().setBehaviour({ duty: Number(next) })}
      />
    </div>
  );
}

/** Step, pace, time left, and what computes. */
function Facts() {
  const words = useStrings().train.run;
  const { none, ...names } = words.facts;
  const run = useTraining((state) => state.run);
  const status = useTraining((state) => state.status);
  const length = useTrain((scene) => scene.length);
  useTold(run);
  const { step, seconds, imagesPerSecond, backend, config } = status;
  const last = run?.last() ?? null;
  const left =
    imagesPerSecond === null || config === null
      ? null
      : (Math.max(0, length - step) * config.batchSize) / imagesPerSecond;
  const { value } = words.charts;
  const rows: readonly (readonly [string, string])[] = [
    [names.step, config === null ? none : names.stepOf(step, length)],
    [names.epochs, last === null ? none : value(last.epochs)],
    [names.rate, imagesPerSecond === null ? none : value(imagesPerSecond)],
    [names.left, left === null ? none : words.duration(left)],
    [names.trained, config === null ? none : words.duration(seconds)],
    [names.backend, backend === null ? none : names.backendOf(backend.backend, backend.detail)],
  ];
  return (
    <dl className={styles.facts}>
      {rows.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What went wrong with the last verb, or with keeping. */
function Errors() {
  const strings = useStrings();
  const error = useTraining((state) => state.error);
  const keepingError = useTraining((state) => state.keepingError);
  return (
    <>
      {error !== null && (
        <p role="alert" className={styles.error}>
          {describeError(strings, error)}
        </p>
      )}
      {keepingError !== null && (
        <p role="alert" className={styles.error}>
          {describeError(strings, keepingError)} {strings.train.run.notKept}
        </p>
      )}
    </>
  );
}

/** The step in which a run is watched. */
export function RunStep() {
  const run = useTraining((state) => state.run);
  const former = useTraining((state) => state.former);
  return (
    <div className={styles.step}>
      <Controls />
      <Facts />
      <div className={styles.notes}>
        <Obstacle />
        <Errors />
        <FailureNote />
        <HalfSteps />
      </div>
      <div className={styles.watch}>
        <div className={styles.side}>
          <Sheets run={run} former={former} />
        </div>
        <div className={styles.main}>
          <RunCharts run={run} former={former} />
          <Compare run={run} former={former} />
        </div>
      </div>
    </div>
  );
}
