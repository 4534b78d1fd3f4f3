/**
 * Reads zip archives piece by piece: the directory at the end first, then one entry at a time, unpacked
 * as a stream. An archive of any size is never held, and what an entry claims is checked before.
 */
import { PlaygroundError } from '../../errors.ts';
import type { ByteStream } from './byteReader.ts';
import { inflate } from './byteReader.ts';

/** One file in an archive, as its directory says. */
export interface ZipEntry {
  readonly path: string;
  /** Bytes packed and unpacked. */
  readonly packedBytes: number;
  readonly bytes: number;
  /** Whether its bytes can be had: not encrypted, stored or deflated. */
  readonly isReadable: boolean;
}

/** An archive whose directory was read. */
export interface ZipArchive {
  /** Files only, in the order of the directory. */
  readonly entries: readonly ZipEntry[];
  /** The unpacked bytes of an entry; ends with an error (`bad-file`) after more than it announced. */
  open(entry: ZipEntry): Promise<ByteStream>;
}

/** What an archive may unpack to, all entries together. */
export const maxUnpackedBytes = 8 * 2 ** 30;

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
/** The end record and the longest comment. */
const longestEnd = 22 + 0xffff;
/** In place of a number that does not fit 32 bits (ZIP64). */
const beyond32 = 0xffffffff;

/** Whether a file begins like a zip archive. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
}

/**
 * Reads the directory of an archive.
 * @throws PlaygroundError `bad-file` where there is none, where it is broken or of more than 65,535
 * files, and `archive-too-large` where it announces more than {@link maxUnpackedBytes}.
 */
export async function openZip(file: Blob, where: string): Promise<ZipArchive> {
  const tailStart = Math.max(0, file.size - longestEnd);
  const tail = await viewOf(file, tailStart, file.size);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== endSignature) end -= 1;
  if (end < 0) throw badZip(where, 'a directory', 'none');
  const count = tail.getUint16(end + 10, true);
  const size = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  if (count === 0xffff || size === beyond32 || start === beyond32) {
    throw badZip(where, 'at most 65,534 files and 4 GB', 'ZIP64');
  }
  if (start + size > file.size) throw badZip(where, 'a whole file', 'a part of it');
  const directory = await viewOf(file, start, start + size);
  const found: (ZipEntry & { readonly offset: number; readonly method: number })[] = [];
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > size || directory.getUint32(at, true) !== entrySignature) {
      throw badZip(where, `${count} files in its directory`, i);
    }
    const flags = directory.getUint16(at + 8, true);
    const method = directory.getUint16(at + 10, true);
    const nameBytes = directory.getUint16(at + 28, true);
    const next =
      at + 46 + nameBytes + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
    if (next > size) throw badZip(where, `${count} files in its directory`, i);
    const path = new TextDecoder().decode(new Uint8Array(directory.buffer, at + 46, nameBytes));
    const packedBytes = directory.getUint32(at + 20, true);
    const bytes = directory.getUint32(at + 24, true);
    const offset = directory.getUint32(at + 42, true);
    const isReadable = flags % 2 === 0 && (method === 0 || method === 8) && bytes !== beyond32;
    if (!path.endsWith('/')) found.push({ path, packedBytes, bytes, isReadable, offset, method });
    at = next;
  }
  const total = found.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > maxUnpackedBytes) {
    const message = `${where} would unpack to ${total} bytes; at most ${maxUnpackedBytes} are read.`;
    const details = { where, expected: maxUnpackedBytes, found: total };
    throw new PlaygroundError('archive-too-large', message, details);
  }
  const byEntry = new Map<ZipEntry, (typeof found)[number]>(found.map((entry) => [entry, entry]));
  return {
    entries: found,
    async open(wanted) {
      const entry = byEntry.get(wanted);
      if (entry === undefined || !entry.isReadable) {
        throw badZip(`${where}/${wanted.path}`, 'a stored or deflated file', 'another');
      }
      const { offset, method, packedBytes, bytes, path } = entry;
      const local = await viewOf(file, offset, Math.min(file.size, offset + 30));
      if (local.byteLength < 30 || local.getUint32(0, true) !== localSignature) {
        throw badZip(`${where}/${path}`, 'the file that the directory names', 'something else');
      }
      const data = offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
      const packed = file.slice(data, data + packedBytes).stream() as ByteStream;
      const name = `${where}/${path}`;
      return limited(method === 0 ? packed : inflate(packed, 'deflate-raw', name), bytes, name);
    },
  };
}

/** Passes a stream on until it brings more than it announced. */
function limited(stream: ByteStream, bytes: number, where: string): ByteStream {
  let seen = 0;
  return stream.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, controller) {
        seen += piece.length;
        if (seen > bytes) throw badZip(where, `${bytes} bytes`, 'more');
        controller.enqueue(piece);
      },
    }),
  );
}

async function viewOf(file: Blob, start: number, end: number): Promise<DataView<ArrayBuffer>> {
  return new DataView(await file.slice(start, end).arrayBuffer());
}

function badZip(where: string, expected: string, found: string | number): PlaygroundError {
  const message = `${where}: expected ${expected}, found ${found}.`;
  return new PlaygroundError('bad-file', message, { where, expected, found });
}
