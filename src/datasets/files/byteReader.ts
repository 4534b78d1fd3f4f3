/** Reads a stream by numbers of bytes, so that no more of it is ever held than was asked for. */
import { PlaygroundError } from '../../errors.ts';

/** What reading a file needs of a stream. */
export type ByteStream = ReadableStream<Uint8Array<ArrayBuffer>>;

/** A stream of bytes, read from its beginning. */
export interface ByteReader {
  /** At most `count` bytes from here, fewer only at the end; they will be read again. */
  peek(count: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Exactly `count` bytes. Rejects with `file-truncated` where the stream ends before. */
  read(count: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Everything that was not read yet, as a stream; the reader is done then. */
  rest(): ByteStream;
  /** Stops reading. */
  cancel(): Promise<void>;
}

/** Opens a reader; `where` names the file in errors. */
export function createByteReader(stream: ByteStream, where: string): ByteReader {
  const source = stream.getReader();
  let held: Uint8Array<ArrayBuffer>[] = [];
  let heldBytes = 0;
  let hasEnded = false;

  const hold = async (count: number): Promise<void> => {
    while (heldBytes < count && !hasEnded) {
      const { done, value } = await source.read();
      if (done) hasEnded = true;
      else if (value.length > 0) {
        held.push(value);
        heldBytes += value.length;
      }
    }
  };
  /** The first `count` held bytes; what is left stays held. */
  const take = (count: number): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      const [first, ...others] = held;
      if (first === undefined) break;
      const part = first.subarray(0, count - filled);
      bytes.set(part, filled);
      filled += part.length;
      held = part.length === first.length ? others : [first.subarray(part.length), ...others];
    }
    heldBytes -= filled;
    return bytes;
  };

  return {
    async peek(count) {
      await hold(count);
      const bytes = take(Math.min(count, heldBytes));
      if (bytes.length > 0) held = [bytes, ...held];
      heldBytes += bytes.length;
      return bytes;
    },
    async read(count) {
      await hold(count);
      if (heldBytes < count) {
        const details = { where, expected: count, found: heldBytes };
        throw new PlaygroundError('file-truncated', `${where} ends too early.`, details);
      }
      return take(count);
    },
    rest: () =>
      new ReadableStream({
        async pull(controller) {
          const [first, ...others] = held;
          if (first !== undefined) {
            held = others;
            controller.enqueue(first);
            return;
          }
          const { done, value } = await source.read();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        async cancel(reason) {
          await source.cancel(reason);
        },
      }),
    async cancel() {
      await source.cancel();
    },
  };
}

/** Unpacks a stream with what the browser has; an error inside becomes `bad-file`. */
export function inflate(
  stream: ByteStream,
  format: 'gzip' | 'deflate-raw',
  where: string,
): ByteStream {
  const packed = stream.getReader();
  const unpacker = new DecompressionStream(format);
  const writer = unpacker.writable.getWriter();
  const unpacked = (unpacker.readable as ByteStream).getReader();
  // Fed as it is emptied: one piece at a time waits in the unpacker, never the whole file.
  const feed = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await packed.read();
      if (done) {
        await writer.close();
        return;
      }
      await writer.write(value);
    }
  };
  const broken = (cause: unknown): PlaygroundError => {
    const found = cause instanceof Error ? cause.message : String(cause);
    return new PlaygroundError('bad-file', `${where}: ${found}`, { where, found }, cause);
  };
  // The reading side reports what goes wrong here.
  const feeding = feed().catch(async (cause: unknown) =>
    writer.abort(cause).catch(() => undefined),
  );
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await unpacked.read();
        if (!done) controller.enqueue(value);
        else {
          await feeding;
          controller.close();
        }
      } catch (cause) {
        controller.error(broken(cause));
      }
    },
    async cancel(reason) {
      await Promise.allSettled([unpacked.cancel(reason), packed.cancel(reason)]);
    },
  });
}
