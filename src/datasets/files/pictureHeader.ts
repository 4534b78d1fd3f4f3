/** Width and height of a picture from its first bytes, before anything is decoded. */

/** A picture's format and size in pixels, as it is stored (before any turning by EXIF). */
export interface PictureHeader {
  readonly format: 'png' | 'jpeg' | 'gif' | 'webp' | 'bmp';
  readonly width: number;
  readonly height: number;
}

/** So many first bytes hold the size of almost every picture; JPEG may put a preview in front of it. */
export const headerBytes = 1 << 18;

/** Reads the first bytes of a file (up to {@link headerBytes}); null where it is no picture we know. */
export function readPictureHeader(head: Uint8Array<ArrayBuffer>): PictureHeader | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    const first = view.getUint32(0);
    if (first === 0x89504e47 && text(head, 12, 4) === 'IHDR') {
      return { format: 'png', width: view.getUint32(16), height: view.getUint32(20) };
    }
    if (text(head, 0, 4) === 'GIF8') {
      return { format: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
    }
    if (text(head, 0, 2) === 'BM') {
      const height = Math.abs(view.getInt32(22, true));
      return { format: 'bmp', width: Math.abs(view.getInt32(18, true)), height };
    }
    if (text(head, 0, 4) === 'RIFF' && text(head, 8, 4) === 'WEBP') return readWebp(head, view);
    return first >>> 8 === 0xffd8ff ? readJpeg(view) : null;
  } catch (thrown) {
    if (thrown instanceof RangeError) return null; // it ends before its size
    throw thrown;
  }
}

/** The first frame header (SOF) of a JPEG. */
function readJpeg(view: DataView): PictureHeader | null {
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // padding
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      return { format: 'jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += isAlone ? 2 : 2 + view.getUint16(at + 2);
  }
}

/** The three kinds of WebP: lossy, lossless, extended. */
function readWebp(head: Uint8Array, view: DataView): PictureHeader | null {
  const size = (width: number, height: number): PictureHeader => ({
    format: 'webp',
    width,
    height,
  });
  switch (text(head, 12, 4)) {
    case 'VP8 ':
      return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return size((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    case 'VP8X':
      return size((view.getUint32(24, true) & 0xffffff) + 1, (view.getUint32(26, true) >>> 8) + 1);
    default:
      return null;
  }
}

function text(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCodePoint(...bytes.subarray(start, start + length));
}
