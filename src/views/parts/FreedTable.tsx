/** What is left of each direction when it is freed of those closest to it, as a table. */
import { Fragment } from 'react';
import type { FreedScore } from '../../state/arithmetic/attributes.ts';
import { useStrings } from '../../teaching/language.tsx';
import styles from './FreedTable.module.css';

/** An AUC with a bar from 0.5, a guess, to 1. */
function AucCell({ auc }: { readonly auc: number | null }) {
  const { numbers } = useStrings().arithmetic;
  return (
    <td className={styles.auc} style={{ '--share': Math.max(0, 2 * (auc ?? 0) - 1) }}>
      {auc === null ? '–' : numbers.number(auc, 2)}
    </td>
  );
}

/** The table, in the order of `scores`; `nameOf` says an attribute as its slider does. */
export function FreedTable({
  scores,
  nameOf,
}: {
  readonly scores: readonly FreedScore[];
  readonly nameOf: (name: string) => string;
}) {
  const words = useStrings().arithmetic.attributes;
  return (
    <table className={styles.table}>
      <caption>{words.freed.why}</caption>
      <thead>
        <tr>
          <th scope="col">{words.direction}</th>
          <th scope="col" className={styles.auc}>
            {words.freed.auc}
          </th>
          <th scope="col">{words.freed.of}</th>
          <th scope="col" className={styles.auc}>
            {words.freed.left}
          </th>
        </tr>
      </thead>
      <tbody>
        {scores.map(({ name, auc, freeOf, left }) => (
          <tr key={name}>
            <th scope="row">{nameOf(name)}</th>
            <AucCell auc={auc} />
            <td>
              {freeOf.length === 0 && words.freed.none}
              {freeOf.map((other, i) => (
                <Fragment key={other}>
                  <span className={styles.name}>
                    {nameOf(other)}
                    {i < freeOf.length - 1 && ','}
                  </span>{' '}
                </Fragment>
              ))}
            </td>
            <AucCell auc={left} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
