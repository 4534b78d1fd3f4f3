/** Where the pictures that pass between two blocks lie in memory. */
import type { Arena } from './arena.ts';
import type { Border } from './phases.ts';

/** NHWC pictures with borders of zeros, one behind the other. The borders are never written. */
export interface Place {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Address of the first picture, at its border's corner. */
  readonly address: number;
  readonly pixelBytes: number;
  readonly rowBytes: number;
  readonly faceBytes: number;
  /** From the corner of the border to the first pixel. */
  readonly insideBytes: number;
}

/** Bytes of one picture with its borders. */
export function paddedBytes(
  height: number,
  width: number,
  channels: number,
  rows: Border,
  columns: Border,
): number {
  return (
    (height + rows.before + rows.after) * (width + columns.before + columns.after) * channels * 4
  );
}

/** Makes room for `faces` pictures. */
export function makePlace(
  arena: Arena,
  faces: number,
  height: number,
  width: number,
  channels: number,
  rows: Border,
  columns: Border,
): Place {
  const pixelBytes = channels * 4;
  const rowBytes = (width + columns.before + columns.after) * pixelBytes;
  const faceBytes = paddedBytes(height, width, channels, rows, columns);
  // A patch is read in whole rows; what a kernel without taps would read still is inside.
  const address = arena.allocate(faces * faceBytes + rowBytes);
  const insideBytes = rows.before * rowBytes + columns.before * pixelBytes;
  return { height, width, channels, address, pixelBytes, rowBytes, faceBytes, insideBytes };
}

/** Copies pictures without borders, from face `first` of `source`, into the place. */
export function writePictures(
  arena: Arena,
  place: Place,
  source: Float32Array,
  first: number,
  faces: number,
): void {
  const { floats } = arena;
  const rowFloats = place.width * place.channels;
  for (let face = 0; face < faces; face += 1) {
    for (let row = 0; row < place.height; row += 1) {
      const from = ((first + face) * place.height + row) * rowFloats;
      floats.set(source.subarray(from, from + rowFloats), rowStart(place, face, row));
    }
  }
}

/** Copies pictures out of the place, without borders, to face `first` of `target`. */
export function readPictures(
  arena: Arena,
  place: Place,
  target: Float32Array,
  first: number,
  faces: number,
): void {
  const { floats } = arena;
  const rowFloats = place.width * place.channels;
  for (let face = 0; face < faces; face += 1) {
    for (let row = 0; row < place.height; row += 1) {
      const from = rowStart(place, face, row);
      const to = ((first + face) * place.height + row) * rowFloats;
      target.set(floats.subarray(from, from + rowFloats), to);
    }
  }
}

function rowStart(place: Place, face: number, row: number): number {
  return (place.address + place.insideBytes + face * place.faceBytes + row * place.rowBytes) / 4;
}
