/** The page's side with sessions that are made up: who draws when, and what is told. */
import { afterEach, expect, test, vi } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { toLatent } from '../model/arrays.ts';
import type { LayerSpec, ModelConfig, SideNetwork } from '../model/config.ts';
import type { TextMemory } from './backendMemory.ts';
import type { ConnectionHandlers, SessionConnection } from './client.ts';
import type { EngineOptions } from './engine.ts';
import { createEngine } from './engine.ts';
import type { ModelFiles } from './files.ts';
import type { KernelTuning } from './kernels/webgpu/kernelTuning.ts';
import type { Session } from './session.ts';
import type { BackendName, DrawingTimes, Engine, EngineNotice } from './types.ts';

const layers: LayerSpec[] = [
  {
    kind: 'conv_transpose',
    index: 0,
    in: 2,
    out: 3,
    kernel: 4,
    stride: 1,
    padding: 0,
    bias: false,
  },
  { kind: 'tanh', index: 1 },
];
const critic: LayerSpec[] = [
  { kind: 'conv', index: 0, in: 3, out: 1, kernel: 4, stride: 1, padding: 0, bias: false },
];

const judge: LayerSpec[] = [
  { kind: 'conv', index: 0, in: 3, out: 2, kernel: 4, stride: 1, padding: 0, bias: false },
];

function filesOf(folderUrl: string): ModelFiles {
  const id = folderUrl.split('/').at(-2) ?? '';
  const config: ModelConfig = {
    id,
    title: id,
    licence: '',
    data: '',
    prior: 'normal',
    latentDim: 2,
    imageSize: 4,
    channels: 3,
    generator: { file: 'g', layers },
    discriminator: id.startsWith('with-d') ? { file: 'd', layers: critic } : null,
    samples: null,
    classifier: id.startsWith('with-d')
      ? { file: 'c', layers: judge, attributes: ['Smiling', 'Hat'], heldOut: null }
      : null,
    labels: null,
    directions: null,
    exemplars: null,
    concepts: null,
    golden: null,
    files: {},
  };
  return { folderUrl, config, generator: new ArrayBuffer(1), golden: null };
}

interface FakeWorker {
  readonly backend: BackendName | null;
  readonly model: string | null;
  readonly isClosed: boolean;
  crash(): void;
  loseDevice(): void;
  refuseKernels(): void;
  tune(tuning: KernelTuning): void;
  restoreDevice(): void;
  loseDeviceForGood(): void;
}

type Speed = number | 'missing' | 'wrong';

/** A machine with the given milliseconds a face, and everything its workers do. */
function createMachine(speeds: Partial<Record<BackendName, Speed>>, gpu: string | null = null) {
  const workers: FakeWorker[] = [];
  const log: string[] = [];
  const world = {
    workers,
    log,
    speeds,
    gpu,
    /** What the last worker was told of earlier timings. */
    tunings: [] as readonly KernelTuning[],
    /** What the words of every adapter end in. */
    suffix: '',
    /** Downloads fail with this. */
    downloadError: null as PlaygroundError | null,
    /** Models that turn out to be unreadable. */
    badModels: new Set<string>(),
    /** Answers wait for this. */
    hold: Promise.resolve(),
    /** Calls with this method never answer. */
    hangs: null as keyof Session | null,
    connect(handlers: ConnectionHandlers): SessionConnection {
      let backend: BackendName | null = null;
      let model: ModelFiles | null = null;
      let fetched: ModelFiles | null = null;
      let ended: PlaygroundError | null = null;
      const side = new Set<SideNetwork>();
      const inFlight = new Set<(error: PlaygroundError) => void>();
      const end = (error: PlaygroundError): void => {
        ended ??= error;
        for (const reject of inFlight) reject(error);
        inFlight.clear();
      };
      const speed = (): Speed => (backend === null ? 'missing' : (speeds[backend] ?? 'missing'));
      const fail = (code: 'backend-unavailable' | 'self-test-failed'): never => {
        throw new PlaygroundError(code, `${backend}`, { backend: `${backend}`, found: 0.5 });
      };
      const session: Partial<Session> = {
        async start(name, tunings = []) {
          backend = name;
          world.tunings = tunings;
          return speed() === 'missing' ? fail('backend-unavailable') : `a card${world.suffix}`;
        },
        async fetchModel(folderUrl) {
          if (world.downloadError !== null) throw world.downloadError;
          handlers.onEvent({ kind: 'progress', receivedBytes: 5, totalBytes: 10 });
          fetched = filesOf(folderUrl);
          return fetched;
        },
        async installFetched() {
          if (fetched === null || session.install === undefined) throw new Error('nothing fetched');
          return session.install(fetched, Infinity);
        },
        async install(files) {
          if (world.badModels.has(files.config.id)) {
            throw new PlaygroundError('bad-file', 'bad', { where: files.config.id });
          }
          const ms = speed();
          if (typeof ms !== 'number') return fail('self-test-failed');
          model = files;
          side.clear();
          return {
            layers: [],
            millisecondsPerFace: ms,
            selfTestError: 1e-6,
            tolerance: 1e-4,
            kernels: 'own',
            kernelFailure: null,
          };
        },
        async timeFace() {
          return Number(speed());
        },
        async generate(latents) {
          const images = latents.map((z) => ({
            width: 4,
            height: 4,
            data: new Uint8ClampedArray(64).fill(z[0] ?? 0),
          }));
          const origin = performance.timeOrigin;
          const times = {
            heardMs: origin + 1,
            startedMs: origin + 2,
            computedMs: origin + 3,
            packedMs: origin + 4,
          };
          return { images, times };
        },
        async fetchSideNetwork(_, folderUrl) {
          if (world.downloadError !== null) throw world.downloadError;
          return new ArrayBuffer(folderUrl.length);
        },
        async installSideNetwork(network) {
          side.add(network);
        },
        async discriminate(images) {
          if (!side.has('discriminator')) throw new PlaygroundError('internal', 'no D');
          return images.map(() => 1);
        },
        async classify(images) {
          if (!side.has('classifier')) throw new PlaygroundError('internal', 'no judge');
          return images.map(() => Float32Array.of(2, -1));
        },
        async memory() {
          return { tensors: 1, bytes: 4 };
        },
        async describeGpu() {
          return world.gpu;
        },
        async cancelDownloads() {},
        async keepFetched() {},
        async prefetchSideNetworks() {},
      };
      const worker: FakeWorker = {
        get backend() {
          return backend;
        },
        get model() {
          return model?.config.id ?? null;
        },
        get isClosed() {
          return ended !== null;
        },
        crash() {
          const error = new PlaygroundError('worker-crashed', 'crashed');
          end(error);
          handlers.onCrash(error);
        },
        tune: (tuning) => {
          handlers.onEvent({ kind: 'tuned', tuning });
        },
        refuseKernels: () => {
          const error = { code: 'self-test-failed', message: 'D', details: {} } as const;
          handlers.onEvent({ kind: 'kernels-refused', error });
        },
        loseDevice: () => {
          handlers.onEvent({ kind: 'device-lost' });
        },
        restoreDevice: () => {
          handlers.onEvent({ kind: 'device-restored', milliseconds: 7 });
        },
        loseDeviceForGood() {
          const error = new PlaygroundError('device-lost', 'gone', { found: 'gone' });
          const { code, message, details } = error;
          handlers.onEvent({ kind: 'device-gone', error: { code, message, details } });
          for (const reject of inFlight) reject(error);
          inFlight.clear();
        },
      };
      workers.push(worker);
      const call = async (method: keyof Session, ...args: unknown[]): Promise<unknown> => {
        log.push(`${backend ?? String(args[0])} ${method}`);
        if (ended !== null) throw ended;
        const run = session[method] as (...values: unknown[]) => Promise<unknown>;
        return new Promise((resolve, reject) => {
          inFlight.add(reject);
          if (method === world.hangs) return;
          world.hold
            .then(async () => run(...args))
            .then(resolve, reject)
            .finally(() => inFlight.delete(reject));
        });
      };
      return {
        call: call as SessionConnection['call'],
        close: () => {
          end(new PlaygroundError('aborted', 'closed'));
        },
      };
    },
    /** The worker that runs a backend now. */
    running(backend: BackendName): FakeWorker {
      const found = workers.filter((one) => one.backend === backend && !one.isClosed);
      expect(found).toHaveLength(1);
      return found[0] as FakeWorker;
    },
  };
  return world;
}

let engine: Engine | null = null;
afterEach(() => {
  engine?.dispose();
  engine = null;
  vi.useRealTimers();
});

function start(machine: ReturnType<typeof createMachine>, options: EngineOptions = {}) {
  const made = createEngine({ connect: machine.connect, machine: 'test', ...options });
  engine = made;
  const notices: EngineNotice[] = [];
  made.onNotice((notice) => notices.push(notice));
  /** Waits until the status is as wanted. */
  const until = async (wanted: (status: ReturnType<Engine['getStatus']>) => boolean) =>
    new Promise<void>((resolve) => {
      const look = (): void => {
        if (wanted(made.getStatus())) resolve();
      };
      made.subscribe(look);
      look();
    });
  const settled = async () =>
    until(({ phase, choosing, reports }) => phase === 'ready' && !choosing && reports.length > 1);
  return { made, notices, until, settled };
}

const z = (value = 0) => toLatent([value, 0], 2);
const faces = 'https://host/faces/';

async function problemOf(promise: Promise<unknown>): Promise<PlaygroundError> {
  const thrown: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(PlaygroundError);
  return thrown as PlaygroundError;
}

function memoryOf(text: string | null = null): TextMemory & { value: string | null } {
  const memory = {
    value: text,
    get: () => memory.value,
    set: (value: string) => {
      memory.value = value;
    },
  };
  return memory;
}

test('the first face comes from wasm; a faster GPU takes over behind it and is remembered', async () => {
  const machine = createMachine({ wasm: 10, webgpu: 2, webgl: 5 }, 'a card');
  const memory = memoryOf();
  const { made, notices, settled } = start(machine, { memory });
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
  const first = start(createMachine({ wasm: 10, webgpu: 2 }, 'a card'), { memory });
  await first.made.use(faces);
  await first.settled();
  first.made.dispose();

  const machine = createMachine({ wasm: 10, webgpu: 2 }, 'a card');
  const second = start(machine, { memory });
  await second.made.use(faces);
  expect(second.made.getStatus().active?.backend).toBe('webgpu');
  await second.settled();
  expect(machine.workers).toHaveLength(1);
  expect(second.made.getStatus().reports.map((one) => one.backend)).toContain('wasm');
  second.made.dispose();

  const changed = createMachine({ wasm: 10, webgpu: 50 }, 'another card');
  const third = start(changed, { memory });
  await third.made.use(faces);
  await third.until((status) => status.active?.backend === 'wasm' && !status.choosing);
  expect(JSON.parse(memory.value ?? '')).toMatchObject({
    choice: { backend: 'wasm', gpu: 'another card' },
  });
});

test('software devices wait for a quiet moment and lose', async () => {
  vi.useFakeTimers();
  const machine = createMachine({ wasm: 10, webgpu: 300 });
  machine.suffix = ' (software)';
  const { made, notices, settled } = start(machine);
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
  const { made, settled } = start(machine);
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
  const { made, notices, settled } = start(machine);
  await made.use(faces);
  await settled();
  expect(made.getStatus().active?.backend).toBe('wasm');
  expect(notices).toMatchObject([
    { kind: 'backend-failed', report: { backend: 'webgpu', selfTestError: 0.5 } },
  ]);
});

test('the ladder moves on from a chosen backend that fails, and says so', async () => {
  const { made, notices } = start(createMachine({ wasm: 10, webgpu: 'wrong' }), {
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
  const { made } = start(machine);
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
  const { made } = start(machine, { choice: 'wasm' });
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
  const { made, notices } = start(machine, { choice: 'wasm' });
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
  const { made } = start(createMachine({ wasm: 10 }), { choice: 'wasm' });
  const loads = ['one', 'two', 'three'].map(async (id) => made.use(`https://host/${id}/`));
  const outcomes = await Promise.allSettled(loads);
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(outcomes[0]).toMatchObject({ reason: { code: 'aborted' } });
  expect(made.getStatus()).toMatchObject({ phase: 'ready', model: { id: 'three' } });
});

test('the visitor may move to any backend that works, and back to measuring', async () => {
  const machine = createMachine({ wasm: 10, webgl: 30, cpu: 100 });
  const { made, settled } = start(machine);
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
  const { made, until } = start(machine);
  await made.use(faces);
  await until(({ choosing }) => choosing);
  expect(await made.setBackend('wasm')).toMatchObject({ backend: 'wasm' });
  expect(made.getStatus()).toMatchObject({ choice: 'wasm', choosing: false });
  expect(machine.workers.filter((worker) => !worker.isClosed)).toHaveLength(1);
});

test('a call in flight is answered by the worker it went to, even while the engine moves', async () => {
  const machine = createMachine({ wasm: 10, cpu: 100 });
  const { made } = start(machine, { choice: 'wasm' });
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

test('a lost and restored device is told, and the phase shows it', async () => {
  const machine = createMachine({ webgpu: 2 });
  const { made, notices } = start(machine, { choice: 'webgpu' });
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
  const { made, notices } = start(machine, { choice: 'webgpu', memory });
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
  const { made, notices } = start(machine, { choice: 'wasm' });
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
  const { made, notices, until } = start(machine, { choice: 'wasm' });
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

test('a call that finds the engine idle is made at once, in the same task', async () => {
  const machine = createMachine({ wasm: 10 });
  const { made } = start(machine, { choice: 'wasm' });
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
  const { made } = start(createMachine({ wasm: 10 }), { choice: 'wasm' });
  await made.use('https://host/a/');
  const told: DrawingTimes[] = [];
  await made.generate([z()], {}, (times) => told.push(times));
  await made.generate([], {}, (times) => told.push(times));
  expect(told).toHaveLength(1);
  for (const [i, name] of (['heardMs', 'startedMs', 'computedMs', 'packedMs'] as const).entries()) {
    expect(told[0]?.[name]).toBeCloseTo(i + 1, 2);
  }
});

test("D's weights are fetched once, when first needed, and follow to another backend", async () => {
  const machine = createMachine({ wasm: 10, cpu: 100 });
  const { made } = start(machine, { choice: 'wasm' });
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
  const { made } = start(machine, { choice: 'wasm' });
  await made.use('https://host/with-d/');
  const pictures = await made.generate([z()]);
  await made.prepare('discriminator');
  const fetches = (): string[] => machine.log.filter((line) => line.endsWith('SideNetwork'));
  const once = ['wasm fetchSideNetwork', 'wasm installSideNetwork'];
  expect(fetches()).toEqual(once);
  expect(await made.discriminate(pictures)).toEqual([1]);
  expect(fetches()).toEqual(once);
});

test('what was fetched is kept by the worker that fetched it, though another one draws by then', async () => {
  const machine = createMachine({ wasm: 10, cpu: 100 });
  const { made } = start(machine, { choice: 'wasm' });
  // A picture that was just asked for puts off the keeping.
  await Promise.all([made.use(faces), made.generate([z()])]);
  const fetcher = machine.running('wasm');
  expect(machine.log).not.toContain('wasm keepFetched');
  await made.setBackend('cpu');
  await vi.waitFor(() => expect(machine.log).toContain('wasm keepFetched'), 5000);
  expect(machine.log).not.toContain('cpu keepFetched');
  await vi.waitFor(() => expect(fetcher.isClosed).toBe(true));
});

test('the judge of attributes has weights of its own, fetched when first needed', async () => {
  const machine = createMachine({ wasm: 10, cpu: 100 });
  const { made } = start(machine, { choice: 'wasm' });
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

test('after dispose everything rejects with "aborted" and no worker is left', async () => {
  const machine = createMachine({ wasm: 10, webgpu: 2 });
  const { made, until } = start(machine);
  await made.use(faces);
  await until(({ choosing }) => choosing);
  made.dispose();
  expect((await problemOf(made.generate([z()]))).code).toBe('aborted');
  expect((await problemOf(made.use(faces))).code).toBe('aborted');
  expect(machine.workers.every((worker) => worker.isClosed)).toBe(true);
});

test('an empty list is an empty list', async () => {
  const { made } = start(createMachine({ wasm: 10 }));
  expect(await made.generate([])).toEqual([]);
});

test('timing of kernels is remembered; kernels that judge wrongly are reported', async () => {
  const machine = createMachine({ wasm: 10 });
  const memory = memoryOf();
  const { made, settled } = start(machine, { memory });
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
  const second = start(next, { memory });
  await second.made.use(faces);
  expect(next.tunings).toEqual([tuning]);
});
