/** What a mask changed in a face: mid grey where nothing did, colours by how far they moved, doubled. */
import { memo, useLayoutEffect, useRef } from 'react';
import type { Face } from '../../latent/face.ts';
import type { ChannelMask, PixelImage } from '../../model/arrays.ts';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { usePictures } from '../services.tsx';
import styles from './DropStep.module.css';
import { differenceOf } from './difference.ts';

const noMask: ChannelMask = {};

/** The difference between a face and the same z drawn with `mask`. */
export const DifferenceCanvas = memo(function DifferenceCanvas({
  face,
  mask,
  scale,
  label,
}: {
  readonly face: Face;
  readonly mask: ChannelMask;
  readonly scale: number;
  readonly label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pictures = usePictures();
  const size = useImageSize(face.modelId);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    let [before, after]: (PixelImage | null)[] = [null, null];
    const paint = (): void => {
      if (before === null || before === undefined || after === null || after === undefined) return;
      const image = differenceOf(before, after);
      element.getContext('2d')?.putImageData(new ImageData(image.data, size, size), 0, 0);
      element.dataset['source'] = 'live';
    };
    // A stored picture is rounded otherwise than one that was drawn here: only live ones are compared.
    const releases = [
      pictures.hold({ face, priority: 'visible', mask: noMask, slot: {} }, (picture) => {
        if (picture.source === 'live') before = picture.image;
        paint();
      }),
      pictures.hold({ face, priority: 'visible', mask, slot: {} }, (picture) => {
        if (picture.source === 'live') after = picture.image;
        paint();
      }),
    ];
    return () => {
      for (const release of releases) release();
    };
  }, [pictures, face, mask, size]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      className={styles.difference}
      width={size}
      height={size}
      style={{ width: size * scale, height: size * scale }}
    />
  );
});
