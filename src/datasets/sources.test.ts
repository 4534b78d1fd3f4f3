/** The page's end and the worker's end of the sources over a real message channel. */
import { expect, test, vi } from 'vitest';
import { connectWorker } from '../workers/connection.ts';
import type { WorkerLike } from '../workers/connection.ts';
import { openChannel } from '../workers/testing/channel.ts';
import type { ShapeRequest } from './request.ts';
import { createSourceService } from './sourceService.ts';
import type { SourceEvent, SourceService } from './sourceService.ts';
import { createPictureSources } from './sources.ts';

const request: ShapeRequest = {
  source: 'shapes',
  size: 16,
  channels: 1,
  count: 600,
  seed: 5,
  labelBy: 'kind',
};

function open() {
  const workers: WorkerLike[] = [];
  let time = 0;
  const sources = createPictureSources((handlers) => {
    const worker = openChannel<SourceService>((onEvent) =>
      createSourceService(onEvent, () => (time += 60)),
    );
    workers.push(worker);
    return connectWorker<SourceService, SourceEvent>(worker, 'The pictures', handlers);
  });
  return { sources, workers };
}

test('a set comes over whole, and progress before it, some times a second at most', async () => {
  const { sources } = open();
  const onProgress = vi.fn();
  const { set } = await sources.make(request, { onProgress });
  expect(set.count).toBe(600);
  expect(set.pixels.length).toBe(600 * 256);
  // Reports are 100 ms apart on a clock that goes 60 ms a look, and looks once or twice a report.
  const reported = onProgress.mock.calls.map(([progress]: { done: number }[]) => progress?.done);
  expect(reported[0]).toBe(0);
  expect(reported.length).toBeGreaterThan(1);
  expect(reported.length).toBeLessThan(6);
  sources.dispose();
});

test('a request can be stopped; the next one is answered', async () => {
  const { sources } = open();
  const stopper = new AbortController();
  const onProgress = (): void => stopper.abort();
  const run = { signal: stopper.signal, onProgress };
  await expect(sources.make(request, run)).rejects.toMatchObject({ code: 'aborted' });
  await expect(sources.make(request, run)).rejects.toMatchObject({ code: 'aborted' });
  expect((await sources.make({ ...request, count: 500 })).set.count).toBe(500);
  sources.dispose();
});

test('a worker that dies is told, and replaced by the next request', async () => {
  const { sources, workers } = open();
  const dying = sources.make(request);
  workers[0]?.onerror?.({
    message: 'out of memory',
    preventDefault: () => undefined,
  } as ErrorEvent);
  await expect(dying).rejects.toMatchObject({ code: 'worker-crashed' });
  expect((await sources.make({ ...request, count: 500 })).set.count).toBe(500);
  expect(workers).toHaveLength(2);
  sources.dispose();
});

test('disposing ends what is in progress', async () => {
  const { sources } = open();
  const running = sources.make(request);
  sources.dispose();
  await expect(running).rejects.toMatchObject({ code: 'aborted' });
});
