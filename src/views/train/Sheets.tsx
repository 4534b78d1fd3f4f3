/** The sheets of a run to scrub through, beside those of the run before, and the way back. */
import { History } from 'lucide-react';
import { useId, useState } from 'react';
import type { RunTrace } from '../../state/train/trace.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import { SampleSheet } from './SampleSheet.tsx';
import styles from './Sheets.module.css';
import { useTold } from './charts/useTold.ts';
import { trainingVerbs, useTraining } from './training.ts';

/** The snapshot of the run that is nearest before a step, and the way back to it. */
function Rewind({ run, step }: { readonly run: RunTrace; readonly step: number }) {
  const words = useStrings().train.run.sheet;
  const kept = useTraining((state) => state.kept);
  const phase = useTraining((state) => state.status.phase);
  const present = useTraining((state) => state.status.step);
  const busy = useTraining((state) => state.busy);
  const own = (kept ?? []).filter(({ facts }) => facts.run === run.id && facts.step <= step);
  const nearest = own.toSorted((a, b) => a.facts.step - b.facts.step).at(-1);
  const canRewind = phase === 'paused' || phase === 'running';
  if (nearest === undefined || !canRewind) {
    return <p className={styles.quiet}>{words.rewindNone}</p>;
  }
  return (
    <div className={styles.rewind}>
      <Button
        icon={History}
        disabled={busy !== null || nearest.facts.step === present}
        onClick={() => void trainingVerbs().rewind(nearest)}
      >
        {words.rewind(nearest.facts.step)}
      </Button>
      <p className={styles.quiet}>{words.rewindText}</p>
    </div>
  );
}

/** Sheet, scrubber, and what moved most. */
export function Sheets({
  run,
  former,
}: {
  readonly run: RunTrace | null;
  readonly former: RunTrace | null;
}) {
  const words = useStrings().train.run.sheet;
  const id = useId();
  /** Step of the sheet that is looked at; null follows the newest. */
  const [looked, setLooked] = useState<number | null>(null);
  useTold(run);
  const sheets = run?.sheets() ?? [];
  const place = looked === null ? -1 : sheets.findLastIndex((sheet) => sheet.step <= looked);
  const index = place === -1 ? sheets.length - 1 : place;
  const sheet = sheets[index];
  const other =
    sheet === undefined ? undefined : former?.sheets().findLast((one) => one.step <= sheet.step);
  if (run === null || sheet === undefined) {
    return (
      <section className={styles.sheets} aria-label={words.heading}>
        <h2>{words.heading}</h2>
        <div className={styles.empty}>
          <p>{words.none}</p>
        </div>
      </section>
    );
  }
  const most = sheet.movedMost;
  return (
    <section className={styles.sheets} aria-label={words.heading}>
      <h2>{words.heading}</h2>
      <div className={styles.pair}>
        <figure>
          {other !== undefined && <figcaption>{words.now}</figcaption>}
          <SampleSheet sheet={sheet} label={words.label(sheet.step)} framesMoved />
        </figure>
        {other !== undefined && (
          <figure>
            <figcaption>
              {words.former}: {words.at(other.step, other.seconds)}
            </figcaption>
            <SampleSheet sheet={other} label={`${words.former}: ${words.label(other.step)}`} />
          </figure>
        )}
      </div>
      <div className={styles.scrub}>
        <label htmlFor={id} className="visually-hidden">
          {words.scrub}
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={Math.max(0, sheets.length - 1)}
          step={1}
          value={index}
          disabled={sheets.length < 2}
          aria-valuetext={words.at(sheet.step, sheet.seconds)}
          onChange={(event) => {
            const next = event.target.valueAsNumber;
            const chosen = sheets[next];
            setLooked(next === sheets.length - 1 || chosen === undefined ? null : chosen.step);
          }}
        />
        <output htmlFor={id}>{words.at(sheet.step, sheet.seconds)}</output>
        <Button variant="plain" disabled={looked === null} onClick={() => setLooked(null)}>
          {words.live}
        </Button>
      </div>
      <p className={styles.moved}>
        {most === null ? '' : words.moved(most + 1, sheet.moved[most] ?? 0)}
      </p>
      <Rewind run={run} step={sheet.step} />
    </section>
  );
}
