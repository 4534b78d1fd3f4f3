/** The run and the one before side by side: what differs, what was claimed, what was measured. */
import { differences } from '../../state/train/scene.ts';
import type { RunTrace } from '../../state/train/trace.ts';
import { useStrings } from '../../teaching/language.tsx';
import type { Measures } from '../../trainer/types.ts';
import { Button } from '../parts/Button.tsx';
import styles from './Compare.module.css';
import { useTold } from './charts/useTold.ts';
import { trainingVerbs } from './training.ts';

/** A table of both runs, with the papers' claims; the claim alone where there is one run. */
export function Compare({
  run,
  former,
}: {
  readonly run: RunTrace | null;
  readonly former: RunTrace | null;
}) {
  const { run: words, network } = useStrings().train;
  const { charts, compare } = words;
  useTold(run);
  if (run === null) return null;
  const presetName = ({ preset }: RunTrace): string =>
    preset === null ? network.presets.own : network.presets.names[preset];
  const runs = [
    { name: words.sheet.now, trace: run },
    ...(former === null ? [] : [{ name: words.sheet.former, trace: former }]),
  ];
  const differing = former === null ? [] : differences(run.config, former.config);
  const reached = run.measures().at(-1)?.step ?? 0;
  /** The run before may have gone on for longer: it is seen where this one is. */
  const measuresOf = (trace: RunTrace): Measures | undefined =>
    trace.measures().findLast(({ step }) => step <= reached);
  const columns: readonly (readonly [string, (trace: RunTrace) => string])[] = [
    [compare.recipe, presetName],
    [compare.measuredAt, (trace) => String(measuresOf(trace)?.step ?? '–')],
    [charts.diversity, (trace) => textOf(measuresOf(trace)?.diversity)],
    [charts.distance, (trace) => textOf(measuresOf(trace)?.distance)],
  ];
  const textOf = (value: number | undefined): string =>
    value === undefined ? '–' : charts.value(value);
  return (
    <section className={styles.compare} aria-labelledby="compare-heading">
      <h2 id="compare-heading">{former === null ? compare.claim : compare.heading}</h2>
      {run.preset !== null && <p>{network.presets.claims[run.preset]}</p>}
      {former !== null && (
        <>
          {former.preset !== null && former.preset !== run.preset && (
            <p>{network.presets.claims[former.preset]}</p>
          )}
          <div className={styles.scroller}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{compare.which}</th>
                  {columns.map(([name]) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {runs.map(({ name, trace }) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    {columns.map(([column, read]) => (
                      <td key={column}>{read(trace)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p>
            {compare.differs}:{' '}
            {differing.length === 0
              ? compare.same
              : differing.map((key) => network.keys[key]).join(', ')}
          </p>
          <Button variant="plain" onClick={() => trainingVerbs().forgetFormer()}>
            {words.sheet.forget}
          </Button>
        </>
      )}
    </section>
  );
}
