/** The networks beside G on a made-up machine: when they are fetched, and where they follow to. */
import { expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { createMachine } from './testing/machine.ts';
import { problemOf } from './testing/problemOf.ts';
import { faces, startEngine, z } from './testing/startEngine.ts';

test("D's weights are fetched once, when first needed, and follow to another backend", async () => {
  const machine = createMachine({ wasm: 10, cpu: 100 });
  const { made } = startEngine(machine, { choice: 'wasm' });
  await made.use('https://host/with-d/');
  expect(made.getStatus().layers.map((layer) => layer.name)).toEqual(['main.1', 'D.main.0']);
  expect(machine.log).not.toContain('wasm fetchSideNetwork');
  const pictures = await made.generate([z()]);
  expect(await Promise.all([made.discriminate(pictures), made.discriminate(pictures)])).toEqual([
    [1],
    [1],
  ]);
  await made.setBackend('cpu');
  expect(await made.discriminate(pictures)).toEqual([1]);
  expect(machine.log.filter((line) => line.endsWith(' fetchSideNetwork'))).toHaveLength(1);
  expect(machine.log.filter((line) => line.endsWith('installSideNetwork'))).toEqual([
    'wasm installSideNetwork',
    'cpu installSideNetwork',
  ]);

  await made.use(faces);
  expect((await problemOf(made.discriminate(pictures))).code).toBe('missing-network');
  expect((await problemOf(made.prepare('discriminator'))).code).toBe('missing-network');
  await made.use('https://host/with-d2/');
  machine.downloadError = new PlaygroundError('download-failed', 'no', {});
  expect((await problemOf(made.discriminate(pictures))).code).toBe('download-failed');
  machine.downloadError = null;
  expect(await made.discriminate(pictures)).toEqual([1]);
});

test('a network that is prepared is there before the call that needs it', async () => {
  const machine = createMachine({ wasm: 10 });
  const { made } = startEngine(machine, { choice: 'wasm' });
  await made.use('https://host/with-d/');
  const pictures = await made.generate([z()]);
  await made.prepare('discriminator');
  const fetches = (): string[] => machine.log.filter((line) => line.endsWith('SideNetwork'));
  const once = ['wasm fetchSideNetwork', 'wasm installSideNetwork'];
  expect(fetches()).toEqual(once);
  expect(await made.discriminate(pictures)).toEqual([1]);
  expect(fetches()).toEqual(once);
});

test('the judge of attributes has weights of its own, fetched when first needed', async () => {
  const machine = createMachine({ wasm: 10, cpu: 100 });
  const { made } = startEngine(machine, { choice: 'wasm' });
  await made.use('https://host/with-d/');
  const pictures = await made.generate([z(), z()]);
  const logits = [Float32Array.of(2, -1), Float32Array.of(2, -1)];
  expect(await made.classify(pictures)).toEqual(logits);
  expect(machine.log.filter((line) => line.endsWith(' fetchSideNetwork'))).toHaveLength(1);
  await made.discriminate(pictures);
  expect(machine.log.filter((line) => line.endsWith(' fetchSideNetwork'))).toHaveLength(2);

  // Everything follows to another backend, and comes back after a crash, without a download.
  await made.setBackend('cpu');
  expect(await made.classify(pictures)).toEqual(logits);
  machine.running('cpu').crash();
  expect(await made.classify(pictures)).toEqual(logits);
  expect(await made.discriminate(pictures)).toEqual([1, 1]);
  expect(machine.log.filter((line) => line.endsWith(' fetchSideNetwork'))).toHaveLength(2);

  // Another model on the same backend has weights of its own, or none.
  await made.use('https://host/with-d2/');
  expect(await made.classify(pictures)).toEqual(logits);
  expect(machine.log.filter((line) => line.endsWith(' fetchSideNetwork'))).toHaveLength(3);
  await made.use(faces);
  expect(await problemOf(made.classify(pictures))).toMatchObject({
    code: 'missing-network',
    details: { network: 'classifier' },
  });
});
