/** What has come of a wall so far: counts, every picture, one triple closely, what else changed. */
import { useMemo, useState } from 'react';
import type { Preset } from '../../../formats/exemplars.ts';
import { arms } from '../../../state/arithmetic/derived.ts';
import type { Arm } from '../../../state/arithmetic/derived.ts';
import { sortWall, successOf } from '../../../state/arithmetic/wallSummary.ts';
import type { WallOrder } from '../../../state/arithmetic/wallSummary.ts';
import type { WallState } from '../../../state/arithmetic/work.ts';
import { useStrings } from '../../../teaching/language.tsx';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { useImageSize } from '../../parts/FaceCanvas.tsx';
import { Segmented } from '../../parts/Segmented.tsx';
import { titled } from '../../parts/modelTitle.ts';
import { useThrottled } from '../../parts/pacing.ts';
import { SaveButton } from '../SaveButton.tsx';
import { useModel } from '../bench.ts';
import { planWall } from '../figures.ts';
import { wordsOfPreset } from '../words.ts';
import { ChosenTriple } from './ChosenTriple.tsx';
import { OtherChanges } from './OtherChanges.tsx';
import { SuccessChart } from './SuccessChart.tsx';
import { WallCanvas } from './WallCanvas.tsx';
import styles from './WallPanel.module.css';

/** How often the wall is painted anew while results stream in. */
const paintEveryMs = 250;

/** Results, counts and chart of a wall that holds for the bench. */
export function WallOutcome({
  wall,
  preset,
}: {
  readonly wall: WallState;
  readonly preset: Preset;
}) {
  const strings = useStrings();
  const words = strings.arithmetic;
  const model = useModel();
  const size = useImageSize(model.id);
  const [order, setOrder] = useState<WallOrder>('drawn');
  const [arm, setArm] = useState<Arm>('all');
  const [chosen, setChosen] = useState<number | null>(null);
  const results = useThrottled(wall.results, paintEveryMs);
  const sorted = useMemo(() => sortWall(results, order, arm), [results, order, arm]);
  const rates = useMemo(
    () => arms.map((one) => ({ arm: one, rate: successOf(results, one) })),
    [results],
  );
  if (results.length === 0) return null;
  const names = wordsOfPreset(preset, words);
  return (
    <>
      <SuccessChart rates={rates} expected={names.result} />
      <div className={styles.choices}>
        <Segmented
          label={words.wall.arm}
          showLabel
          options={arms.map((value) => ({ value, label: words.controls.arms[value] }))}
          value={arm}
          onChange={setArm}
        />
        <Segmented
          label={words.wall.order}
          showLabel
          options={(['drawn', 'best', 'worst'] as const).map((value) => ({
            value,
            label: words.wall.orders[value],
          }))}
          value={order}
          onChange={setOrder}
        />
      </div>
      <WallCanvas
        results={sorted}
        arm={arm}
        size={size}
        chosen={chosen}
        label={words.wall.label(
          results.length,
          words.controls.arms[arm],
          rates.find((one) => one.arm === arm)?.rate.successes ?? 0,
        )}
        onChoose={setChosen}
      />
      <p className={styles.quiet}>{words.wall.crosses}</p>
      <ChosenTriple results={results} number={chosen ?? 0} onNumber={setChosen} />
      <SaveButton
        label={words.wall.save}
        scale={1}
        plan={() =>
          planWall(titled(strings, model), sorted, arm, {
            words,
            names,
            seed: wall.key.split(' ')[2] ?? '',
            rate: rates.find((one) => one.arm === arm)?.rate ?? null,
          })
        }
        drawn={() => sorted.map((result) => result.results[arm].image)}
      />
      <Disclosure label={words.wall.changesLabel}>
        <OtherChanges results={results} arm={arm} preset={preset} />
      </Disclosure>
    </>
  );
}
