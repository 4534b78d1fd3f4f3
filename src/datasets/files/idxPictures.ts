/** The pictures and labels of IDX files, streamed into a set. */
import { PlaygroundError, asPlaygroundError } from '../../errors.ts';
import type { Fit, PictureForm, PictureRun } from '../request.ts';
import { checkRunning, maxPictures } from '../request.ts';
import type { SetBuilder } from '../setBuilder.ts';
import { reduceRaw } from './areaMean.ts';
import type { RejectionList } from './collect.ts';
import { framePicture } from './frame.ts';
import type { IdxFile } from './idx.ts';

/** Pictures between two reports, and two moments at which a call to stop can arrive. */
const sliceLength = 500;
/** A million labels are a megabyte; more belong to no set of this page. */
const maxLabels = 1_000_000;

/** Reads the labels of an IDX file. Rejects with `bad-file` or `file-truncated`. */
export async function readIdxLabels({
  dimensions,
  reader,
}: IdxFile): Promise<Uint8Array<ArrayBuffer>> {
  const [count = 0] = dimensions;
  if (count > maxLabels) {
    await reader.cancel();
    throw new PlaygroundError('bad-file', `${count} labels are more than are read.`, {
      expected: maxLabels,
      found: count,
    });
  }
  const labels = await reader.read(count);
  await reader.cancel();
  return labels;
}

/**
 * Adds the pictures of an IDX file to a set until it holds `limit`; what is beyond the limit of all
 * sets is listed, what is beyond that of a preview is not. MNIST's pictures are white on
 * black, so a border is black. Rejects with `aborted`; a file that ends early gives what it had.
 */
export async function addIdxPictures(
  { dimensions, reader }: IdxFile,
  path: string,
  builder: SetBuilder,
  { size, channels, fit }: PictureForm & { readonly fit: Fit },
  limit: number,
  rejections: RejectionList,
  { signal, onProgress }: PictureRun,
): Promise<void> {
  const [count = 0, height = 0, width = 0, depth = 1] = dimensions;
  const frame = framePicture(width, height, fit, size);
  const wanted = Math.min(count, limit - builder.count);
  if (frame === null) rejections.reject(path, 'too-small', `${width}×${height}`, count);
  else {
    try {
      for (let done = 0; done < wanted; done += 1) {
        if (done % sliceLength === 0) {
          checkRunning(signal);
          onProgress?.({ done, total: wanted });
          await new Promise((resolve) => setTimeout(resolve, 0));
        }
        const raw = await reader.read(width * height * depth);
        builder.addPixels(reduceRaw(raw, width, depth, frame, size, channels, 0));
      }
      if (count > wanted && limit === maxPictures)
        rejections.reject(path, 'surplus', '', count - wanted);
    } catch (thrown) {
      const { code, message } = asPlaygroundError(thrown);
      if (code === 'aborted') throw thrown;
      rejections.reject(path, 'unreadable', message);
    }
  }
  await reader.cancel();
}
