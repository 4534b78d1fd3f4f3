/** The paper's control: the same sum, carried out on pixels. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Face } from '../../latent/face.ts';
import type { PixelImage } from '../../model/arrays.ts';
import { sumOfPictures } from '../../model/pixels.ts';
import { exemplarsOf, pixelTerms } from '../../state/arithmetic/derived.ts';
import type { ArithmeticScene } from '../../state/arithmetic/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Why } from '../parts/Disclosure.tsx';
import { paintImage } from '../parts/facePainter.ts';
import { usePictures, useStore } from '../services.tsx';
import styles from './ControlsPanel.module.css';

/** The pictures of some faces, in their order; null until all of them are there. */
function usePicturesOf(faces: readonly Face[]): readonly PixelImage[] | null {
  const pictures = usePictures();
  const [drawn, setDrawn] = useState<{
    readonly faces: readonly Face[];
    readonly images: readonly PixelImage[];
  } | null>(null);
  useEffect(() => {
    const images = new Map<number, PixelImage>();
    const releases = faces.map((face, i) =>
      pictures.hold({ face, priority: 'background' }, (picture) => {
        images.set(i, picture.image);
        if (images.size < faces.length) return;
        setDrawn({ faces, images: faces.map((_, at) => images.get(at) as PixelImage) });
      }),
    );
    return () => {
      for (const release of releases) release();
    };
  }, [faces, pictures]);
  return drawn !== null && drawn.faces === faces ? drawn.images : null;
}

/** A picture that was computed here, on a canvas of whole pixels. */
export function ImageCanvas({
  image,
  scale,
  label,
}: {
  readonly image: PixelImage;
  readonly scale: number;
  readonly label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scaling = useStore((state) => state.scaling);
  useLayoutEffect(() => {
    if (canvas.current !== null) paintImage(canvas.current, image);
  }, [image]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      data-scaling={scaling}
      className={styles.canvas}
      style={{ width: image.width * scale, height: image.height * scale }}
    />
  );
}

/** The figure beside the three arms. */
export function PixelSumFigure({
  bench,
  scale,
}: {
  readonly bench: ArithmeticScene;
  readonly scale: number;
}) {
  const { controls: words, numbers } = useStrings().arithmetic;
  const { slots, strength } = bench;
  const faces = useMemo(() => exemplarsOf({ slots }), [slots]);
  const images = usePicturesOf(faces);
  const sum = useMemo(
    () =>
      images === null || images.length === 0
        ? null
        : sumOfPictures(pixelTerms({ slots, strength }, images)),
    [images, slots, strength],
  );
  return (
    <figure className={styles.arm} data-pixels="">
      {sum === null ? (
        <div className={styles.pending} />
      ) : (
        <ImageCanvas image={sum.image} scale={scale} label={words.pixelsPicture} />
      )}
      <figcaption>
        <strong>{words.pixels}</strong>
        <span className={styles.quiet}>
          {sum === null ? words.pending : words.clipped(numbers.number(sum.clippedShare * 100))}
        </span>
        <Why text={words.pixelsWhy} />
      </figcaption>
    </figure>
  );
}
