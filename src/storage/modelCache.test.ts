import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import type { CacheEnvironment, DownloadHooks, FileRequest } from './modelCache.ts';
import { fetchDescription, fetchFile } from './modelCache.ts';

const good = Uint8Array.from({ length: 10_000 }, (_, i) => i % 251);
const request: FileRequest = {
  url: 'https://host/models/m/generator.safetensors',
  file: 'generator.safetensors',
  digest: {
    sizeBytes: good.length,
    sha256: createHash('sha256').update(good).digest('hex'),
  },
};

/** A cache in memory with the behaviour of the browser's that is used. */
function memoryCaches(quota = Infinity) {
  const entries = new Map<string, Uint8Array<ArrayBuffer>>();
  const urlOf = (key: RequestInfo | URL) => (key instanceof Request ? key.url : String(key));
  const bare = (url: string) => url.split('?')[0];
  const cache = {
    async match(key: RequestInfo | URL) {
      const bytes = entries.get(urlOf(key));
      return bytes === undefined ? undefined : new Response(bytes);
    },
    async put(key: RequestInfo | URL, response: Response) {
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (bytes.length > quota) throw new DOMException('Quota exceeded.', 'QuotaExceededError');
      entries.set(urlOf(key), bytes);
    },
    async delete(key: RequestInfo | URL) {
      return entries.delete(urlOf(key));
    },
    async keys(key: RequestInfo | URL) {
      const wanted = bare(urlOf(key));
      return [...entries.keys()].filter((url) => bare(url) === wanted).map((u) => new Request(u));
    },
  };
  return { entries, caches: { open: async () => cache } as unknown as CacheStorage };
}

type Answer = (() => Response) | 'offline';

function environmentOf(answers: Answer[], caches?: CacheStorage, subtle = true) {
  const asked: RequestInit[] = [];
  const environment: CacheEnvironment = {
    async fetch(_, init) {
      asked.push(init);
      init.signal?.throwIfAborted();
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      if (answer === undefined || answer === 'offline') throw new TypeError('Failed to fetch');
      return answer();
    },
    caches,
    subtle: subtle ? crypto.subtle : undefined,
  };
  return { asked, environment };
}

function hooksOf() {
  const progress: number[] = [];
  const notKept: PlaygroundError[] = [];
  const hooks: DownloadHooks = {
    onProgress: (bytes) => progress.push(bytes),
    onNotKept: (error) => notKept.push(error),
    signal: new AbortController().signal,
  };
  return { hooks, progress, notKept };
}

async function problemOf(promise: Promise<unknown>): Promise<PlaygroundError> {
  const thrown: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(PlaygroundError);
  return thrown as PlaygroundError;
}

const inPieces =
  (bytes: Uint8Array<ArrayBuffer>, pieces: number, fails = false) =>
  () =>
    new Response(
      new ReadableStream({
        start(controller) {
          const step = Math.ceil(bytes.length / pieces);
          for (let i = 0; i < bytes.length; i += step) controller.enqueue(bytes.slice(i, i + step));
          if (fails) controller.error(new TypeError('network error'));
          else controller.close();
        },
      }),
    );

test('downloads in pieces with progress, keeps the file, and then needs no network', async () => {
  const { entries, caches } = memoryCaches();
  const { asked, environment } = environmentOf([inPieces(good, 4), 'offline'], caches);
  const { hooks, progress } = hooksOf();
  const first = await fetchFile(request, hooks, environment);
  expect(new Uint8Array(first.bytes)).toEqual(good);
  expect(progress).toEqual([2500, 5000, 7500, 10_000]);
  await first.stored;
  expect([...entries.keys()]).toEqual([`${request.url}?sha256=${request.digest.sha256}`]);
  const second = await fetchFile(request, hooks, environment);
  expect(new Uint8Array(second.bytes)).toEqual(good);
  expect(asked).toHaveLength(1);
});

test('what is kept is a copy: the bytes may be given away at once', async () => {
  const { caches } = memoryCaches();
  const { environment } = environmentOf([inPieces(good, 1), 'offline'], caches);
  const { bytes, stored } = await fetchFile(request, hooksOf().hooks, environment);
  structuredClone(bytes, { transfer: [bytes] });
  await stored;
  const again = await fetchFile(request, hooksOf().hooks, environment);
  expect(new Uint8Array(again.bytes)).toEqual(good);
});

test('a kept file that went bad is deleted and brought again; older versions are dropped', async () => {
  const { entries, caches } = memoryCaches();
  const key = `${request.url}?sha256=${request.digest.sha256}`;
  entries.set(
    key,
    good.map((byte) => byte ^ 1),
  );
  entries.set(`${request.url}?sha256=older`, good);
  const { asked, environment } = environmentOf([inPieces(good, 2)], caches);
  const { bytes, stored } = await fetchFile(request, hooksOf().hooks, environment);
  await stored;
  expect(new Uint8Array(bytes)).toEqual(good);
  expect(asked).toHaveLength(1);
  expect([...entries.keys()]).toEqual([key]);
  expect(entries.get(key)).toEqual(good);
});

test('works without Cache Storage and without crypto.subtle', async () => {
  const { environment } = environmentOf([inPieces(good, 2)], undefined, false);
  const { bytes } = await fetchFile(request, hooksOf().hooks, environment);
  expect(new Uint8Array(bytes)).toEqual(good);
  const altered = environmentOf([inPieces(good.toReversed(), 2)], undefined, false);
  const problem = await problemOf(fetchFile(request, hooksOf().hooks, altered.environment));
  expect(problem.code).toBe('file-altered');
});

test('a full disk is told and does not fail the load', async () => {
  const { caches } = memoryCaches(100);
  const { environment } = environmentOf([inPieces(good, 2)], caches);
  const { hooks, notKept } = hooksOf();
  const { bytes, stored } = await fetchFile(request, hooks, environment);
  await stored;
  expect(bytes.byteLength).toBe(good.length);
  expect(notKept.map((error) => error.code)).toEqual(['storage-failed']);
  expect(notKept[0]?.details).toMatchObject({ file: request.file });
});

test.each<[string, Answer]>([
  ['the network', 'offline'],
  ['a 503', () => new Response('', { status: 503 })],
  ['a connection cut half way', inPieces(good.slice(0, 5000), 2, true)],
  ['a truncated copy', inPieces(good.slice(0, 5000), 2)],
  ['an altered copy', inPieces(good.toReversed(), 2)],
  ['a copy that is too long', inPieces(new Uint8Array(20_000), 4)],
])('one more try survives %s', async (_, answer) => {
  const { asked, environment } = environmentOf([answer, inPieces(good, 2)]);
  const { bytes } = await fetchFile(request, hooksOf().hooks, environment);
  expect(new Uint8Array(bytes)).toEqual(good);
  expect(asked.map((init) => init.cache)).toEqual(['default', 'reload']);
});

test.each<[string, Answer, string, Record<string, unknown>, number]>([
  ['no network', 'offline', 'download-failed', { status: 'network' }, 2],
  ['404', () => new Response('', { status: 404 }), 'download-failed', { status: 404 }, 1],
  ['500', () => new Response('', { status: 500 }), 'download-failed', { status: 500 }, 2],
  [
    'truncation',
    inPieces(good.slice(0, 5000), 2),
    'file-truncated',
    { expected: '10000 bytes', found: '5000 bytes' },
    2,
  ],
  ['nothing at all', () => new Response(null), 'file-truncated', { found: '0 bytes' }, 2],
  [
    'alteration',
    inPieces(good.toReversed(), 2),
    'file-altered',
    { expected: request.digest.sha256 },
    2,
  ],
  ['excess', inPieces(new Uint8Array(20_000), 4), 'file-altered', { expected: '10000 bytes' }, 2],
])('%s is told apart', async (_, answer, code, details, times) => {
  const { asked, environment } = environmentOf([answer]);
  const problem = await problemOf(fetchFile(request, hooksOf().hooks, environment));
  expect(problem.code).toBe(code);
  expect(problem.details).toMatchObject({ file: request.file, ...details });
  expect(asked).toHaveLength(times);
});

test('a stopped download is "aborted" and not tried again', async () => {
  const { asked, environment } = environmentOf([inPieces(good, 2)]);
  const hooks = { ...hooksOf().hooks, signal: AbortSignal.abort() };
  const problem = await problemOf(fetchFile(request, hooks, environment));
  expect(problem.code).toBe('aborted');
  expect(asked).toHaveLength(1);
});

test('a file is kept when its receiver says so, not before', async () => {
  const { caches, entries } = memoryCaches();
  const { environment } = environmentOf([inPieces(good, 2)], caches);
  let keepNow = (): void => undefined;
  const keepAfter = new Promise<void>((resolve) => {
    keepNow = resolve;
  });
  const { stored } = await fetchFile(request, { ...hooksOf().hooks, keepAfter }, environment);
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
  expect(entries.size).toBe(0);
  keepNow();
  await stored;
  expect([...entries.values()]).toEqual([good]);
});

test('a description is always asked for, and remembered for when there is no network', async () => {
  const { caches, entries } = memoryCaches();
  const url = 'https://host/models/m/config.json';
  const { hooks } = hooksOf();
  const online = environmentOf(
    [() => new Response('{"a":1}'), () => new Response('{"a":2}')],
    caches,
  );
  expect(await fetchDescription(url, hooks, online.environment)).toBe('{"a":1}');
  expect(await fetchDescription(url, hooks, online.environment)).toBe('{"a":2}');
  expect(online.asked.map((init) => init.cache)).toEqual(['no-cache', 'no-cache']);

  await vi.waitFor(() => {
    expect(entries.get(url)).toEqual(new TextEncoder().encode('{"a":2}'));
  });
  const offline = environmentOf(['offline'], caches);
  expect(await fetchDescription(url, hooks, offline.environment)).toBe('{"a":2}');
  const gone = environmentOf([() => new Response('', { status: 404 })], caches);
  const problem = await problemOf(fetchDescription(url, hooks, gone.environment));
  expect(problem.details).toMatchObject({ file: 'config.json', status: 404 });
  const other = 'https://host/models/other/config.json';
  const never = await problemOf(fetchDescription(other, hooks, offline.environment));
  expect(never.details).toMatchObject({ status: 'network' });
});
