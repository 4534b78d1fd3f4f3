/** A seed: shown, typeable, and drawn anew. */
import { Dices } from 'lucide-react';
import { useStrings } from '../../teaching/language.tsx';
import { IconButton } from './Button.tsx';
import { NumberBox } from './NumberBox.tsx';
import styles from './SeedField.module.css';

/** Seeds are numbers of 32 bits. */
const largestSeed = 2 ** 32 - 1;

/** A seed from the browser's source of randomness. */
export function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

export interface SeedFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (seed: number) => void;
  /** What the dice do; by default they call `onChange` with a new seed. */
  readonly onShuffle?: (seed: number) => void;
  /** Name of the dice's button. */
  readonly shuffleLabel?: string;
  readonly hideLabel?: boolean;
}

/** A number box from 0 to 4294967295 with dice beside it. */
export function SeedField({
  label,
  value,
  onChange,
  onShuffle = onChange,
  shuffleLabel,
  hideLabel = false,
}: SeedFieldProps) {
  const strings = useStrings();
  return (
    <NumberBox
      label={label}
      hideLabel={hideLabel}
      value={value}
      min={0}
      max={largestSeed}
      step={1}
      onValue={onChange}
      className={styles.seed ?? ''}
      after={
        <IconButton
          icon={Dices}
          label={shuffleLabel ?? strings.parts.seed.shuffle}
          onClick={() => onShuffle(drawSeed())}
        />
      }
    />
  );
}
