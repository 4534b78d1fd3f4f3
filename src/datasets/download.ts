/** Fetches MNIST and Fashion-MNIST, when a visitor asks. */
import { PlaygroundError } from '../errors.ts';
import { collectFiles } from './files/collect.ts';
import { downloadTable } from './downloadTable.ts';
import type { PictureResult, PictureRun, UrlRequest } from './request.ts';
import { checkRunning } from './request.ts';

const files = ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'] as const;

/** More than either set has; a server that sends more is not the one we mean. */
const maxBytes = 64 * 2 ** 20;

/**
 * Fetches a set: pictures whole, with a border where the size is larger than theirs.
 * @throws PlaygroundError `download-failed` with the status or the browser's reason, `bad-file`
 * for something else under the address, and `aborted`.
 */
export async function downloadSet(
  request: UrlRequest,
  fetchFile: typeof fetch,
  run: PictureRun,
): Promise<PictureResult> {
  const { name, size, channels } = request;
  const { title, folder, terms, classNames } = downloadTable[name];
  const given = [];
  for (const file of files) {
    given.push({ path: file, file: await fetchBlob(`${folder}${file}`, fetchFile, run) });
  }
  const source = { source: 'files', files: given, size, channels, fit: 'whole' } as const;
  const { set, ...rest } = await collectFiles(source, noDecoder, run);
  if (set.count === 0) {
    const { found = '' } = rest.rejected[0] ?? {};
    throw new PlaygroundError('bad-file', `${title}: ${found}`, { where: title, found });
  }
  if (set.labels !== undefined && set.classNames?.length !== classNames.length) {
    const found = set.classNames?.length ?? 0;
    throw new PlaygroundError('bad-file', `${title}: ${found} classes.`, {
      where: title,
      expected: classNames.length,
      found,
    });
  }
  const origin = { source: 'url', terms, recipe: { name, size, channels, folder } } as const;
  const classes = set.labels === undefined ? {} : { labels: set.labels, classNames };
  return { set: { ...set, ...classes, name: title, origin }, ...rest };
}

async function fetchBlob(
  url: string,
  fetchFile: typeof fetch,
  { signal, onProgress }: PictureRun,
): Promise<Blob> {
  checkRunning(signal);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  try {
    const response = await fetchFile(url, { signal: signal ?? null, credentials: 'omit' });
    if (!response.ok || response.body === null) {
      const details = { where: url, found: response.status };
      throw new PlaygroundError('download-failed', `${url}: HTTP ${response.status}`, details);
    }
    const total = Number(response.headers.get('Content-Length') ?? 0);
    for (const reader = response.body.getReader(); ;) {
      const { done: hasEnded, value } = await reader.read();
      if (hasEnded) return new Blob(pieces);
      pieces.push(value);
      done += value.length;
      if (done > maxBytes) {
        const details = { where: url, expected: `at most ${maxBytes} bytes`, found: 'more' };
        throw new PlaygroundError('bad-file', `${url} is too large.`, details);
      }
      onProgress?.({ done, total });
    }
  } catch (thrown) {
    checkRunning(signal);
    if (thrown instanceof PlaygroundError) throw thrown;
    const found = thrown instanceof Error ? thrown.message : String(thrown);
    const details = { where: url, found };
    throw new PlaygroundError('download-failed', `${url}: ${found}`, details, thrown);
  }
}

/** These sets hold no packed pictures. */
async function noDecoder(): Promise<null> {
  return null;
}
