/** A walk as an animated GIF, encoded in a worker of its own while further frames are drawn. */
import { fromPlainError, PlaygroundError } from '../errors.ts';
import type { PixelImage } from '../model/arrays.ts';
import type { GifAnswer, GifRequest } from './gifWorker.ts';
import type { LongWork } from './progress.ts';
import { checkNotStopped, createProgress } from './progress.ts';
import type { PictureRecord } from './record.ts';
import { recordAsText } from './record.ts';

/** How the GIF of a walk is made. */
export interface GifExport extends LongWork {
  /** Frames that `frames` will give; for progress and estimate only. */
  readonly frameCount: number;
  /** Whole multiple by which every frame is enlarged. */
  readonly scale: number;
  /** 1 to 50. */
  readonly framesPerSecond: number;
  /** For ever, or once. */
  readonly loop: boolean;
  /** Comment kept in the file; see `record.ts`. */
  readonly metadata?: PictureRecord;
}

/** A worker that answers each message once; `close` ends it and rejects what waits. */
interface GifRoom {
  ask(request: GifRequest, transfer?: Transferable[]): Promise<GifAnswer>;
  close(reason: PlaygroundError): void;
}

function openGifRoom(): GifRoom {
  const worker = new Worker(new URL('./gifWorker.ts', import.meta.url), { type: 'module' });
  let waiting: { resolve(answer: GifAnswer): void; reject(reason: unknown): void } | null = null;
  const close = (reason: PlaygroundError): void => {
    worker.terminate();
    waiting?.reject(reason);
    waiting = null;
  };
  worker.addEventListener('message', (event: MessageEvent<GifAnswer>) => {
    const { data } = event;
    if (data.kind === 'failed') waiting?.reject(fromPlainError(data.error));
    else waiting?.resolve(data);
    waiting = null;
  });
  worker.addEventListener('error', (event) => {
    const found = event.message || 'the worker did not start';
    close(
      new PlaygroundError('export-failed', `The GIF writer failed: ${found}.`, {
        where: 'GIF',
        found,
      }),
    );
  });
  return {
    ask: (request, transfer = []) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        worker.postMessage(request, transfer);
      }),
    close,
  };
}

/**
 * Writes the frames, at the model's size, into a GIF. Frames are pulled one at a time; the next one
 * is drawn while the last is encoded, and none is kept.
 * @throws PlaygroundError `aborted` when stopped, `bad-argument`, `export-failed`; what drawing a
 * frame throws is passed on.
 */
export async function encodeGif(
  frames: AsyncIterable<PixelImage> | Iterable<PixelImage>,
  options: GifExport,
): Promise<Blob> {
  const { signal, metadata = {}, frameCount, scale, framesPerSecond, loop } = options;
  checkNotStopped(signal);
  const stopped = new PlaygroundError('aborted', 'The export was stopped.', { where: 'export' });
  const room = openGifRoom();
  const stop = (): void => room.close(stopped);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const progress = createProgress(frameCount, options.onProgress);
    const comment = recordAsText(metadata);
    await room.ask({ kind: 'open', options: { scale, framesPerSecond, loop, comment } });
    let encoding: Promise<void> = Promise.resolve();
    for await (const frame of frames) {
      await encoding;
      checkNotStopped(signal);
      // A copy: the caller keeps the frame, and a view would drag its whole buffer along.
      const copy = { ...frame, data: frame.data.slice() };
      encoding = room
        .ask({ kind: 'frame', frame: copy }, [copy.data.buffer])
        .then(() => progress.advance());
      // Failures are taken up at the next `await encoding`; until then they are not unhandled.
      encoding.catch(() => undefined);
    }
    await encoding;
    checkNotStopped(signal);
    const answer = await room.ask({ kind: 'finish' });
    if (answer.kind !== 'file') {
      throw new PlaygroundError('export-failed', 'The GIF writer gave no file.', { where: 'GIF' });
    }
    return new Blob([answer.bytes], { type: 'image/gif' });
  } finally {
    signal?.removeEventListener('abort', stop);
    room.close(stopped);
  }
}
