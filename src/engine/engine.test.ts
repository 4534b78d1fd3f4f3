/** The page's side with sessions that are made up: what is loaded, answered and told. */
import { expect, test, vi } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { createMachine } from './testing/machine.ts';
import { problemOf } from './testing/problemOf.ts';
import { faces, memoryOf, startEngine, z } from './testing/startEngine.ts';
import type { DrawingTimes } from './types.ts';

test('the ladder moves on from a chosen backend that fails, and says so', async () => {
  const { made, notices } = startEngine(createMachine({ wasm: 10, webgpu: 'wrong' }), {
    choice: 'webgpu',
  });
  await made.use(faces);
  expect(made.getStatus()).toMatchObject({ choice: 'webgpu', active: { backend: 'wasm' } });
  expect(notices).toMatchObject([
    { kind: 'backend-failed', report: { failure: { code: 'self-test-failed' } } },
  ]);
});

test('when nothing can draw, calls reject, and retry helps once something can', async () => {
  const machine = createMachine({});
  const { made } = startEngine(machine);
  const waitingCall = problemOf(made.generate([z()]));
  const problem = await problemOf(made.use(faces));
  expect(problem.code).toBe('backend-unavailable');
  expect(made.getStatus()).toMatchObject({ phase: 'failed', error: { code: problem.code } });
  expect((await waitingCall).code).toBe('backend-unavailable');
  expect((await problemOf(made.generate([z()]))).code).toBe('backend-unavailable');

  machine.speeds.cpu = 100;
  await made.retry();
  expect(made.getStatus()).toMatchObject({
    phase: 'ready',
    active: { backend: 'cpu' },
    error: null,
  });
  expect(await made.generate([z()])).toHaveLength(1);
});

test('a failed download is told and can be repeated; the former model stays in use', async () => {
  const machine = createMachine({ wasm: 10 });
  const { made } = startEngine(machine, { choice: 'wasm' });
  machine.downloadError = new PlaygroundError('download-failed', 'no', { status: 503 });
  expect((await problemOf(made.use(faces))).code).toBe('download-failed');
  expect(made.getStatus()).toMatchObject({ phase: 'failed', download: null });
  machine.downloadError = null;
  await made.retry();
  expect(made.getStatus()).toMatchObject({ phase: 'ready', model: { id: 'faces' } });

  machine.downloadError = new PlaygroundError('file-altered', 'no', {});
  expect((await problemOf(made.use('https://host/other/'))).code).toBe('file-altered');
  expect(made.getStatus()).toMatchObject({ phase: 'ready', model: { id: 'faces' }, error: null });
  machine.downloadError = null;
  await made.retry();
  expect(made.getStatus().model?.id).toBe('other');
  expect(machine.workers).toHaveLength(1);
});

test('a bad model is the fault of no backend, and its worker serves the next one', async () => {
  const machine = createMachine({ wasm: 10, cpu: 100 });
  machine.badModels.add('bad');
  const { made, notices } = startEngine(machine, { choice: 'wasm' });
  expect((await problemOf(made.use('https://host/bad/'))).code).toBe('bad-file');
  expect(made.getStatus().phase).toBe('failed');
  expect(notices).toEqual([]);
  await made.use('https://host/good');
  expect(made.getStatus()).toMatchObject({ phase: 'ready', model: { id: 'good' } });
  expect((await problemOf(made.use('https://host/bad/'))).code).toBe('bad-file');
  expect(made.getStatus()).toMatchObject({ phase: 'ready', model: { id: 'good' } });
  expect(machine.workers).toHaveLength(1);
});

test('of several loads the newest wins and the others are "aborted"', async () => {
  const { made } = startEngine(createMachine({ wasm: 10 }), { choice: 'wasm' });
  const loads = ['one', 'two', 'three'].map(async (id) => made.use(`https://host/${id}/`));
  const outcomes = await Promise.allSettled(loads);
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(outcomes[0]).toMatchObject({ reason: { code: 'aborted' } });
  expect(made.getStatus()).toMatchObject({ phase: 'ready', model: { id: 'three' } });
});

test('a call in flight is answered by the worker it went to, even while the engine moves', async () => {
  const machine = createMachine({ wasm: 10, cpu: 100 });
  const { made } = startEngine(machine, { choice: 'wasm' });
  await made.use(faces);
  let release = (): void => undefined;
  machine.hold = new Promise((resolve) => {
    release = resolve;
  });
  const call = made.generate([z(9)]);
  const moved = made.setBackend('cpu');
  release();
  expect((await call)[0]?.data[0]).toBe(9);
  await moved;
  await made.generate([z(1)]);
  expect(machine.log.filter((line) => line.endsWith('generate'))).toEqual([
    'wasm generate',
    'cpu generate',
  ]);
  expect(machine.workers.filter((worker) => !worker.isClosed)).toHaveLength(1);
});

test('a call that finds the engine idle is made at once, in the same task', async () => {
  const machine = createMachine({ wasm: 10 });
  const { made } = startEngine(machine, { choice: 'wasm' });
  await made.use('https://host/a/');
  // The timings behind the first model are over when this is asked for.
  await vi.waitFor(() => expect(machine.log).toContain('wasm prefetchSideNetworks'));
  const calls = (): number => machine.log.filter((entry) => entry === 'wasm generate').length;
  const before = calls();
  const [first, second] = [made.generate([z(2)]), made.generate([z(3)])];
  expect(calls()).toBe(before + 1);
  expect((await first)[0]?.data[0]).toBe(2);
  expect((await second)[0]?.data[0]).toBe(3);
  expect(calls()).toBe(before + 2);
});

test('the times of a drawing are told on the clock of the page', async () => {
  const { made } = startEngine(createMachine({ wasm: 10 }), { choice: 'wasm' });
  await made.use('https://host/a/');
  const told: DrawingTimes[] = [];
  await made.generate([z()], {}, (times) => told.push(times));
  await made.generate([], {}, (times) => told.push(times));
  expect(told).toHaveLength(1);
  for (const [i, name] of (['heardMs', 'startedMs', 'computedMs', 'packedMs'] as const).entries()) {
    expect(told[0]?.[name]).toBeCloseTo(i + 1, 2);
  }
});

test('what was fetched is kept by the worker that fetched it, though another one draws by then', async () => {
  const machine = createMachine({ wasm: 10, cpu: 100 });
  const { made } = startEngine(machine, { choice: 'wasm' });
  // A picture that was just asked for puts off the keeping.
  await Promise.all([made.use(faces), made.generate([z()])]);
  const fetcher = machine.running('wasm');
  expect(machine.log).not.toContain('wasm keepFetched');
  await made.setBackend('cpu');
  await vi.waitFor(() => expect(machine.log).toContain('wasm keepFetched'), 5000);
  expect(machine.log).not.toContain('cpu keepFetched');
  await vi.waitFor(() => expect(fetcher.isClosed).toBe(true));
});

test('after dispose everything rejects with "aborted" and no worker is left', async () => {
  const machine = createMachine({ wasm: 10, webgpu: 2 });
  const { made, until } = startEngine(machine);
  await made.use(faces);
  await until(({ choosing }) => choosing);
  made.dispose();
  expect((await problemOf(made.generate([z()]))).code).toBe('aborted');
  expect((await problemOf(made.use(faces))).code).toBe('aborted');
  expect(machine.workers.every((worker) => worker.isClosed)).toBe(true);
});

test('an empty list is an empty list', async () => {
  const { made } = startEngine(createMachine({ wasm: 10 }));
  expect(await made.generate([])).toEqual([]);
});

test('timing of kernels is remembered; kernels that judge wrongly are reported', async () => {
  const machine = createMachine({ wasm: 10 });
  const memory = memoryOf();
  const { made, settled } = startEngine(machine, { memory });
  await made.use(faces);
  await settled();
  machine.running('wasm').refuseKernels();
  const { active, reports } = made.getStatus();
  expect(active).toMatchObject({ kernels: 'own', kernelFailure: { code: 'self-test-failed' } });
  expect(reports.find(({ backend }) => backend === 'wasm')).toEqual(active);

  const tuning = { adapter: 'a card', shapes: 'some', choices: [] };
  machine.running('wasm').tune(tuning);
  made.dispose();
  const next = createMachine({ wasm: 10 });
  const second = startEngine(next, { memory });
  await second.made.use(faces);
  expect(next.tunings).toEqual([tuning]);
});
