/** A page without the product around it: the WebGPU kernels alone, for `kernels.gpu.spec.ts`. */
import { representative, supportedVariants } from '../../src/engine/kernels/webgpu/candidates.ts';
import type { CheckOptions, CheckResult } from '../../src/engine/kernels/webgpu/check.ts';
import { checkWebgpuKernels } from '../../src/engine/kernels/webgpu/check.ts';
import { createWebgpuExecutor } from '../../src/engine/kernels/webgpu/createExecutor.ts';
import type { KernelTuning } from '../../src/engine/kernels/webgpu/kernelTuning.ts';
import { createTunedKernels } from '../../src/engine/kernels/webgpu/tunedKernels.ts';
import type { Variant, VariantFamily } from '../../src/engine/kernels/webgpu/variant.ts';
import type { FoldedBlock } from '../../src/engine/kernels/executor.ts';
import { foldNetwork } from '../../src/engine/kernels/executor.ts';
import { readModelConfig } from '../../src/formats/config.ts';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import { describeArchitecture } from '../../src/model/architecture.ts';
import { recipe } from '../../src/trainer/config.ts';
import gradientsUrl from '../../src/trainer/fixtures/gans.safetensors?url';
import gans from '../../src/trainer/fixtures/gans.json';
import { createGan } from '../../src/trainer/gan.ts';
import type { GoldenFile, GoldenResult } from '../../src/trainer/testing/golden.ts';
import { goldenPictures, runGolden } from '../../src/trainer/testing/golden.ts';
import { loadTraining } from '../../src/trainer/wasm/loadTraining.ts';
import { createWasmDevice } from '../../src/trainer/wasm/wasmDevice.ts';
import { requestAdapter, requestKernelDevice } from '../../src/engine/kernels/webgpu/gpuDevice.ts';
import { createWebgpuDevice } from '../../src/trainer/webgpu/webgpuDevice.ts';

/** What the golden test found: largest differences of G's numbers, G's bytes, D's logits. */
export interface GoldenDifferences {
  readonly numbers: number;
  readonly bytes: number;
  readonly logits: number;
}

/** What timing did, the first time and the second. */
export interface TuningReport {
  /** Kernels of the choice that was remembered, block by block. */
  readonly tuning: KernelTuning;
  readonly remembered: number;
  readonly milliseconds: readonly number[];
  /** Precisions when a face may take no time at all and nothing is remembered. */
  readonly hopeless: readonly string[];
}

const families: readonly VariantFamily[] = ['plain', 'quad', 'tile', 'split'];

async function openDevice(): Promise<GPUDevice> {
  const adapter = await requestAdapter();
  if (adapter === null) throw new Error('There is no adapter.');
  return requestKernelDevice(adapter);
}

async function bytesOf(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
}

async function loadFaces() {
  const folder = 'models/faces/';
  const text = new TextDecoder().decode(await bytesOf(`${folder}config.json`));
  const config = readModelConfig(JSON.parse(text), 'config.json');
  const { generator, discriminator } = describeArchitecture(config);
  const read = async (file: string) => readSafetensors(await bytesOf(folder + file), file);
  const golden = await read('golden.safetensors');
  const valuesOf = (name: string): Float32Array => golden.get(name)?.values ?? new Float32Array();
  return {
    config,
    generator: foldNetwork(generator, await read(config.generator.file)),
    critic: foldNetwork(discriminator ?? [], await read(config.discriminator?.file ?? '')),
    z: valuesOf('z'),
    /** [n, c, h, w] to [n, h, w, c]. */
    images: channelsLast(valuesOf('images'), config.channels, config.imageSize ** 2),
    logits: valuesOf('logits'),
  };
}

function channelsLast(values: Float32Array, channels: number, area: number): Float32Array {
  return values.map((_, at) => {
    const face = Math.floor(at / (area * channels));
    const pixel = Math.floor(at / channels) % area;
    return values[(face * channels + (at % channels)) * area + pixel] ?? Number.NaN;
  });
}

function largest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length === 0) return Infinity;
  let most = 0;
  for (let i = 0; i < a.length; i += 1) {
    const difference = Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN));
    if (Number.isNaN(difference)) return difference;
    most = Math.max(most, difference);
  }
  return most;
}

const kernels = {
  /** Random networks on one variant of each family, or on all variants that the device can run. */
  async check(seed: number, cases: number, which: 'families' | 'all', options: CheckOptions) {
    const device = await openDevice();
    const supported = supportedVariants(device, 'float32');
    const isSupported = (variant: Variant): boolean =>
      supported.some(({ family }) => family === variant.family);
    const variants = which === 'all' ? supported : families.map(representative).filter(isSupported);
    const result: CheckResult = await checkWebgpuKernels(device, seed, cases, {
      ...options,
      variants,
    });
    device.destroy();
    return { ...result, families: new Set(variants.map(({ family }) => family)).size };
  },

  /** Trained weights against what PyTorch computed. */
  async golden(): Promise<GoldenDifferences> {
    const device = await openDevice();
    const { config, generator, critic, z, images, logits } = await loadFaces();
    const n = z.length / config.latentDim;
    const drawing = await createWebgpuExecutor(device, generator);
    const { output } = await drawing.run(z, n);
    const { pixels } = await drawing.runPixels(z, n);
    const bytes = Array.from({ length: pixels.length }, (_, at) => {
      const value = images[Math.floor(at / 4) * 3 + (at % 4)] ?? Number.NaN;
      return at % 4 === 3 ? 255 : Math.min(Math.max((value + 1) * 127.5, 0), 255);
    });
    const judging = await createWebgpuExecutor(device, critic);
    const judged = await judging.run(images, n);
    device.destroy();
    return {
      numbers: largest(output, images),
      bytes: largest(pixels, bytes),
      logits: largest(judged.output, logits),
    };
  },

  /** Timing of a small network, remembered and then found again. */
  async tune(): Promise<TuningReport> {
    const device = await openDevice();
    const { generator } = await loadFaces();
    // The last two blocks: enough to choose from, few programs to compile.
    const blocks: readonly FoldedBlock[] = generator.slice(-2);
    const memory: KernelTuning[] = [];
    const store = {
      recall: (adapter: string) => memory.filter((one) => one.adapter === adapter),
      remember: (tuning: KernelTuning) => memory.push(tuning),
    };
    const milliseconds: number[] = [];
    for (let visit = 0; visit < 2; visit += 1) {
      const start = performance.now();
      await createTunedKernels(device, 'this adapter', store).prepare(blocks, Infinity);
      milliseconds.push(performance.now() - start);
    }
    const [tuning] = memory;
    if (tuning === undefined) throw new Error('Nothing was remembered.');
    const empty = { recall: () => [], remember: () => undefined };
    const hopeless = await createTunedKernels(device, 'this adapter', empty).prepare(blocks, 0);
    device.destroy();
    return { tuning, remembered: memory.length, milliseconds, hopeless };
  },
};

/** Either device of the trainer. */
async function openTraining(backend: 'webgpu' | 'wasm') {
  return backend === 'webgpu' ? createWebgpuDevice(true) : createWasmDevice(await loadTraining());
}

const training = {
  /** Cases that PyTorch trained, all without names: their misfits (1 is what rounding allows). */
  async golden(
    backend: 'webgpu' | 'wasm',
    names: readonly string[] = Object.keys(gans.cases),
  ): Promise<Readonly<Record<string, GoldenResult>>> {
    const file = gans as unknown as GoldenFile;
    const gradients = readSafetensors(await bytesOf(gradientsUrl), 'gans.safetensors');
    const results: Record<string, GoldenResult> = {};
    const device = await openTraining(backend);
    for (const name of names) {
      results[name] = await runGolden(device, name, file, gradients);
    }
    device.dispose();
    return results;
  },

  /** Two runs of one seed, and bytes held after some steps and after many more. */
  async repeat(backend: 'webgpu' | 'wasm') {
    const config = { ...recipe, imageSize: 16, width: 8, batchSize: 16 } as const;
    const ends: Float32Array[] = [];
    const bytes: number[] = [];
    for (const steps of [6, 6]) {
      const device = await openTraining(backend);
      const gan = createGan(device, config, goldenPictures(config, 64));
      await gan.runStep();
      bytes.push(device.bytes);
      for (let step = 1; step < steps; step += 1) await gan.runStep();
      bytes.push(device.bytes);
      ends.push((await gan.readState()).generator.weights);
      device.dispose();
    }
    return { difference: largest(ends[0] ?? [], ends[1] ?? []), bytes };
  },
};

declare global {
  interface Window {
    training: typeof training;
    kernels: typeof kernels;
  }
}

window.kernels = kernels;
window.training = training;
