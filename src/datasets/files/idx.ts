/** The IDX format of MNIST: a magic number that says type and dimensions, then bytes. */
import { PlaygroundError } from '../../errors.ts';
import type { ByteReader, ByteStream } from './byteReader.ts';
import { createByteReader, inflate } from './byteReader.ts';

/** What an IDX file of unsigned bytes holds, and the reader behind its header. */
export interface IdxFile {
  /** [count, height, width], [count, height, width, channels], or [count] for labels. */
  readonly dimensions: readonly number[];
  readonly reader: ByteReader;
}

/** More bytes than this are no picture of a small set. */
const maxPictureBytes = 1 << 22;

/** Whether a file begins like IDX (unsigned bytes, 1, 3 or 4 dimensions). */
export function isIdx(head: Uint8Array): boolean {
  const [first, second, type, rank] = head;
  return first === 0 && second === 0 && type === 8 && (rank === 1 || rank === 3 || rank === 4);
}

/** Whether a file begins like gzip. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * Opens an IDX file, packed with gzip or not. The caller reads on or cancels.
 * @throws PlaygroundError `bad-file` for another format or dimensions that no picture has, and
 * `file-truncated`.
 */
export async function openIdx(stream: ByteStream, where: string): Promise<IdxFile> {
  let reader = createByteReader(stream, where);
  if (isGzip(await reader.peek(2))) {
    reader = createByteReader(inflate(reader.rest(), 'gzip', where), where);
  }
  try {
    const magic = await reader.read(4);
    if (!isIdx(magic)) {
      throw badIdx(where, 'IDX of unsigned bytes', `${[...magic].join(' ')} at its beginning`);
    }
    const rank = magic[3] ?? 0;
    const header = new DataView((await reader.read(rank * 4)).buffer);
    const dimensions = Array.from({ length: rank }, (_, i) => header.getUint32(i * 4));
    const [, height = 1, width = 1, channels = 1] = dimensions;
    const bytes = height * width * channels;
    if (dimensions.includes(0) || bytes > maxPictureBytes || ![1, 3].includes(channels)) {
      throw badIdx(where, 'pictures of 1 or 3 channels', dimensions.join('×'));
    }
    return { dimensions, reader };
  } catch (thrown) {
    await reader.cancel();
    throw thrown;
  }
}

function badIdx(where: string, expected: string, found: string): PlaygroundError {
  const message = `${where}: expected ${expected}, found ${found}.`;
  return new PlaygroundError('bad-file', message, { where, expected, found });
}
