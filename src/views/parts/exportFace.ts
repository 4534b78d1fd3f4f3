/** One face as a file. */
import type { RecordContext } from '../../exporting/record.ts';
import type { Face } from '../../latent/face.ts';
import type { PictureService } from '../../state/pictureTypes.ts';
import { downloadBlob } from './download.ts';

/** Longest edge the file should have, in pixels; the enlargement is the whole multiple below it. */
const wantedEdge = 512;

/**
 * Draws a face anew, writes it as PNG with what made it (`context` knows the link and the terms), and offers the file.
 * @throws PlaygroundError from drawing or writing.
 */
export async function exportFace(
  face: Face,
  pictures: PictureService,
  context: RecordContext,
): Promise<void> {
  const [{ encodeFacePng }, { recordOfFace }, [image]] = await Promise.all([
    import('../../exporting/png.ts'),
    import('../../exporting/record.ts'),
    pictures.drawAll([face]),
  ]);
  if (image === undefined) throw new Error('A face was asked for and none was drawn.');
  const scale = Math.max(1, Math.floor(wantedEdge / image.width));
  const metadata = recordOfFace(face, context);
  downloadBlob(await encodeFacePng(image, { scale, metadata }), `${fileStem(face)}.png`);
}

/** A file name that says what the picture is. */
function fileStem({ modelId, origin }: Face): string {
  return origin.kind === 'sample'
    ? `${modelId}-seed-${origin.seed}-sample-${origin.index}`
    : `${modelId}-face`;
}
