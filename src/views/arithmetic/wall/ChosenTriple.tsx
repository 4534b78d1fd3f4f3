/** One triple of a wall, looked at closely. */
import { arms } from '../../../state/arithmetic/derived.ts';
import { facesOfRows } from '../../../state/arithmetic/pools.ts';
import type { WallResult } from '../../../state/arithmetic/wall.ts';
import { useStrings } from '../../../teaching/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { NumberBox } from '../../parts/NumberBox.tsx';
import { useActions } from '../../services.tsx';
import { ImageCanvas } from '../PixelSumFigure.tsx';
import { useBench, useKnown, useModel } from '../bench.ts';
import styles from './ChosenTriple.module.css';

/** One triple looked at: its three arms, and the way to put it on the bench. */
export function ChosenTriple({
  results,
  number,
  onNumber,
}: {
  readonly results: readonly WallResult[];
  readonly number: number;
  readonly onNumber: (number: number) => void;
}) {
  const { wall: words, controls, numbers } = useStrings().arithmetic;
  const actions = useActions();
  const model = useModel();
  const labels = useKnown('labels');
  const preset = useBench((bench) => bench.preset);
  const triple = useBench((bench) => bench.triple);
  const result = results.find((one) => one.number === number);
  return (
    <div className={styles.chosen}>
      <NumberBox
        label={words.chosen}
        value={number + 1}
        min={1}
        max={Math.max(1, results.length)}
        step={1}
        onValue={(value) => onNumber(value - 1)}
      />
      {result !== undefined && (
        <>
          <div className={styles.arms}>
            {arms.map((arm) => (
              <figure key={arm} className={styles.arm}>
                <ImageCanvas
                  image={result.results[arm].image}
                  scale={1}
                  label={controls.armPicture(controls.arms[arm])}
                />
                <figcaption>
                  {controls.arms[arm]}:{' '}
                  {words.score(
                    numbers.number(result.results[arm].score * 100),
                    result.results[arm].succeeded,
                  )}
                </figcaption>
              </figure>
            ))}
          </div>
          <Button
            disabled={labels == null}
            onClick={() => {
              if (labels == null) return;
              actions.fillSlots(preset, triple, facesOfRows(model, labels, result.rows));
            }}
          >
            {words.onBench}
          </Button>
        </>
      )}
    </div>
  );
}
