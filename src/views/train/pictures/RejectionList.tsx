/** What was left out of the visitor's files, and why. */
import type { Rejections } from '../../../state/train/pictures/picturesStore.ts';
import { useStrings } from '../../../teaching/language.tsx';
import { Disclosure } from '../../parts/Disclosure.tsx';
import styles from './RejectionList.module.css';

/** A list that can be opened; nothing where nothing was left out. */
export function RejectionList({ rejections }: { readonly rejections: Rejections }) {
  const words = useStrings().pictures.rejected;
  const { named, count } = rejections;
  if (count === 0) return null;
  const unnamed = named.reduce((left, { times }) => left - times, count);
  return (
    <Disclosure label={words.heading(count)}>
      <ul className={styles.list}>
        {named.map(({ path, reason, found, times }, i) => (
          <li key={`${i} ${path}`}>{words.row(path, words.reasons[reason], found, times)}</li>
        ))}
        {unnamed > 0 && <li>{words.more(unnamed)}</li>}
      </ul>
    </Disclosure>
  );
}
