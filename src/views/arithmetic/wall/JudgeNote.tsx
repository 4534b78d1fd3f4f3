/** What the counts of a wall are worth. */
import type { Preset } from '../../../formats/exemplars.ts';
import { useStrings } from '../../../teaching/language.tsx';
import { useModel } from '../bench.ts';
import styles from './WallPanel.module.css';

/** How often the judge itself is right, for the attributes that it decides about. */
export function JudgeNote({ preset }: { readonly preset: Preset }) {
  const words = useStrings().arithmetic;
  const model = useModel();
  const classifier = model.classifier;
  if (classifier === null) return null;
  const { heldOut, attributes } = classifier;
  if (heldOut === null) return <p className={styles.quiet}>{words.wall.judgeUnknown}</p>;
  const parts = preset.expected.map(({ attribute }) => {
    const share = heldOut.balancedAccuracy[attributes.indexOf(attribute)];
    const name = words.attribute(attribute);
    return share == null ? name : `${name} ${words.numbers.number(share * 100)} %`;
  });
  return (
    <p className={styles.quiet} data-judge="">
      {words.wall.judge(parts.join(', '), words.numbers.number(heldOut.pictures))}
    </p>
  );
}
