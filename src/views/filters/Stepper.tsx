/** The way through the view: four steps, each of them open at any time. */
import type { FilterStep } from '../../state/filters/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useActions } from '../services.tsx';
import styles from './Stepper.module.css';
import { useFilters } from './scene.ts';

const steps: readonly FilterStep[] = ['see', 'mark', 'fit', 'drop'];

/** See → Mark → Fit → Drop. */
export function Stepper() {
  const words = useStrings().filters.steps;
  const step = useFilters((scene) => scene.step);
  const { changeFilters } = useActions();
  return (
    <nav aria-label={words.label}>
      <ol className={styles.steps}>
        {steps.map((name, index) => (
          <li key={name}>
            <button
              type="button"
              className={styles.step}
              aria-current={name === step ? 'step' : undefined}
              onClick={() => changeFilters({ step: name })}
            >
              <span className={styles.number}>{index + 1}</span>
              {words[name]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
