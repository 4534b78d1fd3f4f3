/** Writes safetensors files (https://github.com/huggingface/safetensors) that `safetensors.ts` reads. */
import type { Weights } from '../model/arrays.ts';

/** A file of float32 tensors in the order of the map, header padded to eight bytes. */
export function writeSafetensors(weights: Weights): Uint8Array<ArrayBuffer> {
  let offset = 0;
  const entries = [...weights].map(([name, { shape, values }]) => {
    const begin = offset;
    offset += values.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, offset] }] as const;
  });
  const text = JSON.stringify(Object.fromEntries(entries));
  const header = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const file = new Uint8Array(8 + header.length + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  let at = 8 + header.length;
  for (const { values } of weights.values()) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return file;
}
