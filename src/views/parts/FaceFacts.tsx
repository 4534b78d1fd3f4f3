/** What a face is: where it came from, z as a picture, and how long z is. */
import { norm } from '../../maths/vector.ts';
import type { Face } from '../../latent/face.ts';
import { shellOf } from '../../latent/prior.ts';
import type { Prior } from '../../model/config.ts';
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

/** The prior that reads a face, as far as its model has been described. */
export function usePrior(modelId: string): Prior | null {
  return useStore((state) => state.configs[modelId]?.prior ?? null);
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
  const prior = usePrior(face.modelId);
  const origin = describeOrigin(strings, face);
  return (
    <div className={styles.facts}>
      {heading !== null && <p className={styles.heading}>{heading}</p>}
      {origin !== heading && <p className={styles.origin}>{origin}</p>}
      <ZPicture
        z={face.z}
        scale={zScale}
        label={strings.parts.tile.zPicture}
        {...(prior === null ? {} : { limit: colourLimit(prior) })}
      />
      {prior !== null && <NormGauge norm={norm(face.z)} shell={shellOf(prior, face.z.length)} />}
    </div>
  );
}
