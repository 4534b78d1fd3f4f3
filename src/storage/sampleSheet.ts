/** The stored sheet of samples, cut into its tiles. */
import { PlaygroundError } from '../errors.ts';
import type { PixelImage } from '../model/arrays.ts';
import type { SampleSheet } from '../model/config.ts';

/**
 * Decodes a picture file and cuts it into columns × rows tiles of `tileSize` pixels, in reading order.
 * @throws PlaygroundError `bad-file` if it is no picture or has another size.
 */
export async function cutSheet(
  file: Blob,
  sheet: Pick<SampleSheet, 'columns' | 'rows'>,
  tileSize: number,
  where: string,
): Promise<PixelImage[]> {
  const pixels = await decode(file, where);
  const width = sheet.columns * tileSize;
  const height = sheet.rows * tileSize;
  if (pixels.width !== width || pixels.height !== height) {
    throw badSheet(where, `${width}×${height} pixels`, `${pixels.width}×${pixels.height}`);
  }
  return Array.from({ length: sheet.columns * sheet.rows }, (_, i) =>
    cutTile(
      pixels,
      (i % sheet.columns) * tileSize,
      Math.floor(i / sheet.columns) * tileSize,
      tileSize,
    ),
  );
}

/** A square of a picture, copied. */
export function cutTile(picture: PixelImage, left: number, top: number, size: number): PixelImage {
  const data = new Uint8ClampedArray(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    const start = ((top + row) * picture.width + left) * 4;
    data.set(picture.data.subarray(start, start + size * 4), row * size * 4);
  }
  return { width: size, height: size, data };
}

async function decode(file: Blob, where: string): Promise<PixelImage> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' });
  } catch (cause) {
    const details = { where, expected: 'a picture', found: `${file.size} bytes of ${file.type}` };
    throw new PlaygroundError('bad-file', `${where}: not a picture.`, details, cause);
  }
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw badSheet(where, 'a canvas to decode it on', 'none');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data: new Uint8ClampedArray(data) };
}

function badSheet(where: string, expected: string, found: string): PlaygroundError {
  const message = `${where}: expected ${expected}; found ${found}.`;
  return new PlaygroundError('bad-file', message, { where, expected, found });
}
