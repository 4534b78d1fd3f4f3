/** The way through the view. */
import type { FilterStep } from '../../state/filters/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Stepper } from '../parts/Stepper.tsx';
import { useActions } from '../services.tsx';
import { useFilters } from './scene.ts';

const steps: readonly FilterStep[] = ['see', 'mark', 'fit', 'drop'];

/** See → Mark → Fit → Drop. */
export function FilterStepper() {
  const words = useStrings().filters.steps;
  const step = useFilters((scene) => scene.step);
  const { changeFilters } = useActions();
  return (
    <Stepper
      label={words.label}
      steps={steps.map((value) => ({ value, label: words[value] }))}
      value={step}
      onChange={(next) => changeFilters({ step: next })}
    />
  );
}
