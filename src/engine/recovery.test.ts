/** Lost devices and crashed workers of a made-up machine: who draws on, and what is told. */
import { expect, test, vi } from 'vitest';
import { createMachine } from './testing/machine.ts';
import { problemOf } from './testing/problemOf.ts';
import { faces, memoryOf, startEngine, z } from './testing/startEngine.ts';

test('a lost and restored device is told, and the phase shows it', async () => {
  const machine = createMachine({ webgpu: 2 });
  const { made, notices } = startEngine(machine, { choice: 'webgpu' });
  await made.use(faces);
  const worker = machine.running('webgpu');
  worker.loseDevice();
  expect(made.getStatus().phase).toBe('recovering');
  worker.restoreDevice();
  expect(made.getStatus().phase).toBe('ready');
  expect(notices).toEqual([{ kind: 'device-lost' }, { kind: 'device-restored', milliseconds: 7 }]);
});

test('a device lost for good: the call in flight is answered by the next backend', async () => {
  const machine = createMachine({ webgpu: 2, wasm: 10 });
  const memory = memoryOf();
  const { made, notices } = startEngine(machine, { choice: 'webgpu', memory });
  await made.use(faces);
  await made.generate([z()]);
  machine.hangs = 'generate';
  const call = made.generate([z(6)]);
  await vi.waitFor(() => {
    expect(machine.log.filter((line) => line === 'webgpu generate')).toHaveLength(2);
  });
  machine.hangs = null;
  const worker = machine.running('webgpu');
  worker.loseDevice();
  worker.loseDeviceForGood();
  expect((await call)[0]?.data[0]).toBe(6);
  expect(made.getStatus()).toMatchObject({ phase: 'ready', active: { backend: 'wasm' } });
  expect(notices.map((notice) => notice.kind)).toEqual([
    'device-lost',
    'backend-failed',
    'backend-changed',
  ]);
  expect(made.getStatus().reports.find((one) => one.backend === 'webgpu')).toMatchObject({
    failure: { code: 'device-lost' },
  });
});

test('a crashed worker: what is in flight rejects, a new worker draws on', async () => {
  const machine = createMachine({ wasm: 10 });
  const { made, notices } = startEngine(machine, { choice: 'wasm' });
  await made.use(faces);
  machine.hangs = 'generate';
  const call = problemOf(made.generate([z()]));
  await vi.waitFor(() => {
    expect(machine.log).toContain('wasm generate');
  });
  machine.hangs = null;
  machine.running('wasm').crash();
  expect((await call).code).toBe('worker-crashed');
  expect((await made.generate([z(5)]))[0]?.data[0]).toBe(5);
  expect(notices).toEqual([{ kind: 'worker-restarted' }]);
  expect(machine.workers).toHaveLength(2);
});

test('a backend that crashes again and again is given up', async () => {
  const machine = createMachine({ wasm: 10, cpu: 100 });
  const { made, notices, until } = startEngine(machine, { choice: 'wasm' });
  await made.use(faces);
  // The first timings are answers too.
  await until(({ reports }) => reports.length === 1);
  await made.memory();
  for (let crash = 0; crash < 3; crash += 1) {
    machine.running('wasm').crash();
    await until(({ phase }) => phase === 'ready');
  }
  expect(made.getStatus().active?.backend).toBe('cpu');
  expect(notices.map((notice) => notice.kind)).toContain('backend-failed');
});
