/**
 * The kernels of training in WebAssembly SIMD. What takes no time (losses, pooled pixels) is done by
 * the plain loops of `reference/` on the same memory.
 */
import { Arena } from '../../engine/kernels/wasm/arena.ts';
import type { KernelModule } from '../../engine/kernels/wasm/kernelModule.ts';
import type { Device, Place } from '../device.ts';
import type { ActivationKind } from '../layers.ts';
import { batchNormEpsilon, leakySlope } from '../layers.ts';
import { adamEpsilon, adamFactors } from '../reference/learning.ts';
import { createReferenceDevice } from '../reference/referenceDevice.ts';
import { createConvolutions } from './convolutions.ts';
import { startTraining } from './trainingModule.ts';

interface MemoryPlace extends Place {
  readonly address: number;
}

/** The places of this device are its own. */
const addressOf = (place: Place): number => (place as MemoryPlace).address;
const maybe = (place: Place | null): number | null => (place === null ? null : addressOf(place));

/** Names of activations in `assembly/arithmetic.as`. */
const codes: Readonly<Record<ActivationKind, number>> = {
  linear: 0,
  relu: 1,
  leakyRelu: 2,
  tanh: 3,
};

/** Kernels may read or write a few floats behind a place. */
const spareBytes = 64;

/**
 * Starts a device on a memory of its own, which grows as places are asked for.
 * @throws PlaygroundError `backend-unavailable` when the module does not start or memory runs out.
 */
export async function createWasmDevice(compiled: KernelModule): Promise<Device> {
  const arena = new Arena();
  const kernels = await startTraining(compiled, arena.memory);
  const convolutions = createConvolutions(arena, kernels);
  const allocate = (length: number): MemoryPlace => ({
    address: arena.allocate(length * 4 + spareBytes),
    length,
  });
  const plain = createReferenceDevice({
    of: (place) => {
      const first = addressOf(place) / 4;
      return arena.floats.subarray(first, first + place.length);
    },
    allocate,
    part: (place, offset, length): MemoryPlace => ({
      address: addressOf(place) + offset * 4,
      length,
    }),
    bytes: () => arena.bytes,
  });

  let workFloats = 0;
  let work = 0;
  /** A place for sums of columns, large enough. */
  const workFor = (floats: number): number => {
    if (floats > workFloats) {
      workFloats = floats;
      work = arena.allocate(floats * 4);
    }
    return work;
  };

  return {
    ...plain,
    backend: 'wasm',
    detail: compiled.build,
    get bytes() {
      return arena.bytes;
    },
    copy: (from, to) => {
      const first = addressOf(from) / 4;
      arena.floats.copyWithin(addressOf(to) / 4, first, first + from.length);
    },
    convolve: (g, n, big, weight, bias, small) => {
      const [x, w, b] = [addressOf(big), addressOf(weight), maybe(bias)];
      convolutions.convolve(g, n, x, w, b, addressOf(small));
    },
    convolveTransposed: (g, n, small, weight, bias, big) => {
      const [x, w, b] = [addressOf(small), addressOf(weight), maybe(bias)];
      convolutions.convolveTransposed(g, n, x, w, b, addressOf(big));
    },
    filterGradient: (g, n, big, small, gradient) => {
      const [x, dy] = [addressOf(big), addressOf(small)];
      convolutions.filterGradient(g, n, x, dy, addressOf(gradient));
    },
    biasGradient: (rows, channels, dy, gradient) => {
      kernels.addColumns(addressOf(dy), rows, channels, addressOf(gradient));
    },
    normalise: (rows, channels, x, { gain, shift, saved }, y) => {
      kernels.normaliseColumns(
        addressOf(x),
        rows,
        channels,
        addressOf(gain),
        addressOf(shift),
        addressOf(saved),
        addressOf(y),
        batchNormEpsilon,
        workFor(2 * channels),
      );
    },
    normaliseFrozen: (rows, channels, x, { gain, shift, mean, variance }, y) => {
      const factor = workFor(2 * channels);
      const { floats } = arena;
      const at = (place: Place, c: number): number =>
        floats[addressOf(place) / 4 + c] ?? Number.NaN;
      for (let c = 0; c < channels; c += 1) {
        const scale = at(gain, c) / Math.sqrt(at(variance, c) + batchNormEpsilon);
        floats[factor / 4 + c] = scale;
        floats[factor / 4 + channels + c] = at(shift, c) - at(mean, c) * scale;
      }
      const offset = factor + channels * 4;
      kernels.applyColumns(addressOf(x), rows, channels, factor, offset, addressOf(y));
    },
    normaliseGradient: (rows, channels, x, { gain, saved }, dy, gradients) => {
      const sums = workFor(5 * channels);
      const [xAt, gainAt, savedAt] = [addressOf(x), addressOf(gain), addressOf(saved)];
      kernels.normaliseBack(xAt, rows, channels, gainAt, savedAt, addressOf(dy), sums);
      if (gradients === null) return;
      kernels.addColumns(sums, 1, channels, addressOf(gradients.gain));
      kernels.addColumns(sums + channels * 4, 1, channels, addressOf(gradients.shift));
    },
    activate: (kind, y) => {
      if (kind === 'linear') return;
      kernels.activateAll(addressOf(y), y.length, codes[kind], leakySlope);
    },
    activateGradient: (kind, y, dy) => {
      if (kind === 'linear') return;
      kernels.activateBack(addressOf(y), addressOf(dy), y.length, codes[kind], leakySlope);
    },
    addNoise: (x, noise, start, scale, y) => {
      // Once round the table at a time.
      for (let done = 0; done < x.length;) {
        const from = (start + done) % noise.length;
        const some = Math.min(x.length - done, noise.length - from);
        const [xAt, noiseAt] = [addressOf(x) + done * 4, addressOf(noise) + from * 4];
        kernels.addNoise(xAt, noiseAt, some, scale, addressOf(y) + done * 4);
        done += some;
      }
    },
    adam: (weights, gradient, m, v, settings) => {
      const { beta1, beta2 } = settings;
      const { step, root } = adamFactors(settings);
      kernels.adam(
        addressOf(weights),
        addressOf(gradient),
        addressOf(m),
        addressOf(v),
        weights.length,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        step,
        root,
        adamEpsilon,
      );
    },
    moveAverage: (average, weights, decay) => {
      const [a, w] = [addressOf(average), addressOf(weights)];
      kernels.moveAverage(a, w, weights.length, decay, 1 - decay);
    },
    clip: (weights, limit) => {
      kernels.clip(addressOf(weights), weights.length, limit);
    },
    sumOfSquares: (x, result) => {
      const sum = kernels.sumOfSquares(addressOf(x), x.length);
      arena.floats[addressOf(result) / 4] = sum;
    },
  };
}
