/** The page's side of a contender. */
import type { BenchAnswer, BenchBackend, BenchRequest } from './protocol.ts';

/** What is compared: an engine on a backend. */
export interface ContenderName {
  readonly engine: string;
  readonly backend: BenchBackend;
}

/** A worker that draws, asked one thing at a time. */
export interface Contender extends ContenderName {
  /** Rejects with the reason when this machine cannot run it. */
  open(modelUrl: string): Promise<void>;
  /** Latents [count × latentDim] → pixels, and the milliseconds that took inside the worker. */
  generate(
    latents: Float32Array<ArrayBuffer>,
    count: number,
  ): Promise<{ pixels: Uint8ClampedArray<ArrayBuffer>; milliseconds: number }>;
  /** RGBA bytes of pictures → D's logits, and the milliseconds that took inside the worker. */
  discriminate(
    rgba: Uint8ClampedArray<ArrayBuffer>,
    count: number,
  ): Promise<{ logits: readonly number[]; milliseconds: number }>;
  close(): void;
}

/** Wraps the worker of a contender. */
export function createContender(name: ContenderName, worker: Worker): Contender {
  const ask = async (request: BenchRequest): Promise<BenchAnswer> => {
    const answer = await new Promise<BenchAnswer>((resolve, reject) => {
      const heard = new AbortController();
      const listen = { signal: heard.signal };
      const settle = (act: () => void): void => {
        heard.abort();
        act();
      };
      worker.addEventListener(
        'message',
        (event: MessageEvent<BenchAnswer>) => settle(() => resolve(event.data)),
        listen,
      );
      worker.addEventListener(
        'error',
        (event) => settle(() => reject(new Error(event.message || 'the worker did not start'))),
        listen,
      );
      worker.postMessage(request);
    });
    if (answer.kind === 'failed') throw new Error(answer.message);
    return answer;
  };
  return {
    ...name,
    async open(modelUrl) {
      await ask({ kind: 'open', modelUrl, backend: name.backend });
    },
    async generate(latents, count) {
      const answer = await ask({ kind: 'generate', latents, count });
      if (answer.kind !== 'drawn') throw new Error('no pictures came back');
      return answer;
    },
    async discriminate(rgba, count) {
      const answer = await ask({ kind: 'discriminate', rgba, count });
      if (answer.kind !== 'judged') throw new Error('no logits came back');
      return answer;
    },
    close: () => worker.terminate(),
  };
}
