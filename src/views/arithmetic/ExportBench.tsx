/** Saves the sum as a figure in the paper's layout. */
import { useStrings } from '../../teaching/language.tsx';
import { titled } from '../parts/modelTitle.ts';
import styles from './ControlsPanel.module.css';
import { SaveButton } from './SaveButton.tsx';
import { useBench, useModel, useResult } from './bench.ts';
import { planSum } from './figures.ts';
import { useAllSlotWords } from './words.ts';

/** The panel. */
export function ExportBench() {
  const strings = useStrings();
  const words = strings.arithmetic;
  const model = useModel();
  const bench = useBench((whole) => whole);
  const { face } = useResult();
  const names = useAllSlotWords();
  if (face === null) return <p>{words.controls.nothing}</p>;
  const plan = planSum(bench, titled(strings, model), face, names, words);
  return (
    <div className={styles.panel}>
      <p className={styles.quiet}>{words.figure.layout}</p>
      <blockquote className={styles.quoted}>
        {plan.caption.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </blockquote>
      <SaveButton label={words.figure.save} plan={() => plan} />
    </div>
  );
}
