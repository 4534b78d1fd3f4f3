/** One step in slow motion: what each half does, what it saw, and what it changed. */
import { useEffect, useRef } from 'react';
import type { PixelImage } from '../../model/arrays.ts';
import { useStrings } from '../../teaching/language.tsx';
import { paintImage } from '../parts/facePainter.ts';
import styles from './HalfSteps.module.css';
import { useTraining } from './training.ts';

function Picture({ image }: { readonly image: PixelImage }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) paintImage(canvas.current, image);
  }, [image]);
  return <canvas ref={canvas} width={image.width} height={image.height} />;
}

/** The last half-step, explained. */
export function HalfSteps() {
  const words = useStrings().train.run.halves;
  const { value } = useStrings().train.run.charts;
  const half = useTraining((state) => state.half);
  if (half === null) return null;
  const score =
    half.logits.reduce((sum, logit) => sum + 1 / (1 + Math.exp(-logit)), 0) /
    Math.max(1, half.logits.length);
  const rows: readonly (readonly [string, string])[] = [
    [words.loss, value(half.loss)],
    [words.score, value(score)],
    [words.gradient, value(half.gradient)],
  ];
  return (
    <section className={styles.halves} data-half={half.name}>
      <h2>{words.heading}</h2>
      <h3>
        {words.of(half.step)} · {words.names[half.name].name}
      </h3>
      <p aria-live="polite">
        {words.names[half.name].text} <strong>{words.changed[half.changed ?? 'none']}</strong>
      </p>
      <dl className={styles.facts}>
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div role="img" aria-label={words.pictures} className={styles.pictures}>
        {half.pictures.map((image, i) => (
          <Picture key={i} image={image} />
        ))}
      </div>
    </section>
  );
}
