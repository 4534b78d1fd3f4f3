/** What is left of each direction when it is freed of those closest to it, as a table. */
import { Fragment, memo } from 'react';
import type { FreedScore } from '../../state/arithmetic/attributes.ts';
import { useStrings } from '../../teaching/language.tsx';
import styles from './FreedTable.module.css';
import { sliderName } from './sliderName.ts';

/** An AUC with a bar from 0.5, a guess, to 1. */
function AucCell({ auc }: { readonly auc: number | null }) {
  const { numbers } = useStrings().arithmetic;
  return (
    <td className={styles.auc} style={{ '--share': Math.max(0, 2 * (auc ?? 0) - 1) }}>
      {auc === null ? '–' : numbers.number(auc, 2)}
    </td>
  );
}

/** The table, in the order of `scores`; attributes are called as their sliders are. */
export const FreedTable = memo(function FreedTable({
  scores,
}: {
  readonly scores: readonly FreedScore[];
}) {
  const { arithmetic } = useStrings();
  const words = arithmetic.attributes;
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
            <th scope="row">{sliderName(arithmetic, name)}</th>
            <AucCell auc={auc} />
            <td>
              {freeOf.length === 0 && words.freed.none}
              {freeOf.map((other, i) => (
                <Fragment key={other}>
                  <span className={styles.name}>
                    {sliderName(arithmetic, other)}
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
});
