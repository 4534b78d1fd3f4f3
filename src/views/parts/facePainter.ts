/** Draws pictures of faces on a canvas without any help of React. */
import type { Face } from '../../latent/face.ts';
import type { ChannelMask, PixelImage } from '../../model/arrays.ts';
import type { PicturePriority, PictureService } from '../../state/pictureTypes.ts';

/** Puts a picture on a canvas of the picture's own size. */
export function paintImage(canvas: HTMLCanvasElement, image: PixelImage): void {
  if (canvas.width !== image.width) canvas.width = image.width;
  if (canvas.height !== image.height) canvas.height = image.height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives no 2D canvas.');
  context.putImageData(new ImageData(image.data, image.width, image.height), 0, 0);
}

/** Keeps one canvas showing one face at a time. */
export interface FacePainter {
  /**
   * Asks for this face from now on; the former picture stays until the new one is there. `mask`
   * stands in for the page's.
   */
  show(face: Face, priority: PicturePriority, inputTime?: number, mask?: ChannelMask): void;
  /** Gives the wish back; the picture stays on the canvas. */
  release(): void;
}

/** Makes a painter for a canvas. It writes `data-source` ("stored" or "live") on the canvas. */
export function createFacePainter(
  canvas: HTMLCanvasElement,
  pictures: PictureService,
): FacePainter {
  let letGo: (() => void) | null = null;
  const release = (): void => {
    letGo?.();
    letGo = null;
  };
  return {
    release,
    show(face, priority, inputTime, mask) {
      release();
      const wish = {
        face,
        priority,
        slot: canvas,
        ...(inputTime === undefined ? {} : { inputTime }),
        ...(mask === undefined ? {} : { mask }),
      };
      letGo = pictures.hold(wish, (picture) => {
        paintImage(canvas, picture.image);
        if (canvas.dataset['source'] !== picture.source) canvas.dataset['source'] = picture.source;
      });
    },
  };
}
