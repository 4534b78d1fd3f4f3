/** Why a run stopped by itself, and the ways on from there. */
import { useStrings } from '../../teaching/language.tsx';
import { describeError } from '../describeError.ts';
import { Button } from '../parts/Button.tsx';
import { useActions } from '../services.tsx';
import styles from './FailureNote.module.css';
import { trainingVerbs, useImageSet, useTrain, useTraining } from './training.ts';

/** A note while the run is a failed one. */
export function FailureNote() {
  const strings = useStrings();
  const words = strings.train.run.failure;
  const { changeTrain } = useActions();
  const failure = useTraining((state) => state.status.failure);
  const phase = useTraining((state) => state.status.phase);
  const run = useTraining((state) => state.run);
  const busy = useTraining((state) => state.busy);
  const length = useTrain((scene) => scene.length);
  const set = useImageSet();
  if (phase !== 'failed' || failure === null) return null;
  const { reason, step, likelyCause, suggestedWidth, lastGood, error } = failure;
  return (
    <section role="alert" className={styles.failure} data-reason={reason}>
      <h2>{words.heading}</h2>
      <p>{words.reasons[reason](String(step))}</p>
      {likelyCause !== null && <p>{words.causes[likelyCause]}</p>}
      {reason !== 'not-finite' && <p>{describeError(strings, error)}</p>}
      {suggestedWidth !== null && <p>{words.narrower(suggestedWidth)}</p>}
      <p>{lastGood === null ? words.nothing : words.lastGood(lastGood.step)}</p>
      <div className={styles.ways}>
        {lastGood !== null && run !== null && (
          <Button
            disabled={set === null || busy !== null}
            onClick={() => {
              if (set === null) return;
              const from = { snapshot: lastGood, run: run.id };
              void trainingVerbs().start(lastGood.config, set, { length, from });
            }}
          >
            {words.goOn(lastGood.step)}
          </Button>
        )}
        {suggestedWidth !== null && (
          <Button onClick={() => changeTrain({ width: suggestedWidth })}>
            {words.narrowTo(suggestedWidth)}
          </Button>
        )}
        <Button onClick={() => changeTrain({ part: 'network' })}>{words.change}</Button>
      </div>
    </section>
  );
}
