/** Faces as text and in words. */
import type { Face } from '../../latent/face.ts';
import type { Strings } from '../../teaching/language.tsx';

/** z as JSON that `playground.generate([…])` takes back; seven digits keep float32 to the last bit but one. */
export function latentText(face: Face): string {
  return JSON.stringify(Array.from(face.z, (value) => Number(value.toPrecision(7))));
}

/** Where a face came from, in words. */
export function describeOrigin(strings: Strings, face: Face): string {
  return face.origin.kind === 'sample'
    ? strings.parts.tile.sample(face.origin.seed, face.origin.index)
    : strings.parts.tile.free;
}
