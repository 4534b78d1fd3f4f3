/** Why three exemplars, in lengths: what the prior gives, and what the visitor's own faces give. */
import { useMemo, useState } from 'react';
import type { LengthReadings, MeasuredLength } from '../../state/arithmetic/derived.ts';
import {
  lengthsOf,
  letterOf,
  shellTableOf,
  shellTrials,
  termsOf,
} from '../../state/arithmetic/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import styles from './LengthTable.module.css';
import { colourOf } from './Letter.tsx';
import { useBench, useModel } from './bench.ts';

/** Measured rows, in the order of the table in the paper's notes. */
const rows = ['draw', 'midpoint', 'single', 'meansOfThree'] as const;

function Own({ lengths }: { readonly lengths: LengthReadings }) {
  const { lengthTable: words, numbers } = useStrings().arithmetic;
  const slots = useBench((bench) => bench.slots);
  const terms = termsOf({ slots });
  const two = (value: number): string => numbers.number(value, 2);
  return (
    <>
      {lengths.terms.map(({ exemplars, mean }, i) => {
        const slot = terms[i]?.slot ?? i;
        return (
          <tr key={slot}>
            <th scope="row" style={{ color: colourOf(slot) }}>
              {words.exemplarsOf(letterOf(slot))}
            </th>
            <td>{exemplars.map((one) => two(one.norm)).join(' · ')}</td>
            <td>{words.meanOf(two(mean.norm))}</td>
          </tr>
        );
      })}
      {(['one', 'all'] as const).map((arm) => (
        <tr key={arm}>
          <th scope="row">{words.own[arm]}</th>
          <td>{two(lengths.results[arm].norm)}</td>
          <td>{words.times(two(lengths.results[arm].ratio))}</td>
        </tr>
      ))}
    </>
  );
}

function Tables() {
  const { lengthTable: words, numbers } = useStrings().arithmetic;
  const model = useModel();
  const slots = useBench((bench) => bench.slots);
  const lengths = useMemo(() => lengthsOf({ slots }, model), [slots, model]);
  const table = useMemo(() => shellTableOf(model), [model]);
  const written = ({ mean, deviation }: MeasuredLength): string =>
    `${numbers.number(mean, 2)} ± ${numbers.number(deviation, 2)}`;
  return (
    <div className={styles.tables}>
      <table>
        <caption>{words.prior(model.prior, numbers.number(shellTrials))}</caption>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{words.rows[row]}</th>
              <td>{written(table[row])}</td>
              <td>{words.times(numbers.number(table[row].mean / table.draw.mean, 2))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lengths !== null && (
        <table>
          <caption>{words.yours}</caption>
          <tbody>
            <Own lengths={lengths} />
          </tbody>
        </table>
      )}
      <p>{words.correlated}</p>
    </div>
  );
}

/** The tables behind a "why"; measured when they are first opened. */
export function LengthTable() {
  const words = useStrings().arithmetic.lengthTable;
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.label}</summary>
      {open && <Tables />}
    </details>
  );
}
