/** What a sum changes besides what it is meant to change. */
import { useState } from 'react';
import type { Preset } from '../../../formats/exemplars.ts';
import type { Arm } from '../../../state/arithmetic/derived.ts';
import type { WallResult } from '../../../state/arithmetic/wall.ts';
import { changesOf } from '../../../state/arithmetic/wallSummary.ts';
import { useStrings } from '../../../teaching/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { useModel } from '../bench.ts';
import styles from './OtherChanges.module.css';

/** Attributes named at first. */
const firstChanges = 8;

/** Attributes that the concept says nothing about, in one arm, most changed first. */
export function OtherChanges({
  results,
  arm,
  preset,
}: {
  readonly results: readonly WallResult[];
  readonly arm: Arm;
  readonly preset: Preset;
}) {
  const words = useStrings().arithmetic;
  const { numbers, wall } = words;
  const model = useModel();
  const [whole, setWhole] = useState(false);
  const attributes = model.classifier?.attributes ?? [];
  const changes = changesOf(results, arm, preset.expected, attributes);
  const percent = (share: number): string => `${numbers.number(share * 100)} %`;
  return (
    <div className={styles.changes}>
      <table>
        <caption>{wall.changes}</caption>
        <thead>
          <tr>
            <th scope="col">{wall.attribute}</th>
            <th scope="col">{wall.among('C')}</th>
            <th scope="col">{wall.among('Y')}</th>
            <th scope="col">{wall.difference}</th>
          </tr>
        </thead>
        <tbody>
          {(whole ? changes : changes.slice(0, firstChanges)).map((change) => (
            <tr key={change.attribute}>
              <th scope="row">{words.attribute(change.attribute)}</th>
              <td>{percent(change.rateOfC)}</td>
              <td>{percent(change.rate)}</td>
              <td>
                {change.change > 0 ? '+' : ''}
                {numbers.number(change.change * 100)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length > firstChanges && (
        <Button aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? wall.fewer : wall.all(changes.length)}
        </Button>
      )}
    </div>
  );
}
