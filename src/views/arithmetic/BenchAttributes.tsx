/** The attribute sliders of the bench: they act on the result. */
import { useMemo } from 'react';
import { useStrings } from '../../teaching/language.tsx';
import { useActions, useStoreApi } from '../services.tsx';
import { AttributeSliders } from '../parts/AttributeSliders.tsx';
import type { LookControl } from '../parts/AttributeSliders.tsx';
import { useBenchStamp, useBench, useDirections, useKnown } from './bench.ts';

/** The panel. */
export function BenchAttributes() {
  const words = useStrings().arithmetic.attributes;
  const actions = useActions();
  const store = useStoreApi();
  const stamp = useBenchStamp();
  const known = useKnown('directions');
  const all = useDirections();
  const amounts = useBench((bench) => bench.amounts);
  const held = useBench((bench) => bench.held);
  const control = useMemo(
    (): LookControl => ({
      amounts,
      held,
      setAmount: (name, amount, inputTime) => {
        const present = store.getState().arithmetic?.amounts ?? {};
        const live = inputTime === undefined ? {} : { live: true };
        actions.setBench({ amounts: { ...present, [name]: amount } }, live);
        if (inputTime !== undefined) stamp(inputTime);
      },
      setHeld: (names) => actions.setBench({ held: names }),
      reset: () => actions.setBench({ amounts: {}, held: [] }),
      commit: actions.commit,
    }),
    [actions, store, stamp, amounts, held],
  );
  if (known === undefined) return <p role="status">{words.loading}</p>;
  if (known === null && all.length === 0) return <p>{words.none}</p>;
  return <AttributeSliders attributes={known?.attributes ?? []} all={all} control={control} />;
}
