/** The shapes of the open sample as a list: each can be taken hold of and removed without a pointer. */
import { X } from 'lucide-react';
import type { Shape } from '../../model/markings.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button, IconButton } from '../parts/Button.tsx';
import styles from './MarkEditor.module.css';

/** The list; where it is empty it says how to begin. */
export function ShapeList({
  shapes,
  marked,
  describe,
  onHold,
  onRemove,
  onClear,
}: {
  readonly shapes: readonly Shape[];
  /** The shape that is chosen or in the hand, or −1. */
  readonly marked: number;
  readonly describe: (shape: Shape) => string;
  readonly onHold: (index: number) => void;
  readonly onRemove: (index: number) => void;
  readonly onClear: () => void;
}) {
  const { filters } = useStrings();
  const words = filters.mark;
  const { number } = filters.numbers;
  return (
    <ul className={styles.list}>
      {shapes.map((shape, i) => (
        <li key={i}>
          <button
            type="button"
            className={styles.shape}
            aria-pressed={i === marked}
            onClick={() => onHold(i)}
            onKeyDown={(event) => {
              if (event.key === 'Delete' || event.key === 'Backspace') onRemove(i);
            }}
          >
            {number(i + 1)}
            <span className={styles.where}>{describe(shape)}</span>
          </button>
          <IconButton
            icon={X}
            label={`${words.removeShape}: ${words.shape(String(i + 1), String(shapes.length))}`}
            onClick={() => onRemove(i)}
          />
        </li>
      ))}
      {shapes.length === 0 && <li className={styles.hint}>{words.drawHint}</li>}
      {shapes.length > 1 && (
        <li>
          <Button variant="plain" onClick={onClear}>
            {words.clear}
          </Button>
        </li>
      )}
    </ul>
  );
}
