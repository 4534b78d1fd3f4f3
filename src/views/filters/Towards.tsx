/** A second face to move towards, so that maps are seen to change. */
import { memo } from 'react';
import { useStrings } from '../../teaching/language.tsx';
import { DropSlot } from '../parts/DropSlot.tsx';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { Tile } from '../parts/Tile.tsx';
import { describeOrigin } from '../parts/latentText.ts';
import { SceneSlider } from './SceneSlider.tsx';
import styles from './SeeStep.module.css';
import { useFilters } from './scene.ts';

/** Side of the small faces in CSS pixels. */
const smallSide = 64;
const noMask = {};

/** A second face, and the slider between the two. */
export const Towards = memo(function Towards() {
  const strings = useStrings();
  const words = strings.filters.see;
  const second = useFilters((scene) => scene.faces[1]);
  const blend = useFilters((scene) => scene.blend);
  const size = useImageSize(second?.modelId ?? '');
  return (
    <div className={styles.towards}>
      <DropSlot
        target={{ kind: 'filter-face', place: 1 }}
        label={words.towardsSlot}
        className={styles.second ?? ''}
      >
        {second === undefined ? (
          <span className={styles.emptySlot} />
        ) : (
          <Tile
            face={second}
            source={{ kind: 'filter-face', place: 1 }}
            label={words.picture(describeOrigin(strings, second))}
            scale={Math.max(1, Math.floor(smallSide / size))}
            mask={noMask}
          />
        )}
      </DropSlot>
      {second === undefined ? (
        <p className={styles.quiet}>{words.towardsEmpty}</p>
      ) : (
        <SceneSlider
          label={words.blend}
          min={0}
          max={1}
          step={0.01}
          value={blend}
          change={(value) => ({ blend: value })}
          text={words.blendText}
        />
      )}
    </div>
  );
});
