/** The way through a view: numbered steps, each of them open at any time. */
import styles from './Stepper.module.css';

export interface StepperProps<Step extends string> {
  readonly label: string;
  readonly steps: readonly { readonly value: Step; readonly label: string }[];
  readonly value: Step;
  readonly onChange: (step: Step) => void;
}

/** A row of steps; the present one is marked. */
export function Stepper<Step extends string>({
  label,
  steps,
  value,
  onChange,
}: StepperProps<Step>) {
  return (
    <nav aria-label={label}>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={step.value}>
            <button
              type="button"
              className={styles.step}
              aria-current={step.value === value ? 'step' : undefined}
              onClick={() => onChange(step.value)}
            >
              <span className={styles.number}>{index + 1}</span>
              {step.label}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
