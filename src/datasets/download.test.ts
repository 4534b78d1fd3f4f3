import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { downloadSet } from './download.ts';
import { downloadTable } from './downloadTable.ts';
import type { UrlRequest } from './request.ts';
import { idxBytes } from './testing/pictureFiles.ts';

const request: UrlRequest = { source: 'url', name: 'fashion-mnist', size: 32, channels: 1 };
const count = 20;

function serverWith(answers: Readonly<Record<string, () => Response>>): typeof fetch {
  return async (address) => {
    const file = new URL(address as string).pathname.split('/').at(-1) ?? '';
    return (answers[file] ?? (() => new Response('', { status: 404 })))();
  };
}

const pixels = Uint8Array.from({ length: count * 784 }, (_, i) => i % 251);
const images = () => new Response(new Uint8Array(gzipSync(idxBytes([count, 28, 28], pixels))));
const labels = (classes: number) => () =>
  new Response(
    new Uint8Array(
      gzipSync(
        idxBytes(
          [count],
          Uint8Array.from({ length: count }, (_, i) => i % classes),
        ),
      ),
    ),
  );

test('a set arrives with the names of its classes and its terms', async () => {
  const server = serverWith({
    'train-images-idx3-ubyte.gz': images,
    'train-labels-idx1-ubyte.gz': labels(10),
  });
  const { set } = await downloadSet(request, server, {});
  expect(set).toMatchObject({ name: 'Fashion-MNIST', count, size: 32 });
  expect(set.classNames?.[9]).toBe('ankle boot');
  expect([...(set.labels ?? [])].slice(8, 12)).toEqual([8, 9, 0, 1]);
  expect(set.origin).toMatchObject({ source: 'url', terms: 'MIT (Zalando SE)' });
});

test.each<[string, typeof fetch, string]>([
  ['a file that is not there', serverWith({}), 'download-failed'],
  [
    'no network',
    async () => {
      throw new TypeError('Failed to fetch');
    },
    'download-failed',
  ],
  [
    'something else under the name',
    serverWith({
      'train-images-idx3-ubyte.gz': () => new Response('<!doctype html>'),
      'train-labels-idx1-ubyte.gz': () => new Response('<!doctype html>'),
    }),
    'bad-file',
  ],
  [
    'labels of other classes',
    serverWith({
      'train-images-idx3-ubyte.gz': images,
      'train-labels-idx1-ubyte.gz': labels(4),
    }),
    'bad-file',
  ],
])('%s is a sentence', async (_, server, code) => {
  await expect(downloadSet(request, server, {})).rejects.toMatchObject({ code });
});

test('can be stopped', async () => {
  const stopper = new AbortController();
  const onProgress = (): void => stopper.abort();
  const run = { signal: stopper.signal, onProgress };
  const server = serverWith({ 'train-images-idx3-ubyte.gz': images });
  await expect(downloadSet(request, server, run)).rejects.toMatchObject({ code: 'aborted' });
});

test('addresses are folders on one host', () => {
  for (const { folder } of Object.values(downloadTable)) {
    expect(folder).toMatch(/^https:\/\/raw\.githubusercontent\.com\/.*\/$/);
  }
});
