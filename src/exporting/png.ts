/** One face as a PNG file. */
import { PlaygroundError } from '../errors.ts';
import type { PixelImage } from '../model/arrays.ts';
import { enlarge } from './enlarge.ts';
import { withPngText } from './pngText.ts';
import type { PictureRecord } from './record.ts';

/** The drawing surface of a canvas. @throws PlaygroundError `export-failed` when there is none. */
export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) {
    throw new PlaygroundError('export-failed', 'The browser gave no canvas to draw on.', {
      where: 'canvas',
      found: `${canvas.width} × ${canvas.height}`,
    });
  }
  return context;
}

/**
 * The canvas as a PNG file that carries the record.
 * @throws PlaygroundError `export-failed` when the browser cannot write the file (out of memory).
 */
export async function canvasToPng(canvas: HTMLCanvasElement, record: PictureRecord): Promise<Blob> {
  const plain = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (plain === null) {
    throw new PlaygroundError('export-failed', 'The browser could not write the PNG file.', {
      where: 'PNG',
      found: `${canvas.width} × ${canvas.height}`,
    });
  }
  const bytes = withPngText(new Uint8Array(await plain.arrayBuffer()), record);
  return new Blob([bytes], { type: 'image/png' });
}

/**
 * A face as PNG, enlarged by a whole multiple; `metadata` says what made it and travels as text
 * chunks (see `record.ts`).
 * @throws PlaygroundError `bad-argument` for a scale that is no whole number, `export-failed`.
 */
export async function encodeFacePng(
  image: PixelImage,
  options: { readonly scale: number; readonly metadata: PictureRecord },
): Promise<Blob> {
  const { width, height, data } = enlarge(image, options.scale);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  contextOf(canvas).putImageData(new ImageData(data, width, height), 0, 0);
  return canvasToPng(canvas, options.metadata);
}
