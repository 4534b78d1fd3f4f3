/** The maps of the layer in a grid: opened by arrow keys and clicks, dropped by Space or, if wished, clicks. */
import { memo } from 'react';
import type { FeatureMaps } from '../../model/arrays.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useActions } from '../services.tsx';
import { MapGrid } from './MapGrid.tsx';
import type { MapGridProps } from './MapGrid.tsx';
import { useDraft, useToggleMap } from './draft.ts';
import { useFilters, useLayer } from './scene.ts';

/** The grid with what the scene says of it; nothing for a G without hidden layers. */
export const LayerMaps = memo(function LayerMaps({
  maps,
  ...props
}: Pick<MapGridProps, 'order' | 'describe' | 'clickToggles'> & {
  /** Null until the first maps have arrived. */
  readonly maps: FeatureMaps | null;
}) {
  const { filters } = useStrings();
  const layer = useLayer();
  const map = useFilters((scene) => scene.map);
  const scaling = useFilters((scene) => scene.scaling);
  const { dropped } = useDraft();
  const toggle = useToggleMap();
  const { changeFilters } = useActions();
  if (layer === null) return null;
  return (
    <MapGrid
      {...props}
      layer={layer}
      maps={maps}
      scaling={scaling}
      opened={map}
      dropped={dropped}
      label={filters.grid.label(layer.name)}
      onOpen={(channel) => changeFilters({ map: channel })}
      onToggle={toggle}
    />
  );
});
