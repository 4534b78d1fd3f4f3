/** The GIF writer behind a message port, so that a long export never stalls a slider. */
import { toPlainError } from '../errors.ts';
import type { PlainError } from '../errors.ts';
import type { PixelImage } from '../model/arrays.ts';
import { createGifWriter } from './gifEncoding.ts';
import type { GifOptions, GifWriter } from './gifEncoding.ts';

/** What the page sends, in this order: `open`, any number of `frame`, `finish`. */
export type GifRequest =
  | { readonly kind: 'open'; readonly options: GifOptions }
  | { readonly kind: 'frame'; readonly frame: PixelImage }
  | { readonly kind: 'finish' };

/** One answer to each request. */
export type GifAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'file'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'failed'; readonly error: PlainError };

let writer: GifWriter | null = null;

function answer(request: GifRequest): GifAnswer {
  if (request.kind === 'open') {
    writer = createGifWriter(request.options);
    return { kind: 'done' };
  }
  if (writer === null) throw new Error('The GIF writer was not opened.');
  if (request.kind === 'finish') return { kind: 'file', bytes: writer.finish() };
  writer.add(request.frame);
  return { kind: 'done' };
}

self.addEventListener('message', (event: MessageEvent<GifRequest>) => {
  let message: GifAnswer;
  try {
    message = answer(event.data);
  } catch (thrown) {
    message = { kind: 'failed', error: toPlainError(thrown) };
  }
  self.postMessage(message, { transfer: message.kind === 'file' ? [message.bytes.buffer] : [] });
});
