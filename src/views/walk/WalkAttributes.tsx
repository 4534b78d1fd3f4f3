/** Attribute sliders in the walk: they move every face of the path, as truncation does. */
import { useEffect, useMemo } from 'react';
import { useStrings } from '../../teaching/language.tsx';
import { AttributeSliders } from '../parts/AttributeSliders.tsx';
import type { LookControl } from '../parts/AttributeSliders.tsx';
import { useActions, useStore, useStoreApi } from '../services.tsx';
import { useWalkDirections } from './look.ts';
import { useInputStamp, useScene } from './scene.ts';

/** The panel. */
export function WalkAttributes() {
  const words = useStrings().arithmetic.attributes;
  const actions = useActions();
  const store = useStoreApi();
  const stamp = useInputStamp();
  const modelId = useScene((scene) => scene.modelId);
  const amounts = useScene((scene) => scene.amounts);
  const held = useScene((scene) => scene.held);
  const known = useStore((state) => state.known[modelId]?.directions);
  const all = useWalkDirections();
  useEffect(() => actions.learn('directions'), [actions, modelId]);
  const control = useMemo(
    (): LookControl => ({
      amounts,
      held,
      setAmount: (name, amount, inputTime) => {
        const present = store.getState().scene?.amounts ?? {};
        const live = inputTime === undefined ? {} : { live: true };
        actions.setLook({ amounts: { ...present, [name]: amount } }, live);
        if (inputTime !== undefined) stamp(inputTime);
      },
      setHeld: (names) => actions.setLook({ held: names }),
      reset: () => actions.setLook({ amounts: {}, held: [] }),
      commit: actions.commit,
    }),
    [actions, store, stamp, amounts, held],
  );
  if (known === undefined) return <p role="status">{words.loading}</p>;
  if (known === null && all.length === 0) return <p>{words.none}</p>;
  return <AttributeSliders attributes={known?.attributes ?? []} all={all} control={control} />;
}
