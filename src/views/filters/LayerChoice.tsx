/** Which hidden layer of G is looked at and dropped from. */
import { hiddenLayers } from '../../state/filters/readers.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useActions } from '../services.tsx';
import { useLayer, useModel } from './scene.ts';

/** The hidden layers from z towards the picture, by the number and size of their maps. */
export function LayerChoice() {
  const { filters } = useStrings();
  const { number } = filters.numbers;
  const layer = useLayer();
  const layers = hiddenLayers(useModel());
  const { changeFilters } = useActions();
  return (
    <Segmented
      label={filters.layer.label}
      value={layer?.name ?? ''}
      onChange={(name) => changeFilters({ layer: name, map: 0, hand: [] })}
      options={layers.map(({ name, channels, height, width }) => ({
        value: name,
        label: filters.layer.option(number(channels), String(height), String(width)),
      }))}
    />
  );
}
