/** Files for tests: beginnings of pictures, and IDX. */

/** A file that begins like a PNG of the given size and differs by `mark`. */
export function pngBytes(width: number, height: number, mark = 0): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(64);
  const view = new DataView(bytes.buffer);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  bytes.set(new TextEncoder().encode('IHDR'), 12);
  view.setUint32(16, width);
  view.setUint32(20, height);
  view.setUint32(60, mark);
  return bytes;
}

/** An IDX file of unsigned bytes with the given dimensions. */
export function idxBytes(dimensions: readonly number[], data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + dimensions.length * 4 + data.length);
  const view = new DataView(bytes.buffer);
  bytes[2] = 8;
  bytes[3] = dimensions.length;
  for (const [i, size] of dimensions.entries()) view.setUint32(4 + i * 4, size);
  bytes.set(data, 4 + dimensions.length * 4);
  return bytes;
}
