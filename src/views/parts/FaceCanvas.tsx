/** The picture of one face at a whole multiple of the model's size. */
import { useLayoutEffect, useRef } from 'react';
import type { Face } from '../../latent/face.ts';
import type { ChannelMask } from '../../model/arrays.ts';
import type { PicturePriority } from '../../state/pictureTypes.ts';
import { usePictures, useStore } from '../services.tsx';
import styles from './FaceCanvas.module.css';
import type { FacePainter } from './facePainter.ts';
import { createFacePainter } from './facePainter.ts';

export interface FaceCanvasProps {
  readonly face: Face;
  /** CSS pixels per picture pixel: 1, 2, 4, 6 … */
  readonly scale: number;
  /** What the picture is, in words; an empty text hides it from assistive technology. */
  readonly label: string;
  readonly priority?: PicturePriority;
  /** `event.timeStamp` of the input that chose this face. */
  readonly inputTime?: number;
  /** Factors for channels in place of the page's mask; {} draws without any. */
  readonly mask?: ChannelMask;
  readonly className?: string;
}

/** Side of a model's pictures in pixels; the model in use answers for models not yet described. */
export function useImageSize(modelId: string): number {
  return useStore(
    (state) => state.configs[modelId]?.imageSize ?? state.engine.model?.imageSize ?? 64,
  );
}

/** Shows G(z), drawn straight on a canvas; its size is reserved before the picture comes. */
export function FaceCanvas({
  face,
  scale,
  label,
  priority = 'visible',
  inputTime,
  mask,
  className,
}: FaceCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<FacePainter>(null);
  const pictures = usePictures();
  const scaling = useStore((state) => state.scaling);
  const size = useImageSize(face.modelId);

  useLayoutEffect(() => {
    if (canvas.current === null) return undefined;
    const own = createFacePainter(canvas.current, pictures);
    painter.current = own;
    return () => {
      own.release();
      painter.current = null;
    };
  }, [pictures]);

  useLayoutEffect(() => {
    painter.current?.show(face, priority, inputTime, mask);
  }, [pictures, face, priority, inputTime, mask]);

  return (
    <canvas
      ref={canvas}
      width={size}
      height={size}
      className={[styles.canvas, className].filter(Boolean).join(' ')}
      data-scaling={scaling}
      style={{ width: size * scale, height: size * scale }}
      {...(label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
}
