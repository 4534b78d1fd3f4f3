/** What is dropped: all of positive weight, the first ones, or by hand; and how far. */
import { factorRange } from '../../state/filters/scene.ts';
import type { SelectionKind } from '../../state/filters/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { SliderField } from '../parts/SliderField.tsx';
import { useActions } from '../services.tsx';
import styles from './DropStep.module.css';
import { useFit } from './fit.ts';
import { useDraft } from './draft.ts';
import { useFilterStamp } from './inputStamp.ts';
import { useFilters } from './scene.ts';

/** Which maps, and the factor on them. */
export function DropSelection() {
  const { filters } = useStrings();
  const words = filters.drop;
  const { number } = filters.numbers;
  const selection = useFilters((scene) => scene.selection);
  const topCount = useFilters((scene) => scene.topCount);
  const { channels, factor, of } = useDraft();
  const { fitted } = useFit();
  const { changeFilters, commit } = useActions();
  const stamp = useFilterStamp();
  return (
    <div className={styles.selection}>
      <Segmented<SelectionKind>
        label={words.selection}
        showLabel
        value={selection}
        onChange={(next) =>
          changeFilters(next === 'hand' ? { selection: next, hand: channels } : { selection: next })
        }
        options={[
          { value: 'positive', label: words.positive },
          { value: 'top', label: words.top },
          { value: 'hand', label: words.hand },
        ]}
      />
      {selection === 'top' && (
        <SliderField
          label={words.topCount}
          min={0}
          max={of}
          step={1}
          value={Math.min(topCount, of)}
          onChange={(value, input) => {
            changeFilters({ topCount: value }, { live: input !== undefined });
            if (input !== undefined) stamp(input.inputTime);
          }}
          onCommit={commit}
        />
      )}
      <SliderField
        label={`${words.factor}: ${words.factorMeaning}`}
        min={factorRange.min}
        max={factorRange.max}
        step={0.05}
        value={factor}
        format={(value) => words.factorText(number(value, 2))}
        onChange={(value, input) => {
          changeFilters({ factor: value }, { live: input !== undefined });
          if (input !== undefined) stamp(input.inputTime);
        }}
        onCommit={commit}
      />
      {selection !== 'hand' && fitted === null && (
        <div className={styles.needs}>
          <p>{words.needsFit}</p>
          <Button onClick={() => changeFilters({ step: 'fit' })}>{words.goToFit}</Button>
        </div>
      )}
    </div>
  );
}
