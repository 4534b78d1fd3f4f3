/** Pictures for an export: wishes like any other, a window of them at a time, collected in order. */
import { PlaygroundError } from '../errors.ts';
import type { Face } from '../latent/face.ts';
import type { PixelImage } from '../model/arrays.ts';
import type { Picture } from './pictureTypes.ts';

/** Pictures that wait at a time; the next window opens when all of it is there. */
const windowSize = 32;

/** What the collecting needs of the picture service. */
export interface WishDesk {
  /** The model that draws now. */
  modelId(): string | undefined;
  /** Makes a wish; one of the two functions is called, possibly at once. Returns the way out. */
  open(
    face: Face,
    listener: (picture: Picture) => void,
    onRefused: (error: PlaygroundError) => void,
  ): () => void;
}

/**
 * Draws the faces, all of the present model, and gives the pictures in the same order.
 * @throws PlaygroundError `bad-argument` for a face of another model, `aborted`, or what the engine says.
 */
export async function drawInOrder(
  faces: readonly Face[],
  options: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void },
  desk: WishDesk,
): Promise<PixelImage[]> {
  const modelId = desk.modelId();
  const stranger = faces.find((face) => face.modelId !== modelId);
  if (stranger !== undefined) throw wrongModel(stranger.modelId, modelId ?? 'no model');
  const { signal, onProgress } = options;
  const images: PixelImage[] = [];
  const stops = new Set<() => void>();
  const stopAll = (): void => {
    for (const stop of stops) stop();
  };
  let done = 0;
  const drawOne = async (face: Face): Promise<PixelImage> => {
    let close = (): void => undefined;
    let stop = (): void => undefined;
    try {
      const image = await new Promise<PixelImage>((resolve, reject) => {
        stop = () => reject(aborted());
        stops.add(stop);
        close = desk.open(face, (picture) => resolve(picture.image), reject);
      });
      done += 1;
      onProgress?.(done, faces.length);
      return image;
    } finally {
      stops.delete(stop);
      close();
    }
  };
  signal?.addEventListener('abort', stopAll);
  try {
    for (let from = 0; from < faces.length; from += windowSize) {
      if (signal?.aborted === true) throw aborted();
      images.push(...(await Promise.all(faces.slice(from, from + windowSize).map(drawOne))));
    }
  } finally {
    signal?.removeEventListener('abort', stopAll);
    stopAll(); // after a failure: lets go of what still waits
  }
  return images;
}

function aborted(): PlaygroundError {
  return new PlaygroundError('aborted', 'The drawing was stopped.');
}

/** The refusal of a face whose model is not the one that draws. */
export function wrongModel(found: string, expected: string): PlaygroundError {
  return new PlaygroundError('bad-argument', `A face of ${found} cannot be drawn by ${expected}.`, {
    where: 'face',
    expected,
    found,
  });
}
