/** The page that `tools/bench.mjs` drives: opens every contender and races them at each size. */
import { describeGpu } from '../src/engine/kernels/webgpu/gpuDevice.ts';
import type { Contender, ContenderName } from './contender.ts';
import { createContender } from './contender.ts';
import { createJobs } from './job.ts';
import { readGolden } from './modelFiles.ts';
import type { BenchBackend } from './protocol.ts';
import type { RaceLimits, RaceResult } from './race.ts';
import { race, unraced } from './race.ts';
import type { ScalingAnswer, ScalingRequest } from './scaling/protocol.ts';
import type { TrainingAnswer, TrainingEngine, TrainingRequest } from './training/protocol.ts';

/** What to race. */
export interface BenchPlan {
  /** Folder of the model below `models/`. */
  readonly modelId: string;
  readonly races: readonly RaceLimits[];
}

/** What the page found, plain data. */
export interface BenchReport {
  readonly results: readonly RaceResult[];
  /** Adapter and renderer in the browser's words; null where there is none. */
  readonly webgpuAdapter: string | null;
  readonly webglRenderer: string | null;
}

declare global {
  interface Window {
    runBench: (plan: BenchPlan) => Promise<BenchReport>;
    runScaling: (backend: 'wasm' | 'webgpu', plan: ScalingRequest) => Promise<ScalingAnswer>;
    runTraining: (engine: TrainingEngine, plan: TrainingRequest) => Promise<TrainingAnswer>;
  }
}

const ours = (backend: BenchBackend): [ContenderName, Worker] => [
  { engine: 'Latent Playground', backend },
  new Worker(new URL('./contenders/ours.ts', import.meta.url), { type: 'module' }),
];
const stock = (backend: BenchBackend): [ContenderName, Worker] => [
  { engine: 'TensorFlow.js, stock operations', backend },
  new Worker(new URL('./contenders/stockTfjs.ts', import.meta.url), { type: 'module' }),
];

function startContenders(): Contender[] {
  const onnx = 'onnxruntime-web';
  const pairs: [ContenderName, Worker][] = [
    ours('webgpu'),
    ours('webgl'),
    ours('wasm'),
    stock('webgpu'),
    stock('webgl'),
    stock('wasm'),
    [
      { engine: onnx, backend: 'webgpu' },
      new Worker(new URL('./contenders/onnxruntimeWebgpu.ts', import.meta.url), { type: 'module' }),
    ],
    [
      { engine: onnx, backend: 'wasm' },
      new Worker(new URL('./contenders/onnxruntimeWasm.ts', import.meta.url), { type: 'module' }),
    ],
  ];
  return pairs.map(([name, worker]) => createContender(name, worker));
}

function nameRenderer(): string | null {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return null;
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
}

async function runBench(plan: BenchPlan): Promise<BenchReport> {
  const modelUrl = new URL(`./models/${plan.modelId}/`, document.baseURI).href;
  const { config, golden } = await readGolden(modelUrl);
  const jobs = createJobs(config, golden);
  const results: RaceResult[] = [];
  const running: Contender[] = [];
  for (const contender of startContenders()) {
    try {
      await contender.open(modelUrl);
      running.push(contender);
    } catch (thrown) {
      results.push(...plan.races.map((limits) => unraced(contender, limits, String(thrown))));
    }
  }
  for (const limits of plan.races) {
    const { job, faces } = limits;
    const start = performance.now();
    results.push(...(await race(running, jobs[job], limits)));
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    console.warn(`${job}, ${faces} ${faces === 1 ? 'face' : 'faces'} a call: ${seconds} s`);
  }
  for (const contender of running) contender.close();
  return { results, webgpuAdapter: await describeGpu(), webglRenderer: nameRenderer() };
}

/** Asks a worker one thing, and ends it. */
async function askOnce<Answer>(worker: Worker, request: unknown): Promise<Answer> {
  try {
    return await new Promise<Answer>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => resolve(data));
      worker.addEventListener('error', (event) => reject(new Error(event.message)));
      worker.postMessage(request);
    });
  } finally {
    worker.terminate();
  }
}

/** Measures how cost grows, in a worker that is ended afterwards. */
async function runScaling(
  backend: 'wasm' | 'webgpu',
  plan: ScalingRequest,
): Promise<ScalingAnswer> {
  const worker =
    backend === 'wasm'
      ? new Worker(new URL('./scaling/wasmWorker.ts', import.meta.url), { type: 'module' })
      : new Worker(new URL('./scaling/webgpuWorker.ts', import.meta.url), { type: 'module' });
  return askOnce(worker, plan);
}

/** Times a trainer, in a worker that is ended afterwards. */
async function runTraining(engine: TrainingEngine, plan: TrainingRequest): Promise<TrainingAnswer> {
  const worker =
    engine === 'ours'
      ? new Worker(new URL('./training/oursWorker.ts', import.meta.url), { type: 'module' })
      : new Worker(new URL('./training/stockWorker.ts', import.meta.url), { type: 'module' });
  return askOnce(worker, plan);
}

window.runBench = runBench;
window.runScaling = runScaling;
window.runTraining = runTraining;
