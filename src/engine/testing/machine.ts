/** A machine that is made up: sessions without workers, as fast and as faulty as a test wants them. */
import { expect } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import type { LayerSpec, ModelConfig, SideNetwork } from '../../model/config.ts';
import type { ConnectionHandlers, SessionConnection } from '../client.ts';
import type { ModelFiles } from '../files.ts';
import type { KernelTuning } from '../kernels/webgpu/kernelTuning.ts';
import type { Session } from '../sessionTypes.ts';
import type { BackendName } from '../types.ts';

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

/** What a made-up folder holds: `with-d…` has networks beside G. */
function filesOf(folderUrl: string): ModelFiles {
  const id = folderUrl.split('/').at(-2) ?? '';
  const config: ModelConfig = {
    id,
    title: id,
    licence: '',
    data: '',
    subject: 'sample',
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

/** A worker that is made up: what runs in it, and what may happen to it. */
export interface FakeWorker {
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

/** Milliseconds a face; or no such backend, or one that draws wrongly. */
type Speed = number | 'missing' | 'wrong';

/** A machine with the given milliseconds a face, and everything its workers do. */
export function createMachine(
  speeds: Partial<Record<BackendName, Speed>>,
  gpu: string | null = null,
) {
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
