/** Decodes one picture with what the browser has, reduced to a set's size on the way. For workers. */
import type { ImageSetSize } from '../../model/imageSet.ts';
import type { Fit } from '../request.ts';
import { framePicture } from './frame.ts';

/** A decoded picture: RGBA bytes of the set's size on white; null where it was too small. */
export type Decoder = (
  picture: Blob,
  fit: Fit,
  size: ImageSetSize,
) => Promise<Uint8ClampedArray | null>;

/**
 * Makes a decoder, which holds one picture at a time. It turns pictures as EXIF says. Rejects where the
 * browser cannot decode a picture.
 */
export function createDecoder(): Decoder {
  let context: OffscreenCanvasRenderingContext2D | null = null;
  const contextOf = (size: number): OffscreenCanvasRenderingContext2D => {
    if (context?.canvas.width === size) return context;
    context = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('There is no canvas.');
    return context;
  };
  return async (picture, fit, size) => {
    const whole = await createImageBitmap(picture);
    try {
      const frame = framePicture(whole.width, whole.height, fit, size);
      if (frame === null) return null;
      const { left, top, width, height, x, y, across, down } = frame;
      const reduced = await createImageBitmap(whole, left, top, width, height, {
        resizeWidth: across,
        resizeHeight: down,
        resizeQuality: 'high',
      });
      const canvas = contextOf(size);
      canvas.fillStyle = '#fff';
      canvas.fillRect(0, 0, size, size);
      canvas.drawImage(reduced, x, y);
      reduced.close();
      return canvas.getImageData(0, 0, size, size).data;
    } finally {
      whole.close();
    }
  };
}
