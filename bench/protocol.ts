/** How the page talks to a contender; each one lives in a worker of its own. */
import { toPlainError } from '../src/errors.ts';
import type { ModelFiles } from './modelFiles.ts';

/** Where a contender computes. */
export type BenchBackend = 'webgpu' | 'webgl' | 'wasm';

/** Something that draws and judges: latents in, RGBA out, ready for a canvas; RGBA in, logits out. */
export interface Engine {
  /** `latents` [n × latentDim] → RGBA bytes of n pictures, in one array or several, in order. */
  generate(
    latents: Float32Array<ArrayBuffer>,
    count: number,
  ): Promise<readonly Uint8ClampedArray<ArrayBuffer>[]>;
  /** RGBA bytes of n pictures, in one array → D's logits, in order. */
  discriminate(rgba: Uint8ClampedArray<ArrayBuffer>, count: number): Promise<readonly number[]>;
}

/** Loads the weights and prepares a backend; rejects when the machine does not have it. */
export type OpenEngine = (model: ModelFiles, backend: BenchBackend) => Promise<Engine>;

/** What the page asks. One request at a time. */
export type BenchRequest =
  | { readonly kind: 'open'; readonly modelUrl: string; readonly backend: BenchBackend }
  | {
      readonly kind: 'generate';
      readonly latents: Float32Array<ArrayBuffer>;
      readonly count: number;
    }
  | {
      readonly kind: 'discriminate';
      readonly rgba: Uint8ClampedArray<ArrayBuffer>;
      readonly count: number;
    };

/** What comes back; `milliseconds` runs from input to output inside the worker. */
export type BenchAnswer =
  | { readonly kind: 'opened' }
  | {
      readonly kind: 'drawn';
      readonly pixels: Uint8ClampedArray<ArrayBuffer>;
      readonly milliseconds: number;
    }
  | {
      readonly kind: 'judged';
      readonly logits: readonly number[];
      readonly milliseconds: number;
    }
  | { readonly kind: 'failed'; readonly message: string };

function joinPictures(
  pictures: readonly Uint8ClampedArray<ArrayBuffer>[],
): Uint8ClampedArray<ArrayBuffer> {
  const joined = new Uint8ClampedArray(pictures.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const picture of pictures) {
    joined.set(picture, offset);
    offset += picture.length;
  }
  return joined;
}

/** Answers the page's requests with the engine; called once, by each contender's worker. */
export function serveContender(
  open: OpenEngine,
  readModel: (url: string) => Promise<ModelFiles>,
): void {
  let engine: Engine | null = null;
  const answer = async (request: BenchRequest): Promise<BenchAnswer> => {
    if (request.kind === 'open') {
      engine = await open(await readModel(request.modelUrl), request.backend);
      return { kind: 'opened' };
    }
    if (engine === null) throw new Error('the contender was not opened');
    const start = performance.now();
    if (request.kind === 'discriminate') {
      const logits = await engine.discriminate(request.rgba, request.count);
      return { kind: 'judged', logits, milliseconds: performance.now() - start };
    }
    const pictures = await engine.generate(request.latents, request.count);
    const milliseconds = performance.now() - start;
    return { kind: 'drawn', pixels: joinPictures(pictures), milliseconds };
  };
  self.addEventListener('message', (event: MessageEvent<BenchRequest>) => {
    answer(event.data)
      .catch((thrown: unknown): BenchAnswer => ({
        kind: 'failed',
        message: toPlainError(thrown).message,
      }))
      .then((message) => {
        const transfer = message.kind === 'drawn' ? [message.pixels.buffer] : [];
        self.postMessage(message, { transfer });
      })
      .catch(reportError);
  });
}
