/** What is dropped: all of positive weight, the first ones, or by hand; and how far. */
import { factorRange } from '../../state/filters/scene.ts';
import type { SelectionKind } from '../../state/filters/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useActions } from '../services.tsx';
import styles from './DropStep.module.css';
import { useFit } from './fit.ts';
import { useDraft } from './draft.ts';
import { SceneSlider } from './SceneSlider.tsx';
import { useFilters } from './scene.ts';

/** Which maps, and the factor on them. */
export function DropSelection() {
  const words = useStrings().filters.drop;
  const selection = useFilters((scene) => scene.selection);
  const topCount = useFilters((scene) => scene.topCount);
  const { channels, factor, of } = useDraft();
  const { fitted } = useFit();
  const { changeFilters } = useActions();
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
        <SceneSlider
          label={words.topCount}
          min={0}
          max={of}
          step={1}
          value={Math.min(topCount, of)}
          change={(value) => ({ topCount: value })}
        />
      )}
      <SceneSlider
        label={`${words.factor}: ${words.factorMeaning}`}
        min={factorRange.min}
        max={factorRange.max}
        step={0.05}
        value={factor}
        change={(value) => ({ factor: value })}
        text={words.factorText}
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
