/** Choosing among the backends of a made-up machine: who draws in the end, and what it costs. */
import { afterEach, expect, test, vi } from 'vitest';
import { createMachine } from './testing/machine.ts';
import { problemOf } from './testing/problemOf.ts';
import { faces, memoryOf, startEngine, z } from './testing/startEngine.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('the first face comes from wasm; a faster GPU takes over behind it and is remembered', async () => {
  const machine = createMachine({ wasm: 10, webgpu: 2, webgl: 5 }, 'a card');
  const memory = memoryOf();
  const { made, notices, settled } = startEngine(machine, { memory });
  expect(made.getStatus()).toMatchObject({ phase: 'starting', choice: 'auto', model: null });
  const early = made.generate([z(3)]);
  const config = await made.use(faces);
  expect(config.id).toBe('faces');
  expect(made.getStatus()).toMatchObject({ phase: 'ready', active: { backend: 'wasm' } });
  expect(made.getStatus().layers.map((layer) => layer.name)).toEqual(['main.1']);
  expect((await early)[0]?.data[0]).toBe(3);

  await settled();
  expect(made.getStatus().active).toMatchObject({ backend: 'webgpu', millisecondsPerFace: 2 });
  expect(made.getStatus().reports.map((one) => one.backend)).toEqual(['webgpu', 'webgl', 'wasm']);
  expect(notices.map((notice) => notice.kind)).toEqual(['backend-changed']);
  expect((await made.generate([z(4)]))[0]?.data[0]).toBe(4);
  expect(machine.log.findLast((line) => line.endsWith(' generate'))).toBe('webgpu generate');
  expect(machine.workers.filter((worker) => !worker.isClosed)).toHaveLength(1);
  expect(JSON.parse(memory.value ?? '')).toMatchObject({
    choice: { backend: 'webgpu', gpu: 'a card' },
  });
});

test('a known machine is not measured again, unless its GPU is another one', async () => {
  const memory = memoryOf();
  const first = startEngine(createMachine({ wasm: 10, webgpu: 2 }, 'a card'), { memory });
  await first.made.use(faces);
  await first.settled();
  first.made.dispose();

  const machine = createMachine({ wasm: 10, webgpu: 2 }, 'a card');
  const second = startEngine(machine, { memory });
  await second.made.use(faces);
  expect(second.made.getStatus().active?.backend).toBe('webgpu');
  await second.settled();
  expect(machine.workers).toHaveLength(1);
  expect(second.made.getStatus().reports.map((one) => one.backend)).toContain('wasm');
  second.made.dispose();

  const changed = createMachine({ wasm: 10, webgpu: 50 }, 'another card');
  const third = startEngine(changed, { memory });
  await third.made.use(faces);
  await third.until((status) => status.active?.backend === 'wasm' && !status.choosing);
  expect(JSON.parse(memory.value ?? '')).toMatchObject({
    choice: { backend: 'wasm', gpu: 'another card' },
  });
});

test('the drawing backend is timed again, and the status says until when', async () => {
  const machine = createMachine({ wasm: 10 });
  const { made, until } = startEngine(machine, { choice: 'wasm' });
  const count = (call: string): number =>
    machine.log.filter((entry) => entry === `wasm ${call}`).length;
  await made.use(faces);
  expect(made.getStatus().timing).toBe(true);
  expect(count('timeFace')).toBe(0);
  // Behind the first model the second one is timed: what is said is about that one.
  await made.use('https://host/a/');
  await until(({ timing }) => !timing);
  const taken = count('timeFace');
  expect(taken).toBeGreaterThan(0);
  await vi.waitFor(() => expect(count('prefetchSideNetworks')).toBe(1));
  expect(count('timeFace')).toBe(taken);
});

test('software devices wait for a quiet moment and lose', async () => {
  vi.useFakeTimers();
  const machine = createMachine({ wasm: 10, webgpu: 300 });
  machine.suffix = ' (software)';
  const { made, notices, settled } = startEngine(machine);
  await made.use(faces);
  for (let frame = 0; frame < 100; frame += 1) {
    await made.generate([z()]);
    await vi.advanceTimersByTimeAsync(16);
  }
  expect(made.getStatus().choosing).toBe(true);
  expect(machine.log).toContain('webgpu start');
  expect(machine.log).not.toContain('webgpu install');
  await vi.advanceTimersByTimeAsync(1000);
  expect(machine.log).toContain('webgpu install');
  await settled();
  expect(made.getStatus().active?.backend).toBe('wasm');
  expect(made.getStatus().reports[0]).toMatchObject({
    backend: 'webgpu',
    millisecondsPerFace: 300,
  });
  expect(notices).toEqual([]);
  expect(machine.workers.filter((worker) => !worker.isClosed)).toHaveLength(1);
});

test('what takes too long is abandoned without a result', async () => {
  vi.useFakeTimers();
  const machine = createMachine({ wasm: 10, webgpu: 1 });
  const { made, settled } = startEngine(machine);
  await made.use(faces);
  machine.hangs = 'install';
  await vi.advanceTimersByTimeAsync(4000);
  expect(made.getStatus().choosing).toBe(true);
  await vi.advanceTimersByTimeAsync(2000);
  await settled();
  expect(made.getStatus().reports[0]).toMatchObject({
    backend: 'webgpu',
    millisecondsPerFace: null,
    kernels: null,
    kernelFailure: null,
    failure: null,
  });
  expect(machine.workers.filter((worker) => !worker.isClosed)).toHaveLength(1);
});

test('a backend that draws wrongly is reported, told, and not used', async () => {
  const machine = createMachine({ wasm: 10, webgpu: 'wrong' });
  const { made, notices, settled } = startEngine(machine);
  await made.use(faces);
  await settled();
  expect(made.getStatus().active?.backend).toBe('wasm');
  expect(notices).toMatchObject([
    { kind: 'backend-failed', report: { backend: 'webgpu', selfTestError: 0.5 } },
  ]);
});

test('the visitor may move to any backend that works, and back to measuring', async () => {
  const machine = createMachine({ wasm: 10, webgl: 30, cpu: 100 });
  const { made, settled } = startEngine(machine);
  await made.use(faces);
  await settled();
  expect(await made.setBackend('cpu')).toMatchObject({ backend: 'cpu', millisecondsPerFace: 100 });
  expect(made.getStatus()).toMatchObject({ choice: 'cpu', active: { backend: 'cpu' } });
  await made.generate([z()]);
  expect(machine.log.findLast((line) => line.endsWith(' generate'))).toBe('cpu generate');

  expect((await problemOf(made.setBackend('webgpu'))).code).toBe('backend-unavailable');
  expect(made.getStatus()).toMatchObject({ choice: 'cpu', active: { backend: 'cpu' } });

  expect(await made.setBackend('auto')).toMatchObject({ backend: 'wasm' });
  expect(made.getStatus()).toMatchObject({ choice: 'auto', choosing: false });
  expect(machine.workers.filter((worker) => !worker.isClosed)).toHaveLength(1);
});

test('choosing gives way to what the visitor wants', async () => {
  const machine = createMachine({ wasm: 10, webgpu: 2 });
  const { made, until } = startEngine(machine);
  await made.use(faces);
  await until(({ choosing }) => choosing);
  expect(await made.setBackend('wasm')).toMatchObject({ backend: 'wasm' });
  expect(made.getStatus()).toMatchObject({ choice: 'wasm', choosing: false });
  expect(machine.workers.filter((worker) => !worker.isClosed)).toHaveLength(1);
});
