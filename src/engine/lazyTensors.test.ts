/** Own kernels draw alone; TensorFlow.js is started when somebody needs it, and not before. */
import { afterEach, expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import type { Session } from './sessionTypes.ts';
import { createSession } from './session.ts';
import { fixture, latentsOf, loadKernels, wasmUrls } from './testing/folders.ts';
import { problemOf } from './testing/problemOf.ts';

let session: Session | null = null;
afterEach(async () => {
  await session?.dispose();
  session = null;
});

/** Addresses where there is nothing: whoever starts TensorFlow.js fails. */
const nowhere = { simd: '/nowhere/simd.wasm', plain: '/nowhere/plain.wasm' };

test('TensorFlow.js is not started where own kernels pass', async () => {
  const folder = fixture('grey28');
  session = createSession({ wasmUrls: nowhere, loadKernels });
  await session.start('wasm');
  const found = await session.install(folder.files, 0);
  expect(found).toMatchObject({ kernels: 'own', kernelFailure: null });
  if (folder.discriminator !== null) {
    await session.installSideNetwork('discriminator', folder.discriminator);
  }
  const { images } = await session.generate(latentsOf(folder), {});
  expect(await session.discriminate(images)).toHaveLength(4);
  expect((await session.memory()).tensors).toBe(0);
});

test('TensorFlow.js is started for a model without golden outputs, as the measure of own kernels', async () => {
  const folder = fixture('grey28');
  const config = { ...folder.files.config, golden: null };
  const files = { ...folder.files, config, golden: null };
  session = createSession({ wasmUrls, loadKernels });
  await session.start('wasm');
  const found = await session.install(files, 0);
  expect(found).toMatchObject({ kernels: 'own', kernelFailure: null });
  expect(found.selfTestError).toBeLessThan(2e-5);
  expect((await session.memory()).tensors).toBe(0);
});

// Last: TensorFlow.js does not recover from a failed start in the same thread.
test('TensorFlow.js is started where they fail, and its own failure is told', async () => {
  const refusal = new PlaygroundError('download-failed', 'kernels.simd.wasm: status 404.');
  session = createSession({ wasmUrls: nowhere, loadKernels: () => Promise.reject(refusal) });
  await session.start('wasm');
  const problem = await problemOf(session.install(fixture('grey28').files, 0));
  expect(problem).toMatchObject({
    code: 'backend-unavailable',
    details: { backend: 'wasm', found: 'the backend did not start' },
  });
});
