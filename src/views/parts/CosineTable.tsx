/** Cosines between directions as a table whose cells are coloured by them. */
import { memo } from 'react';
import { cosinesOf } from '../../state/arithmetic/attributes.ts';
import type { Direction } from '../../state/arithmetic/attributes.ts';
import { useStrings } from '../../teaching/language.tsx';
import styles from './CosineTable.module.css';

/** The table, in the order of `directions`. */
export const CosineTable = memo(function CosineTable({
  directions,
}: {
  readonly directions: readonly Direction[];
}) {
  const names = directions.map((one) => one.name);
  const cosines = cosinesOf(directions);
  const { attributes: words, attribute, numbers } = useStrings().arithmetic;
  const nameOf = (name: string): string => (name === 'own' ? words.own : attribute(name));
  return (
    // A wide table scrolls by itself, also by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={words.cosines}>
      <table className={styles.table}>
        <caption>{words.cosinesWhy}</caption>
        <thead>
          <tr>
            <th scope="col">{words.direction}</th>
            {names.map((name) => (
              <th key={name} scope="col">
                <span>{nameOf(name)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name, row) => (
            <tr key={name}>
              <th scope="row">{nameOf(name)}</th>
              {(cosines[row] ?? []).map((cosine, column) => (
                <td
                  key={names[column]}
                  style={{ '--share': Math.abs(cosine) }}
                  data-sign={cosine < 0 ? 'negative' : 'positive'}
                >
                  {row === column ? '1' : numbers.number(cosine, 2)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});
