/** New samples: twelve draws from the prior, fixed by a seed; every view with places for faces has it. */
import { memo, useMemo } from 'react';
import { paletteFaces } from '../../state/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useActions, useStore } from '../services.tsx';
import { Explain } from './Explain.tsx';
import styles from './Palette.module.css';
import { SeedField } from './SeedField.tsx';
import { Tile } from './Tile.tsx';

/** The palette; `scale` enlarges its tiles, which stand in `columns`. Nothing before there is a scene. */
export const Palette = memo(function Palette({
  scale,
  columns,
}: {
  readonly scale: number;
  readonly columns: number;
}) {
  const words = useStrings().walk.palette;
  const actions = useActions();
  const seed = useStore((state) => state.scene?.paletteSeed);
  const config = useStore((state) =>
    state.scene === null ? undefined : state.configs[state.scene.modelId],
  );
  const faces = useMemo(
    () => (config === undefined || seed === undefined ? [] : paletteFaces(config, seed)),
    [config, seed],
  );
  if (seed === undefined) return null;
  return (
    <section className={styles.palette} aria-labelledby="palette">
      <div className={styles.bar}>
        <h2 id="palette">{words.heading}</h2>
        <SeedField
          label={words.seed}
          hideLabel
          shuffleLabel={words.heading}
          value={seed}
          onChange={actions.setPaletteSeed}
        />
      </div>
      <ul
        className={styles.tiles}
        style={{ '--columns': columns }}
        aria-label={words.label(String(seed))}
      >
        {faces.map((face, index) => (
          <li key={index}>
            <Tile
              face={face}
              source={{ kind: 'palette', index }}
              scale={scale}
              label={words.tile(String(index), String(seed))}
            />
          </li>
        ))}
      </ul>
      <Explain text={words.why} more={words.moreText} />
    </section>
  );
});
