/** The pictures of this page: one store that outlives the view, so that a set is not lost on the way. */
import type { StoreApi } from 'zustand/vanilla';
import { createImageSetStore } from '../../../storage/imageSets.ts';
import { createId } from '../../createId.ts';
import { makePictures } from './makePictures.ts';
import { createPicturesStore } from './picturesStore.ts';
import type { PicturesStore } from './picturesStore.ts';

let opened: StoreApi<PicturesStore> | null = null;

/** The store of the picker, made by the first call; its `set` is what there is to train on. */
export function openPictures(): StoreApi<PicturesStore> {
  opened ??= createPicturesStore({
    make: makePictures,
    kept: createImageSetStore(),
    createId,
    today: () => Date.now(),
  });
  return opened;
}
