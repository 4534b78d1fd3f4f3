/** New samples: twelve draws from the prior, fixed by a seed. */
import { memo, useMemo } from 'react';
import { paletteFaces } from '../../state/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { SeedField } from '../parts/SeedField.tsx';
import { Tile } from '../parts/Tile.tsx';
import { useActions, useStore } from '../services.tsx';
import { Explain } from './Explain.tsx';
import styles from './Palette.module.css';
import { useScene } from './scene.ts';

/** The palette; `scale` enlarges its tiles, which stand in `columns`. */
export const Palette = memo(function Palette({
  scale,
  columns,
}: {
  readonly scale: number;
  readonly columns: number;
}) {
  const walk = useStrings().walk;
  const actions = useActions();
  const seed = useScene((scene) => scene.paletteSeed);
  const modelId = useScene((scene) => scene.modelId);
  const config = useStore((state) => state.configs[modelId]);
  const faces = useMemo(
    () => (config === undefined ? [] : paletteFaces(config, seed)),
    [config, seed],
  );
  return (
    <section className={styles.palette} aria-labelledby="walk-palette">
      <div className={styles.bar}>
        <h2 id="walk-palette">{walk.palette.heading}</h2>
        <SeedField
          label={walk.palette.seed}
          hideLabel
          shuffleLabel={walk.palette.heading}
          value={seed}
          onChange={actions.setPaletteSeed}
        />
      </div>
      <ul
        className={styles.tiles}
        style={{ '--columns': columns }}
        aria-label={walk.palette.label(String(seed))}
      >
        {faces.map((face, index) => (
          <li key={index}>
            <Tile
              face={face}
              source={{ kind: 'palette', index }}
              scale={scale}
              label={walk.palette.tile(String(index), String(seed))}
            />
          </li>
        ))}
      </ul>
      <Explain text={walk.palette.why} more={walk.palette.moreText} />
    </section>
  );
});
