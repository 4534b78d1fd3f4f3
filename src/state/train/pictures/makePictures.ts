/** Every source of pictures behind one call: on the page where it has to be, else in a worker. */
import type { PictureRequest, PictureResult, PictureRun } from '../../../datasets/request.ts';
import { createPictureSources } from '../../../datasets/sources.ts';
import { drawAvatars } from './drawAvatars.ts';
import { drawGlyphs } from './drawGlyphs.ts';

/** Makes pictures; rejects with what the source rejects with. Whether they are enough is not asked. */
export type MakePictures = (request: PictureRequest, run: PictureRun) => Promise<PictureResult>;

/** The sources of this page. Their worker lives as long as a request, and its memory too. */
export const makePictures: MakePictures = async (request, run) => {
  if (request.source === 'avatars') return drawAvatars(request, run);
  if (request.source === 'glyphs') return drawGlyphs(request, run);
  const sources = createPictureSources();
  try {
    return await sources.make(request, run);
  } finally {
    sources.dispose();
  }
};
