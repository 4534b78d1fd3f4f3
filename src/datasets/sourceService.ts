/** The sources of pictures that need no page: the end that works, in a worker. */
import { downloadSet } from './download.ts';
import { drawShapes } from './drawShapes.ts';
import { collectFiles } from './files/collect.ts';
import { createDecoder } from './files/decode.ts';
import type {
  FilesRequest,
  PictureProgress,
  PictureResult,
  PictureRun,
  ShapeRequest,
  UrlRequest,
} from './request.ts';

/** The requests that are answered in the worker. */
export type WorkerRequest = ShapeRequest | FilesRequest | UrlRequest;

/** How far the job with this number is. */
export interface SourceEvent {
  readonly job: number;
  readonly progress: PictureProgress;
}

/** The calls of the service. Each job has a number of the caller's, by which it can be stopped. */
export interface SourceService {
  make(job: number, request: WorkerRequest): Promise<PictureResult>;
  /** Stops a job, which rejects with `aborted`; does nothing if there is no such job. */
  stop(job: number): Promise<void>;
}

/** Milliseconds between two reports. */
const reportMs = 100;

/** Creates the service. */
export function createSourceService(
  onEvent: (event: SourceEvent) => void,
  now: () => number = () => performance.now(),
): SourceService {
  const running = new Map<number, AbortController>();
  const decode = createDecoder();
  const dispatch = async (request: WorkerRequest, run: PictureRun): Promise<PictureResult> => {
    switch (request.source) {
      case 'shapes':
        return drawShapes(request, run);
      case 'files':
        return collectFiles(request, decode, run);
      case 'url':
        return downloadSet(request, fetch, run);
    }
  };
  return {
    async make(job, request) {
      const stopper = new AbortController();
      running.set(job, stopper);
      let reported = -Infinity;
      const onProgress = (progress: PictureProgress): void => {
        if (now() - reported < reportMs) return;
        reported = now();
        onEvent({ job, progress });
      };
      try {
        return await dispatch(request, { signal: stopper.signal, onProgress });
      } finally {
        running.delete(job);
      }
    },
    async stop(job) {
      running.get(job)?.abort();
    },
  };
}
