/** Recently drawn pictures, the least recently used forgotten first. */
import type { Face } from '../latent/face.ts';
import type { Latent, PixelImage } from '../model/arrays.ts';

/** Pictures by key, bounded by the bytes of their pixels. */
export interface PictureCache {
  get(key: string): PixelImage | undefined;
  set(key: string, image: PixelImage): void;
  clear(): void;
}

const latentKeys = new WeakMap<Latent, string>();

/** What a picture depends on besides the mask: the model and every bit of z (which never changes). */
export function pictureKey({ modelId, z }: Pick<Face, 'modelId' | 'z'>): string {
  const known = latentKeys.get(z);
  if (known !== undefined) return `${modelId}|${known}`;
  // Any 16 bits are a character of a string; one call with all of them is 20 times as fast as a spread.
  const halves = new Uint16Array(z.buffer, z.byteOffset, z.length * 2);
  const key: string = Reflect.apply(String.fromCharCode, null, halves);
  latentKeys.set(z, key);
  return `${modelId}|${key}`;
}

/** Makes an empty cache. */
export function createPictureCache(limitBytes: number): PictureCache {
  const images = new Map<string, PixelImage>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= images.get(key)?.data.byteLength ?? 0;
    images.delete(key);
  };
  return {
    get: (key) => {
      const image = images.get(key);
      if (image !== undefined) {
        images.delete(key); // to the young end
        images.set(key, image);
      }
      return image;
    },
    set: (key, image) => {
      drop(key);
      images.set(key, image);
      bytes += image.data.byteLength;
      for (const oldest of images.keys()) {
        if (bytes <= limitBytes) break;
        drop(oldest);
      }
    },
    clear: () => {
      images.clear();
      bytes = 0;
    },
  };
}
