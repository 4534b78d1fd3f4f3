/** Which backend draws, how fast, and what the others can do. */
import { Cpu, Zap } from 'lucide-react';
import type {
  BackendChoice,
  BackendName,
  BackendReport,
  EngineStatus,
} from '../../engine/types.ts';
import { useStrings } from '../../teaching/language.tsx';
import { createNumberFormats } from '../../teaching/numbers.ts';
import { describeError, nameBackend } from '../describeError.ts';
import { Button } from '../parts/Button.tsx';
import { Why } from '../parts/Disclosure.tsx';
import { Popover } from '../parts/Popover.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useActions, useStore } from '../services.tsx';
import styles from './BackendChip.module.css';

/** The order of the ladder. */
const backendNames: readonly BackendName[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

/** True when what draws is not a graphics card. Software adapters call themselves so. */
function drawsWithoutGpu({ backend, adapter }: BackendReport): boolean {
  if (backend === 'wasm' || backend === 'cpu') return true;
  return adapter !== null && /swiftshader|llvmpipe|software|basic render|warp/i.test(adapter);
}

function useMilliseconds(): (value: number) => string {
  const language = useStore((state) => state.language);
  return createNumberFormats(language === 'ko' ? 'ko-KR' : 'en-GB').milliseconds;
}

function ReportLine({
  report,
  active,
}: {
  readonly report: BackendReport;
  readonly active: boolean;
}) {
  const strings = useStrings();
  const words = strings.shell.backend;
  const milliseconds = useMilliseconds();
  const { millisecondsPerFace, selfTestError, failure, adapter, kernels, kernelFailure } = report;
  return (
    <li className={styles.report} data-active={active ? '' : undefined}>
      <div className={styles.line}>
        <strong>{nameBackend(strings, report.backend)}</strong>
        {active && <span className={styles.inUse}>{words.inUse}</span>}
        <span className={styles.time}>
          {millisecondsPerFace === null
            ? words.notReached
            : words.perFace(milliseconds(millisecondsPerFace))}
        </span>
      </div>
      {adapter !== null && <p>{adapter}</p>}
      {kernels !== null && <p>{words.kernels[kernels]}</p>}
      {kernelFailure !== null && (
        <p className={styles.failure}>
          {kernels === 'tensorflow' ? words.kernelsRefused : words.kernelsRefusedInPart}{' '}
          {describeError(strings, kernelFailure)}
        </p>
      )}
      {failure === null ? (
        <p>
          {selfTestError === null
            ? words.noSelfTest
            : words.selfTest(selfTestError, report.tolerance)}
        </p>
      ) : (
        <p className={styles.failure}>{describeError(strings, failure)}</p>
      )}
    </li>
  );
}

function Panel({ engine }: { readonly engine: EngineStatus }) {
  const strings = useStrings();
  const words = strings.shell.backend;
  const { setBackend, retry } = useActions();
  const { active, reports } = engine;
  return (
    <>
      <h2 className={styles.title}>{words.title}</h2>
      {active !== null && drawsWithoutGpu(active) && <p>{words.noGpu}</p>}
      {engine.error !== null && (
        <div className={styles.error}>
          <p className={styles.failure}>{describeError(strings, engine.error)}</p>
          <Button onClick={() => void retry()}>{strings.errors.retry}</Button>
        </div>
      )}
      <Segmented<BackendChoice>
        label={words.choice}
        value={engine.choice}
        onChange={(choice) => void setBackend(choice)}
        className={styles.choice ?? ''}
        options={[
          { value: 'auto', label: words.auto },
          ...backendNames.map((name) => ({ value: name, label: nameBackend(strings, name) })),
        ]}
      />
      {reports.length > 0 && (
        <ul className={styles.reports}>
          {reports.map((report) => (
            <ReportLine
              key={report.backend}
              report={report}
              active={report.backend === active?.backend}
            />
          ))}
        </ul>
      )}
      {engine.choosing ? (
        <p>{words.choosing}</p>
      ) : (
        reports.length < backendNames.length && <p>{words.notTried}</p>
      )}
      <Why text={words.why} />
    </>
  );
}

/** The chip; its panel shows every report and the choice. */
export function BackendChip() {
  const strings = useStrings();
  const engine = useStore((state) => state.engine);
  const milliseconds = useMilliseconds();
  const { active, phase } = engine;
  const words = strings.shell;
  const settled = phase === 'ready' && active !== null;
  const time =
    settled && active.millisecondsPerFace !== null
      ? milliseconds(active.millisecondsPerFace)
      : null;
  const name = settled ? nameBackend(strings, active.backend) : words.phase[phase];
  return (
    <Popover
      label={words.backend.title}
      icon={settled && !drawsWithoutGpu(active) ? Zap : Cpu}
      className={styles.chip ?? ''}
      trigger={
        <>
          <span data-phase={phase} data-backend={active?.backend}>
            {name}
          </span>
          {time !== null && <span className={styles.chipTime}>{time}</span>}
        </>
      }
    >
      <Panel engine={engine} />
    </Popover>
  );
}
