/** Sources of pictures that need no page: the page's end of their worker. */
import { PlaygroundError } from '../errors.ts';
import type { Connection, EventHandlers } from '../workers/connection.ts';
import { connectWorker } from '../workers/connection.ts';
import type { PictureResult, PictureRun } from './request.ts';
import { checkRunning } from './request.ts';
import type { SourceEvent, SourceService, WorkerRequest } from './sourceService.ts';

/** Makes pictures in a worker, which starts with the first request. */
export interface PictureSources {
  /**
   * Answers a request; see `request.ts` and the sources for what it rejects with. A stopped request
   * rejects with `aborted` at once, a worker that died with `worker-crashed`; the next call starts
   * another.
   */
  make(request: WorkerRequest, run?: PictureRun): Promise<PictureResult>;
  /** Ends the worker, and gives its memory back; requests in progress reject with `aborted`. */
  dispose(): void;
}

/** What opens the service; a worker by default. Tests pass their own. */
export type OpenSources = (handlers: EventHandlers<SourceEvent>) => Connection<SourceService>;

/** Creates the page's end. The caller disposes of it; it can be used again afterwards. */
export function createPictureSources(connect: OpenSources = startWorker): PictureSources {
  const listeners = new Map<number, PictureRun['onProgress']>();
  let connection: Connection<SourceService> | null = null;
  let jobs = 0;
  return {
    async make(request, { signal, onProgress } = {}) {
      checkRunning(signal);
      const job = (jobs += 1);
      connection ??= connect({
        onEvent: (event) => listeners.get(event.job)?.(event.progress),
        onCrash: () => {
          connection = null;
        },
      });
      const service = connection;
      listeners.set(job, onProgress);
      let stop = (): void => undefined;
      const stopping = new Promise<never>((_, reject) => {
        stop = () => {
          service.call('stop', job).catch(() => undefined); // a worker that is gone has stopped
          reject(new PlaygroundError('aborted', 'Making the pictures was stopped.'));
        };
      });
      signal?.addEventListener('abort', stop);
      try {
        return await Promise.race([service.call('make', job, request), stopping]);
      } finally {
        signal?.removeEventListener('abort', stop);
        listeners.delete(job);
      }
    },
    dispose() {
      connection?.close();
      connection = null;
    },
  };
}

function startWorker(handlers: EventHandlers<SourceEvent>): Connection<SourceService> {
  const worker = new Worker(new URL('./sourceWorker.ts', import.meta.url), {
    type: 'module',
    name: 'pictures',
  });
  return connectWorker(worker, 'The worker that reads pictures', handlers);
}
