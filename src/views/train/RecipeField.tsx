/** One value of the recipe: its control, and where its default is from. */
import type { ReactNode } from 'react';
import type { Source } from '../../trainer/config.ts';
import { paperRecipe, recipeSources } from '../../state/train/scene.ts';
import type { Recipe } from '../../state/train/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { NumberBox } from '../parts/NumberBox.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { SliderField } from '../parts/SliderField.tsx';
import { useActions } from '../services.tsx';
import styles from './RecipeField.module.css';
import { useTrain } from './training.ts';

/** The paper and section of a default; marked where the value is another one. */
export function SourceTag({ source, isChanged }: { source: Source; isChanged: boolean }) {
  const { train } = useStrings();
  return (
    <span className={styles.source} title={train.sourceTitle}>
      {train.source(source)}
      {isChanged && <strong> · {train.network.changed}</strong>}
    </span>
  );
}

/** A control with the tag of the value it sets. */
function Tagged({ name, children }: { readonly name: keyof Recipe; readonly children: ReactNode }) {
  const value = useTrain((scene) => scene[name]);
  return (
    <div className={styles.field}>
      {children}
      <SourceTag source={recipeSources[name]} isChanged={value !== paperRecipe[name]} />
    </div>
  );
}

type NumberName = {
  [Key in keyof Recipe]: Recipe[Key] extends number ? Key : never;
}[keyof Recipe];

/** Numbers that a box offers; a link may carry finer ones. */
export interface BoxRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** A number of the recipe in a box. */
export function RecipeNumber({ name, range }: { name: NumberName; range: BoxRange }) {
  const { keys } = useStrings().train.network;
  const { changeTrain } = useActions();
  const value = useTrain((scene) => scene[name]);
  return (
    <Tagged name={name}>
      <NumberBox
        label={keys[name]}
        value={value}
        {...range}
        onValue={(next) => changeTrain({ [name]: next })}
      />
    </Tagged>
  );
}

/** A number of the recipe on a slider. */
export function RecipeSlider({ name, range }: { name: NumberName; range: BoxRange }) {
  const { keys } = useStrings().train.network;
  const { changeTrain, commit } = useActions();
  const value = useTrain((scene) => scene[name]);
  return (
    <Tagged name={name}>
      <SliderField
        label={keys[name]}
        value={value}
        {...range}
        onChange={(next, input) => changeTrain({ [name]: next }, { live: input !== undefined })}
        onCommit={commit}
      />
    </Tagged>
  );
}

/** A choice of the recipe, side by side. */
export function RecipeChoice<Value extends string>({
  name,
  label,
  options,
  value,
  toChange,
}: {
  readonly name: keyof Recipe;
  readonly label: string;
  readonly options: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly toChange: (value: Value) => Partial<Recipe>;
}) {
  const { changeTrain } = useActions();
  const entries = Object.entries(options) as [Value, string][];
  return (
    <Tagged name={name}>
      <Segmented
        label={label}
        showLabel
        options={entries.map(([each, text]) => ({ value: each, label: text }))}
        value={value}
        onChange={(next) => changeTrain(toChange(next))}
      />
    </Tagged>
  );
}

/** A choice of the recipe in a list. */
export function RecipeSelect<Value extends string>({
  name,
  options,
  value,
}: {
  readonly name: keyof Recipe;
  readonly options: Readonly<Record<Value, string>>;
  readonly value: Value;
}) {
  const { keys } = useStrings().train.network;
  const { changeTrain } = useActions();
  const entries = Object.entries(options) as [Value, string][];
  return (
    <Tagged name={name}>
      <label className={styles.select}>
        <span>{keys[name]}</span>
        <select value={value} onChange={(event) => changeTrain({ [name]: event.target.value })}>
          {entries.map(([each, text]) => (
            <option key={each} value={each}>
              {text}
            </option>
          ))}
        </select>
      </label>
    </Tagged>
  );
}
