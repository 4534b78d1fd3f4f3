/** What a face is: where it came from, z as a picture, and how long z is. */
import type { Face } from '../../latent/face.ts';
import type { ModelConfig, Prior } from '../../model/config.ts';
import { normOf, shellOfModel } from '../../state/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useStore } from '../services.tsx';
import { NormGauge } from './NormGauge.tsx';
import styles from './Tile.module.css';
import { ZPicture } from './ZPicture.tsx';
import { describeOrigin } from './latentText.ts';

/** Value of a component that gets the full colour. */
export function colourLimit(prior: Prior): number {
  return prior === 'normal' ? 2.5 : 1;
}

/** The description of the model that reads a face; null until it has been read. */
export function useConfig(modelId: string): ModelConfig | null {
  return useStore((state) => state.configs[modelId] ?? null);
}

/** Heading, origin, z-picture and gauge. `heading` is left out when null. */
export function FaceFacts({
  face,
  heading,
  zScale,
}: {
  readonly face: Face;
  readonly heading: string | null;
  readonly zScale: number;
}) {
  const strings = useStrings();
  const config = useConfig(face.modelId);
  const origin = describeOrigin(strings, face);
  return (
    <div className={styles.facts}>
      {heading !== null && <p className={styles.heading}>{heading}</p>}
      {heading?.includes(origin) !== true && <p className={styles.origin}>{origin}</p>}
      <ZPicture
        z={face.z}
        scale={zScale}
        label={strings.parts.tile.zPicture}
        {...(config === null ? {} : { limit: colourLimit(config.prior) })}
      />
      {config !== null && <NormGauge norm={normOf(face)} shell={shellOfModel(config)} />}
    </div>
  );
}
