/** The sum as mathematics with faces: means of exemplars, and signs between them (Figure 7). */
import { letterOf } from '../../state/arithmetic/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { useActions } from '../services.tsx';
import styles from './FormulaRow.module.css';
import { Slot } from './Slot.tsx';
import { useBench, useModel, useShownBench } from './bench.ts';
import type { BenchLayout } from './scale.ts';

/** The sign before a slot; a press turns it round. */
function Sign({ slot }: { readonly slot: number }) {
  const words = useStrings().arithmetic.slot;
  const actions = useActions();
  const slots = useBench((bench) => bench.slots);
  const weight = slots[slot]?.weight ?? 0;
  const turn = (): void => {
    const own = slots[slot];
    if (own === undefined) return;
    actions.setSlots(slots.with(slot, { ...own, weight: weight === 0 ? 1 : -weight }));
  };
  const label = weight < 0 ? words.minus(letterOf(slot)) : words.plus(letterOf(slot));
  return (
    <button type="button" className={styles.sign} aria-label={label} title={label} onClick={turn}>
      {weight < 0 ? '−' : '+'}
    </button>
  );
}

/** The row; it wraps where it is longer than the view. `equals` ends it with an equals sign. */
export function FormulaRow({
  layout,
  equals,
}: {
  readonly layout: BenchLayout;
  readonly equals: boolean;
}) {
  const shown = useShownBench();
  const slots = useBench((bench) => bench.slots);
  const { id } = useModel();
  const side = useImageSize(id) * layout.mean;
  return (
    <div
      className={styles.row}
      style={{ '--side': `${side}px`, '--sign': `${layout.sign}px` }}
      data-formula=""
    >
      {slots.map((own, slot) => (
        <div key={slot} className={styles.term}>
          {slot > 0 && <Sign slot={slot} />}
          <Slot
            slot={slot}
            own={own}
            content={shown.slots[slot] ?? own}
            meanScale={layout.mean}
            exemplarScale={layout.exemplar}
          />
        </div>
      ))}
      {equals && (
        <span className={styles.sign} data-equals="" aria-hidden="true">
          =
        </span>
      )}
    </div>
  );
}
