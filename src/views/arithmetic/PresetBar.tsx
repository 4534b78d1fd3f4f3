/** Presets: triples that were picked by a rule, and said to be. */
import { RefreshCw } from 'lucide-react';
import { useEffect, useId } from 'react';
import {
  countTriples,
  facesOfTriple,
  findPreset,
  nextTriple,
} from '../../state/arithmetic/presets.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import { Popover } from '../parts/Popover.tsx';
import { useActions } from '../services.tsx';
import styles from './PresetBar.module.css';
import { useBench, useKnown, useModel } from './bench.ts';
import { useAllSlotWords, usePreset, wordsOfPreset } from './words.ts';

/** The menu, "another triple", and what "picked" means. Nothing for a model without exemplars. */
export function PresetBar() {
  const words = useStrings().arithmetic;
  const actions = useActions();
  const model = useModel();
  const exemplars = useKnown('exemplars');
  const known = usePreset();
  const triple = useBench((bench) => bench.triple);
  const isPicked = useAllSlotWords().some((name) => known !== null && isNamed(name));
  const id = useId();

  function isNamed(name: string): boolean {
    return known !== null && wordsOfPreset(known.preset, words).slots.includes(name);
  }

  // Nobody sees an empty bench: the first triple of the first preset is put in where there are any.
  useEffect(() => {
    const first = exemplars?.presets[0];
    if (exemplars == null || first === undefined) return;
    actions.offerSlots(first.id, facesOfTriple(model, exemplars, first, 0));
  }, [actions, exemplars, model]);

  if (exemplars === null) return <p className={styles.none}>{words.presets.none}</p>;
  if (exemplars === undefined) return <div className={styles.bar} />;
  const fill = (presetId: string, which: number): void => {
    const preset = findPreset(exemplars, presetId);
    if (preset === null) return;
    actions.fillSlots(presetId, which, facesOfTriple(model, exemplars, preset, which));
  };
  return (
    <div className={styles.bar}>
      <label htmlFor={id} className={styles.label}>
        {words.presets.label}
      </label>
      <select
        id={id}
        className={styles.select}
        value={known?.preset.id ?? ''}
        onChange={(event) => fill(event.target.value, 0)}
      >
        {known === null && <option value="">{words.presets.own}</option>}
        {exemplars.presets.map((preset) => {
          const { slots } = wordsOfPreset(preset, words);
          return (
            <option key={preset.id} value={preset.id}>
              {words.presets.formula(slots)}
            </option>
          );
        })}
      </select>
      {known !== null && (
        <Button
          icon={RefreshCw}
          onClick={() => fill(known.preset.id, nextTriple(known.preset, triple))}
        >
          {words.presets.another}
        </Button>
      )}
      {known !== null && isPicked && (
        <Popover
          label={words.presets.rule}
          trigger={words.presets.picked(triple + 1, countTriples(known.preset))}
          className={styles.picked ?? ''}
        >
          <p>{words.presets.pickedWhy}</p>
          <p className={styles.rule} lang="en">
            {exemplars.rule}
          </p>
        </Popover>
      )}
    </div>
  );
}
