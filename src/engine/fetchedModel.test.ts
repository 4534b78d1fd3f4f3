/** A model that is installed while its files are still on their way to whoever asked for them. */
import { readFile } from 'node:fs/promises';
import { afterEach, expect, test, vi } from 'vitest';
import type { CacheEnvironment } from '../storage/modelCache.ts';
import type { Session } from './sessionTypes.ts';
import { createSession } from './session.ts';
import { firstLatent, fixture, loadKernels, wasmUrls } from './testing/folders.ts';
import { problemOf } from './testing/problemOf.ts';

let session: Session | null = null;
afterEach(async () => {
  await session?.dispose();
  session = null;
});

/** Fetches from disk and keeps nothing. */
const disk: CacheEnvironment = {
  fetch: async (url) => new Response(new Uint8Array(await readFile(new URL(url)))),
  caches: undefined,
  subtle: crypto.subtle,
};

function openSession(): Session {
  session = createSession({ wasmUrls, loadKernels, environment: disk });
  return session;
}

test('the first model is installed when it arrives; copies of its files go to the caller', async () => {
  const { files } = fixture('colour32');
  const opened = openSession();
  const starting = opened.start('wasm');
  const fetched = await opened.fetchModel(files.folderUrl);
  expect(fetched).toEqual(files);
  // As if they had been moved to another thread.
  structuredClone(fetched, { transfer: [fetched.generator] });
  await starting;
  const latent = firstLatent(fixture('colour32'));
  const { images } = await opened.generate([latent], {});
  expect(images[0]?.data.length).toBe(32 * 32 * 4);
  const [first, again] = [await opened.installFetched(), await opened.installFetched()];
  expect(first).toMatchObject({ kernels: 'own', kernelFailure: null });
  expect(again).toBe(first);
});

test('files are kept when that is asked for', async () => {
  const kept: string[] = [];
  const cache = {
    match: async () => undefined,
    keys: async () => [],
    put: async (key: string) => kept.push(key),
  };
  const caches = { open: async () => cache } as unknown as CacheStorage;
  session = createSession({ wasmUrls, loadKernels, environment: { ...disk, caches } });
  await session.start('wasm');
  const { files } = fixture('grey28');
  await session.fetchModel(files.folderUrl);
  await session.installFetched();
  expect(kept).toEqual([]);
  await session.keepFetched();
  await vi.waitFor(() => {
    expect(kept).toHaveLength(3);
  });
});

test('a later one waits until it is asked for', async () => {
  const colour = fixture('colour32');
  const opened = openSession();
  await opened.start('wasm');
  await opened.fetchModel(colour.files.folderUrl);
  await opened.installFetched();
  const grey = fixture('grey28');
  await opened.fetchModel(grey.files.folderUrl);
  const { images: before } = await opened.generate([firstLatent(colour)], {});
  expect(before[0]?.width).toBe(32);
  await opened.installFetched();
  const { images: after } = await opened.generate([firstLatent(grey)], {});
  expect(after[0]?.width).toBe(28);
});

test('without a backend nothing is installed ahead; what cannot be installed is told to who asks', async () => {
  const { files } = fixture('grey28');
  const opened = openSession();
  await opened.fetchModel(files.folderUrl);
  expect((await problemOf(opened.installFetched())).message).toMatch(/no backend/i);

  expect((await problemOf(openSession().installFetched())).message).toMatch(/no model/i);
});
