/** Writes zip archives for tests, honest ones and others. */
import { deflateRawSync } from 'node:zlib';

/** One file of an archive; what it claims about itself may be a lie. */
export interface ZipPart {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly store?: boolean;
  readonly encrypted?: boolean;
  /** Unpacked size as the directory says, where that is not the truth. */
  readonly claims?: number;
}

/** An archive of the given files. */
export function writeZip(parts: readonly ZipPart[]): Blob {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { path, bytes, store = false, encrypted = false, claims = bytes.length } of parts) {
    const name = new TextEncoder().encode(path);
    const data = new Uint8Array(store ? bytes : deflateRawSync(bytes));
    const entry = new DataView(new ArrayBuffer(46));
    entry.setUint32(0, 0x02014b50, true);
    entry.setUint16(8, encrypted ? 1 : 0, true);
    entry.setUint16(10, store ? 0 : 8, true);
    entry.setUint32(20, data.length, true);
    entry.setUint32(24, claims, true);
    entry.setUint16(28, name.length, true);
    entry.setUint32(42, offset, true);
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    local.setUint16(26, name.length, true);
    chunks.push(new Uint8Array(local.buffer), name, data);
    directory.push(new Uint8Array(entry.buffer), name);
    offset += 30 + name.length + data.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, parts.length, true);
  end.setUint32(12, size, true);
  end.setUint32(16, offset, true);
  return new Blob([...chunks, ...directory, new Uint8Array(end.buffer)]);
}
