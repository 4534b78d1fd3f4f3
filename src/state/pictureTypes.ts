/** How views ask for pictures. Implemented in `state/pictures.ts`. */
import type { Face } from '../latent/face.ts';
import type { ChannelMask, PixelImage } from '../model/arrays.ts';

/** Which wishes go first when the engine is busy: the one under the hand, then what is in sight. */
export type PicturePriority = 'live' | 'visible' | 'background';

/** What is on a tile now. */
export interface Picture {
  readonly image: PixelImage;
  /** Drawn by this machine, or cut from the sheet that came with the model. */
  readonly source: 'live' | 'stored';
}

/** A wish for one picture. Truncation is already applied to `face.z`. */
export interface PictureWish {
  readonly face: Face;
  readonly priority: PicturePriority;
  /** `event.timeStamp` of the input that caused the wish; feeds `playground.latency()`. */
  readonly inputTime?: number;
  /**
   * Where the picture is shown: any object, for example the canvas; without it the listener itself.
   * Live wishes that follow each other in one slot are one moving picture: what was under way when a
   * newer wish came is shown on the way to it instead of being dropped, never after it.
   */
  readonly slot?: object;
  /** Factors for channels in place of the page's mask; {} draws without any. */
  readonly mask?: ChannelMask;
}

/**
 * Pictures on request: collects the wishes of a frame into one batch, drops wishes that nobody holds
 * any more (latest wins), remembers recent pictures, redraws after a lost device or a change of mask.
 */
export interface PictureService {
  /**
   * Holds a wish until the returned function is called. `listener` gets the picture at once if it
   * is known (also a stored one), then again whenever a better one arrives. It must draw
   * synchronously: latency is counted up to its return.
   */
  hold(wish: PictureWish, listener: (picture: Picture) => void): () => void;
  /**
   * Asks for the picture that a live wish is about to be made for, at once and before the page has
   * been rendered for it: the device draws meanwhile. The wish for the same face takes its place.
   * @param inputTime `event.timeStamp` of the input
   * @param mask as the wish will have it
   */
  anticipate(face: Face, inputTime: number, mask?: ChannelMask): void;
  /** Pictures for an export: in order, in small batches, with progress; stops on `signal`. */
  drawAll(
    faces: readonly Face[],
    options?: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void },
  ): Promise<PixelImage[]>;
}
