/** A slider of the Filters view: what it moves is a number of the scene. */
import type { FilterScene } from '../../state/filters/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import type { SliderFieldProps } from '../parts/SliderField.tsx';
import { SliderField } from '../parts/SliderField.tsx';
import { useActions } from '../services.tsx';
import { useFilterStamp } from './inputStamp.ts';

export interface SceneSliderProps extends Pick<
  SliderFieldProps,
  'label' | 'min' | 'max' | 'step' | 'value'
> {
  /** What a value is in the scene. */
  readonly change: (value: number) => Partial<FilterScene>;
  /** The value in words, given with two decimals; the number alone by default. */
  readonly text?: (number: string) => string;
  /** Whether a picture is computed anew for it: that is asked for in the event itself. */
  readonly movesPicture?: boolean;
}

/** The slider; a gesture is one step of the history. */
export function SceneSlider({ change, text, movesPicture = true, ...range }: SceneSliderProps) {
  const { number } = useStrings().filters.numbers;
  const { changeFilters, commit } = useActions();
  const stamp = useFilterStamp();
  return (
    <SliderField
      {...range}
      {...(text === undefined ? {} : { format: (value: number) => text(number(value, 2)) })}
      onChange={(value, input) => {
        changeFilters(change(value), { live: input !== undefined });
        if (input !== undefined && movesPicture) stamp(input.inputTime);
      }}
      onCommit={commit}
    />
  );
}
