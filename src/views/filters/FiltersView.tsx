/** The Filters view (§6.3.1, Figure 6): see the maps, mark a concept, fit a detector, drop maps. */
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { FilterStep } from '../../state/filters/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import frame from '../parts/StepFrame.module.css';
import { Nothing, ViewFrame, Waiting } from '../parts/ViewFrame.tsx';
import { joinClasses } from '../parts/classes.ts';
import { useActions, useStore } from '../services.tsx';
import { DropStep } from './DropStep.tsx';
import styles from './FiltersView.module.css';
import { FitStep } from './FitStep.tsx';
import { LayerChoice } from './LayerChoice.tsx';
import { MarkStep } from './MarkStep.tsx';
import { SeeStep } from './SeeStep.tsx';
import { FilterStepper } from './FilterStepper.tsx';
import { useDraft } from './draft.ts';
import { useFilters, useLayer, useModel } from './scene.ts';

const parts: Readonly<Record<FilterStep, () => ReactNode>> = {
  see: SeeStep,
  mark: MarkStep,
  fit: FitStep,
  drop: DropStep,
};

/** "Dropped n of N maps", in every step. */
function DroppedCount() {
  const { filters } = useStrings();
  const { channels, factor, of } = useDraft();
  const { number } = filters.numbers;
  const words = filters.dropped;
  const text =
    channels.length === 0
      ? words.none(number(of))
      : factor === 0
        ? words.count(number(channels.length), number(of))
        : words.scaled(number(channels.length), number(of), number(factor, 2));
  return (
    <output className={styles.count} data-dropped={channels.length}>
      {text}
    </output>
  );
}

/** A fit also reads pictures with D, which is there by the time that boxes have been drawn. */
function usePreparedFit(step: FilterStep, modelId: string): void {
  const { prepareFit } = useActions();
  const isDrawing = useStore((state) => state.engine.phase === 'ready');
  const isNear = step === 'mark' || step === 'fit';
  useEffect(() => {
    if (isDrawing && isNear) void prepareFit();
  }, [isDrawing, isNear, modelId, prepareFit]);
}

/** Everything inside the view, once there are a scene and a model with hidden layers. */
function Filters() {
  const { filters } = useStrings();
  const step = useFilters((scene) => scene.step);
  const layer = useLayer();
  const { id } = useModel();
  const Part = parts[step];
  usePreparedFit(step, id);
  if (layer === null) return <Nothing>{filters.noLayers}</Nothing>;
  return (
    <>
      <header className={joinClasses(frame.head, styles.head)}>
        <FilterStepper />
        <LayerChoice />
        <span className={joinClasses(frame.spring, styles.spring)} />
        <DroppedCount />
      </header>
      <div key={`${id} ${step}`} className={frame.part}>
        <Part />
      </div>
    </>
  );
}

/** The Filters view. Until a model is described it says what it is waiting for. */
export function FiltersView() {
  const { filters } = useStrings();
  const ready = useStore(
    (state) =>
      state.filters !== null &&
      state.scene !== null &&
      state.configs[state.scene.modelId] !== undefined,
  );
  return (
    <ViewFrame title={filters.title} className={joinClasses(frame.view, styles.view)}>
      {ready ? <Filters /> : <Waiting>{filters.waiting}</Waiting>}
    </ViewFrame>
  );
}
