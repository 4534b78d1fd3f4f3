/** What the page asks of a worker that trains against the clock, and what comes back. */

/** Whose kernels train. */
export type TrainingEngine = 'ours' | 'stock';
/** Backends of either; `plain` is the processor without WebAssembly. */
export type TrainingPeerBackend = 'webgpu' | 'webgl' | 'wasm' | 'plain';

/** A DCGAN by the paper's recipe: sides of pictures, width, batch; and how long to train it. */
export interface TrainingCase {
  readonly imageSize: 16 | 32 | 64;
  readonly width: number;
  readonly batchSize: number;
  /** Steps that are timed, after one that is not: until one of these is reached. */
  readonly maxSteps: number;
  readonly budgetMs: number;
}

/** One contender on one case. */
export interface TrainingRequest {
  readonly backend: TrainingPeerBackend;
  readonly run: TrainingCase;
}

/** Milliseconds of each step, or why there are none. */
export type TrainingAnswer =
  | {
      readonly kind: 'timed';
      readonly milliseconds: readonly number[];
      /** The last losses, where the contender tells them. */
      readonly lossD?: number;
      readonly lossG?: number;
    }
  | { readonly kind: 'failed'; readonly message: string };

/** A trainer that was opened: one step, all of it computed when the promise resolves. */
export type TrainingStep = () => Promise<{ readonly lossD: number; readonly lossG: number }>;

/** Answers one request in a worker: opens a trainer and times its steps. */
export function serveTraining(open: (request: TrainingRequest) => Promise<TrainingStep>): void {
  const answer = async (request: TrainingRequest): Promise<TrainingAnswer> => {
    try {
      const step = await open(request);
      let losses = await step();
      const milliseconds: number[] = [];
      const begin = performance.now();
      const { maxSteps, budgetMs } = request.run;
      while (milliseconds.length < maxSteps && performance.now() - begin < budgetMs) {
        const start = performance.now();
        losses = await step();
        milliseconds.push(performance.now() - start);
      }
      return { kind: 'timed', milliseconds, ...losses };
    } catch (thrown) {
      return { kind: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) };
    }
  };
  self.addEventListener('message', ({ data }: MessageEvent<TrainingRequest>) => {
    void answer(data).then((found) => {
      self.postMessage(found);
    });
  });
}
