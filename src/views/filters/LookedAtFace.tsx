/** The face that is looked at, with the opened map over it. */
import { memo, useLayoutEffect, useRef } from 'react';
import type { FeatureMaps } from '../../model/arrays.ts';
import { useStrings } from '../../teaching/language.tsx';
import { DropSlot } from '../parts/DropSlot.tsx';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { Tile } from '../parts/Tile.tsx';
import { describeOrigin } from '../parts/latentText.ts';
import styles from './SeeStep.module.css';
import { useDraft } from './draft.ts';
import { mapImage, rangeOfAll, rangeOfMap } from './mapPicture.ts';
import { useFilters, useLookedAt } from './scene.ts';

/** Side of the large face in CSS pixels. */
const faceSide = 256;

/** The opened map on a canvas over the face. */
function Overlay({ maps }: { readonly maps: FeatureMaps | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const map = useFilters((scene) => scene.map);
  const overlay = useFilters((scene) => scene.overlay);
  const scaling = useFilters((scene) => scene.scaling);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null || maps === null || map >= maps.channels) return;
    const range = scaling === 'common' ? rangeOfAll(maps) : rangeOfMap(maps, map);
    element.width = maps.width;
    element.height = maps.height;
    element.getContext('2d')?.putImageData(mapImage(maps, map, range), 0, 0);
  }, [maps, map, scaling]);
  return (
    <canvas
      ref={canvas}
      className={styles.overlay}
      aria-hidden="true"
      style={{ opacity: maps === null ? 0 : overlay }}
    />
  );
}

/** The face, the map over it, and the way to another face. */
export const LookedAtFace = memo(function LookedAtFace({
  maps,
}: {
  readonly maps: FeatureMaps | null;
}) {
  const strings = useStrings();
  const words = strings.filters.see;
  const { mask } = useDraft();
  const { face, inputTime } = useLookedAt();
  const size = useImageSize(face.modelId);
  return (
    <DropSlot
      target={{ kind: 'filter-face', place: 0 }}
      label={words.faceSlot}
      className={styles.face ?? ''}
    >
      <Tile
        face={face}
        source={{ kind: 'filter-face', place: 0 }}
        label={words.picture(describeOrigin(strings, face))}
        scale={Math.max(1, Math.floor(faceSide / size))}
        priority="live"
        mask={mask}
        {...(inputTime === undefined ? {} : { inputTime })}
      />
      <Overlay maps={maps} />
    </DropSlot>
  );
});
