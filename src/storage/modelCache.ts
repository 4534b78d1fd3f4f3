/**
 * Brings files of a model folder: from the browser's cache by their digest, or from the network with
 * progress, a check of size and SHA-256, and a second try. What arrived is kept, so that the page
 * works without a network and no byte is downloaded twice.
 */
import { PlaygroundError, toPlainError } from '../errors.ts';
import type { FileDigest } from '../model/config.ts';
import { isOwnModelUrl } from '../model/ownModel.ts';
import { fetchOwnModelFile } from './ownModels.ts';

/** A file to bring and what it must be. */
export interface FileRequest {
  /** Absolute address. */
  readonly url: string;
  /** Its name, for messages. */
  readonly file: string;
  readonly digest: FileDigest;
}

/** What a download tells while it runs, and how it is stopped. */
export interface DownloadHooks {
  onProgress(receivedBytes: number): void;
  /** The file is good but could not be kept for later (quota, private window). */
  onNotKept(error: PlaygroundError): void;
  readonly signal: AbortSignal;
  /** Files are kept after this; until then their bytes must not be given away. At once by default. */
  readonly keepAfter?: Promise<void>;
}

/** The parts of the browser that are used; tests pass their own. */
export interface CacheEnvironment {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Absent outside secure contexts. */
  readonly caches: CacheStorage | undefined;
  /** Absent outside secure contexts. */
  readonly subtle: SubtleCrypto | undefined;
}

/** A good file; `stored` settles when the attempt to keep it has ended, and never rejects. */
export interface FetchedFile {
  readonly bytes: ArrayBuffer;
  readonly stored: Promise<void>;
}

const cacheName = 'latent-playground-models-1';

/** The environment of the browser thread this runs in. */
export function browserEnvironment(): CacheEnvironment {
  const scope = globalThis as { caches?: CacheStorage; crypto?: { subtle?: SubtleCrypto } };
  return {
    fetch: fetchFromAnywhere,
    caches: scope.caches,
    subtle: scope.crypto?.subtle,
  };
}

/** Asks the network, or, for a model that was trained here, what is kept of it. */
export async function fetchFromAnywhere(url: string, init?: RequestInit): Promise<Response> {
  if (!isOwnModelUrl(url)) return fetch(url, init);
  return fetchOwnModelFile(url);
}

/**
 * Brings one file.
 * @throws PlaygroundError `download-failed` (details file, status: a number or `network`) after one
 *   more try; `file-truncated` (file, expected and found bytes) or `file-altered` (file, expected
 *   and found: digests, or bytes if it is too long) if a fresh copy is wrong as well; `aborted`.
 */
export async function fetchFile(
  request: FileRequest,
  hooks: DownloadHooks,
  environment: CacheEnvironment = browserEnvironment(),
): Promise<FetchedFile> {
  const kept = await readKept(request, environment);
  if (kept !== null) {
    hooks.onProgress(kept.byteLength);
    return { bytes: kept, stored: Promise.resolve() };
  }
  const attempt = async (cache: RequestCache): Promise<ArrayBuffer> => {
    const bytes = await download(request, hooks, environment, cache);
    await checkFile(bytes, request, environment);
    return bytes;
  };
  let bytes: ArrayBuffer;
  try {
    bytes = await attempt('default');
  } catch (first) {
    if (!isWorthRetrying(first)) throw first;
    // A stale or broken copy may sit between here and the host: ask for a fresh one.
    bytes = await attempt('reload');
  }
  const stored = keep(request.url, cacheKey(request), request.file, bytes, hooks, environment);
  return { bytes, stored };
}

/**
 * Brings a small text that may change, such as `config.json`: from the network, or as it was last
 * seen when there is no network.
 * @throws PlaygroundError `download-failed` or `aborted`
 */
export async function fetchDescription(
  url: string,
  hooks: Pick<DownloadHooks, 'signal' | 'onNotKept' | 'keepAfter'>,
  environment: CacheEnvironment = browserEnvironment(),
): Promise<string> {
  const file = url.slice(url.lastIndexOf('/') + 1);
  const attempt = async (): Promise<string> => {
    const response = await request(url, file, hooks.signal, environment, 'no-cache');
    return response.text().catch((cause: unknown) => {
      throw downloadError(file, hooks.signal, cause);
    });
  };
  let text: string;
  try {
    text = await attempt().catch((first: unknown) => {
      if (!isWorthRetrying(first)) throw first;
      return attempt();
    });
  } catch (error) {
    const isOffline = error instanceof PlaygroundError && error.details['status'] === 'network';
    const cache = isOffline ? await openCache(url, environment) : null;
    const kept = await cache?.match(url);
    if (kept === undefined) throw error;
    return kept.text();
  }
  void keep(url, url, file, text, hooks, environment); // never rejects
  return text;
}

function isWorthRetrying(thrown: unknown): boolean {
  if (!(thrown instanceof PlaygroundError)) return false;
  const { status } = thrown.details;
  if (thrown.code === 'download-failed') return status === 'network' || Number(status) >= 500;
  return thrown.code === 'file-altered' || thrown.code === 'file-truncated';
}

/** The cache; null where there is none, where it is forbidden, and for what is kept anyway. */
async function openCache(url: string, { caches }: CacheEnvironment): Promise<Cache | null> {
  if (caches === undefined || isOwnModelUrl(url)) return null;
  try {
    return await caches.open(cacheName);
  } catch {
    // Refused by the browser's settings: the same as not having one.
    return null;
  }
}

const cacheKey = ({ url, digest }: FileRequest): string => `${url}?sha256=${digest.sha256}`;

/** The kept copy if it is still good; a bad one is deleted. */
async function readKept(
  request: FileRequest,
  environment: CacheEnvironment,
): Promise<ArrayBuffer | null> {
  const cache = await openCache(request.url, environment);
  const response = await cache?.match(cacheKey(request));
  if (cache === null || response === undefined) return null;
  try {
    const bytes = await response.arrayBuffer();
    await checkFile(bytes, request, environment);
    return bytes;
  } catch {
    await cache.delete(cacheKey(request));
    return null;
  }
}

/** Keeps a body under `key`, in place of what was kept for the same address. Never rejects. */
async function keep(
  url: string,
  key: string,
  file: string,
  body: ArrayBuffer | string,
  hooks: Pick<DownloadHooks, 'onNotKept' | 'keepAfter'>,
  environment: CacheEnvironment,
): Promise<void> {
  if (hooks.keepAfter !== undefined) await hooks.keepAfter;
  // The response takes a copy at once, so that the caller may give the bytes away.
  const response = new Response(body);
  const cache = await openCache(url, environment);
  if (cache === null) return;
  try {
    for (const old of await cache.keys(url, { ignoreSearch: true })) {
      if (old.url !== key) await cache.delete(old);
    }
    await cache.put(key, response);
  } catch (cause) {
    const found = toPlainError(cause).message;
    hooks.onNotKept(
      new PlaygroundError(
        'storage-failed',
        `${file} could not be kept for use without a network: ${found}`,
        { file, found },
        cause,
      ),
    );
  }
}

async function request(
  url: string,
  file: string,
  signal: AbortSignal,
  environment: CacheEnvironment,
  cache: RequestCache,
): Promise<Response> {
  let response: Response;
  try {
    response = await environment.fetch(url, { signal, cache });
  } catch (cause) {
    throw downloadError(file, signal, cause);
  }
  if (!response.ok) {
    const { status } = response;
    throw new PlaygroundError('download-failed', `${file}: the host answered ${status}.`, {
      file,
      status,
      found: `HTTP ${status}`,
    });
  }
  return response;
}

function downloadError(file: string, signal: AbortSignal, cause: unknown): PlaygroundError {
  return signal.aborted
    ? new PlaygroundError('aborted', `${file}: the download was stopped.`, { file }, cause)
    : new PlaygroundError(
        'download-failed',
        `${file}: the network failed (${toPlainError(cause).message}).`,
        { file, status: 'network' },
        cause,
      );
}

async function download(
  { url, file, digest }: FileRequest,
  hooks: DownloadHooks,
  environment: CacheEnvironment,
  cacheMode: RequestCache,
): Promise<ArrayBuffer> {
  const response = await request(url, file, hooks.signal, environment, cacheMode);
  const bytes = new Uint8Array(digest.sizeBytes);
  let received = 0;
  const reader = response.body?.getReader();
  if (reader === undefined) return bytes.buffer.slice(0, 0);
  for (;;) {
    let chunk: ReadableStreamReadResult<Uint8Array>;
    try {
      chunk = await reader.read();
    } catch (cause) {
      throw downloadError(file, hooks.signal, cause);
    }
    if (chunk.done) break;
    if (received + chunk.value.length > bytes.length) {
      const found = `more than ${bytes.length} bytes`;
      await reader.cancel();
      throw new PlaygroundError('file-altered', `${file} is longer than announced.`, {
        file,
        expected: `${bytes.length} bytes`,
        found,
      });
    }
    bytes.set(chunk.value, received);
    received += chunk.value.length;
    hooks.onProgress(received);
  }
  return received === bytes.length ? bytes.buffer : bytes.buffer.slice(0, received);
}

async function checkFile(
  bytes: ArrayBuffer,
  { file, digest }: FileRequest,
  { subtle }: CacheEnvironment,
): Promise<void> {
  if (bytes.byteLength < digest.sizeBytes) {
    throw new PlaygroundError(
      'file-truncated',
      `${file} ends after ${bytes.byteLength} of ${digest.sizeBytes} bytes.`,
      {
        file,
        expected: `${digest.sizeBytes} bytes`,
        found: `${bytes.byteLength} bytes`,
      },
    );
  }
  const found = await hashOf(bytes, subtle);
  if (found !== digest.sha256) {
    throw new PlaygroundError('file-altered', `${file} is not the file that config.json names.`, {
      file,
      expected: digest.sha256,
      found,
    });
  }
}

/** SHA-256 in hexadecimal, by the browser where it offers that, else by a library. */
async function hashOf(bytes: ArrayBuffer, subtle: SubtleCrypto | undefined): Promise<string> {
  let hash: Uint8Array;
  if (subtle === undefined) {
    const { sha256 } = await import('@noble/hashes/sha2.js');
    hash = sha256(new Uint8Array(bytes));
  } else {
    hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  }
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
