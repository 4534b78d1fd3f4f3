/** The kernels of training in WGSL. */
import { describeAdapter, requestAdapter } from '../../engine/kernels/webgpu/gpuDevice.ts';
import { PlaygroundError } from '../../errors.ts';
import type { Device, LossForm, Place } from '../device.ts';
import type { ActivationKind, Geometry, Shape } from '../layers.ts';
import { adamEpsilon, adamFactors } from '../reference/learning.ts';
import type { ProgramName } from './programs.ts';
import type { GpuPlace } from './queue.ts';
import { createGpuQueue } from './queue.ts';

const f32 = (value: number): { readonly f32: number } => ({ f32: value });
const isFours = ({ channels }: Shape): boolean => channels % 4 === 0;
const fours = (channels: number): number => Math.ceil(channels / 4);

/** Threads that a filter gradient is split into, about: enough for a large device. */
const filterThreads = 16_384;

const lossKinds: readonly LossForm['kind'][] = ['logistic', 'square', 'linear', 'hinge'];
type Bent = Exclude<ActivationKind, 'linear'>;
const forwards: Readonly<Record<Bent, ProgramName>> = {
  relu: 'activateRelu',
  leakyRelu: 'activateLeakyRelu',
  tanh: 'activateTanh',
};
const backwards: Readonly<Record<Bent, ProgramName>> = {
  relu: 'gradientRelu',
  leakyRelu: 'gradientLeakyRelu',
  tanh: 'gradientTanh',
};

/** Numbers 1 … 10 of the convolutions. */
function geometryNumbers({ big, small, kernel, stride, padding }: Geometry, n: number): number[] {
  const shapes = [big, small].flatMap(({ height, width, channels }) => [height, width, channels]);
  return [n, ...shapes, kernel, stride, padding];
}

/**
 * Asks for an adapter and a device.
 * @param isAsked whether a software adapter will do, which is never the fastest way
 * @throws PlaygroundError `backend-unavailable` where there is none
 */
export async function createWebgpuDevice(isAsked: boolean): Promise<Device> {
  const adapter = await requestAdapter();
  if (adapter === null) {
    throw new PlaygroundError('backend-unavailable', 'There is no WebGPU adapter.', {
      backend: 'webgpu',
    });
  }
  const detail = describeAdapter(adapter);
  if (!isAsked && adapter.info.isFallbackAdapter) {
    const message = `The WebGPU adapter is ${detail}.`;
    throw new PlaygroundError('backend-unavailable', message, { backend: 'webgpu' });
  }
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
  });
  try {
    return await deviceOn(device, detail);
  } catch (thrown) {
    // Programs that do not compile, say: nobody else knows of the device.
    device.destroy();
    throw thrown;
  }
}

async function deviceOn(device: GPUDevice, detail: string): Promise<Device> {
  const queue = await createGpuQueue(device);
  const { dispatch } = queue;
  const part = (place: Place, offset: number, length: number): GpuPlace => {
    const { buffer, offset: from } = place as GpuPlace;
    return { buffer, offset: from + offset, length };
  };
  /** Stands where an array is not used. */
  const unused = queue.allocate(64);
  let scratch = queue.allocate(64);
  const scratchOf = (length: number): GpuPlace => {
    if (scratch.length < length) scratch = queue.allocate(length);
    return part(scratch, 0, length);
  };
  const each = (
    program: ProgramName,
    arrays: readonly Place[],
    threads: number,
    numbers: readonly (number | { readonly f32: number })[] = [],
  ): void => {
    dispatch({ program, arrays, numbers: [threads, ...numbers], size: { threads } });
  };
  const columns = (
    program: ProgramName,
    arrays: readonly Place[],
    rows: number,
    channels: number,
  ): void => {
    dispatch({ program, arrays, numbers: [rows, channels], size: { groups: channels } });
  };

  return {
    backend: 'webgpu',
    detail,
    get bytes() {
      return queue.bytes;
    },
    allocate: (length) => queue.allocate(length),
    part,
    write: (place, values) => {
      queue.write(place, values);
    },
    read: async (place) => queue.read(place),
    copy: (from, to) => {
      queue.copy(from, to);
    },
    clear: (place) => {
      queue.clear(place);
    },
    convolve: (g, n, big, weight, bias, small) => {
      const pixels = n * g.small.height * g.small.width;
      const threads = fours(pixels) * fours(g.small.channels);
      const numbers = [...geometryNumbers(g, n), bias === null ? 0 : 1];
      const program = isFours(g.big) && isFours(g.small) ? 'convolveFours' : 'convolve';
      each(program, [big, weight, bias ?? unused, small], threads, numbers);
    },
    convolveTransposed: (g, n, small, weight, bias, big) => {
      const parities = g.stride ** 2;
      const pixels = (n * g.big.height * g.big.width) / parities;
      const threads = fours(pixels) * fours(g.big.channels) * parities;
      const numbers = [...geometryNumbers(g, n), bias === null ? 0 : 1];
      const program = isFours(g.small) ? 'transposedFours' : 'convolveTransposed';
      each(program, [small, weight, bias ?? unused, big], threads, numbers);
    },
    filterGradient: (g, n, big, small, gradient) => {
      const tiles = g.kernel ** 2 * fours(g.big.channels) * fours(g.small.channels);
      const pixels = n * g.small.height * g.small.width;
      const wanted = Math.min(Math.ceil(filterThreads / tiles), Math.ceil(pixels / 16));
      const chunk = Math.ceil(pixels / wanted);
      const chunks = Math.ceil(pixels / chunk);
      const parts = scratchOf(chunks * gradient.length);
      const numbers = [...geometryNumbers(g, n), 0, chunk];
      const program = isFours(g.big) && isFours(g.small) ? 'filterFours' : 'filterParts';
      each(program, [big, small, parts], tiles * chunks, numbers);
      each('addParts', [parts, gradient], gradient.length, [chunks]);
    },
    biasGradient: (rows, channels, dy, gradient) => {
      columns('biasGradient', [dy, gradient], rows, channels);
    },
    normalise: (rows, channels, x, { gain, shift, saved }, y) => {
      columns('columnStatistics', [x, saved], rows, channels);
      each('applyStatistics', [x, gain, shift, saved, y], rows * channels, [channels]);
    },
    normaliseFrozen: (rows, channels, x, { gain, shift, mean, variance }, y) => {
      each('applyFrozen', [x, gain, shift, mean, variance, y], rows * channels, [channels]);
    },
    normaliseGradient: (rows, channels, x, { gain, saved }, dy, gradients) => {
      const sums = scratchOf(2 * channels);
      columns('normSums', [x, saved, dy, sums], rows, channels);
      each('normBack', [x, gain, saved, sums, dy], rows * channels, [channels, rows]);
      if (gradients === null) return;
      each('addNormSums', [sums, gradients.gain, gradients.shift], channels);
    },
    trackStatistics: (rows, channels, saved, mean, variance, weight) => {
      const unbiased = rows > 1 ? rows / (rows - 1) : 1;
      each('trackStatistics', [saved, mean, variance], channels, [f32(weight), f32(unbiased)]);
    },
    activate: (kind, y) => {
      if (kind !== 'linear') each(forwards[kind], [y], y.length);
    },
    activateGradient: (kind, y, dy) => {
      if (kind !== 'linear') each(backwards[kind], [y, dy], y.length);
    },
    repeatPixels: (_, shape, x, y) => {
      each('repeatPixels', [x, y], x.length, [shape.width, shape.channels]);
    },
    repeatGradient: (_, shape, dy, dx) => {
      each('repeatGradient', [dy, dx], dx.length, [shape.width, shape.channels]);
    },
    pool: (_, shape, x, y) => {
      each('pool', [x, y], y.length, [shape.width / 2, shape.channels]);
    },
    poolGradient: (_, shape, x, dy, dx) => {
      each('poolGradient', [x, dy, dx], dy.length, [shape.width / 2, shape.channels]);
    },
    loss: ({ kind, sign, target }, n, logits, x, classes, dx, result) => {
      queue.clear(dx);
      const numbers = [n, logits, lossKinds.indexOf(kind), f32(sign), f32(target)];
      dispatch({
        program: 'loss',
        arrays: [x, classes ?? unused, dx, result],
        numbers: [...numbers, classes === null ? 0 : 1],
        size: { groups: 1 },
      });
    },
    addNoise: (x, noise, start, scale, y) => {
      const [from, to] = [x as GpuPlace, y as GpuPlace];
      if (from.buffer !== to.buffer || from.offset !== to.offset) queue.copy(x, y);
      each('addNoise', [noise, y], y.length, [start, noise.length, f32(scale)]);
    },
    adam: (weights, gradient, m, v, settings) => {
      const { beta1, beta2 } = settings;
      const { step, root } = adamFactors(settings);
      const numbers = [beta1, 1 - beta1, beta2, 1 - beta2, step, root, adamEpsilon].map(f32);
      each('adam', [weights, gradient, m, v], weights.length, numbers);
    },
    moveAverage: (average, weights, decay) => {
      each('moveAverage', [average, weights], weights.length, [f32(decay), f32(1 - decay)]);
    },
    clip: (weights, limit) => {
      each('clip', [weights], weights.length, [f32(limit)]);
    },
    sumOfSquares: (x, result) => {
      const numbers = [x.length, 1];
      dispatch({ program: 'sumOfSquares', arrays: [x, result], numbers, size: { groups: 1 } });
    },
    dispose: () => {
      queue.dispose();
    },
  };
}
