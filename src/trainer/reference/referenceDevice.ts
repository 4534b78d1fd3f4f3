/** The kernels as plain loops: slow, and right by inspection. The fallback where nothing else runs. */
import type { Device, Place } from '../device.ts';
import * as convolution from './convolution.ts';
import * as learning from './learning.ts';
import * as normalisation from './normalisation.ts';
import * as pixels from './pixels.ts';

/** How a device on the processor finds the floats of a place. */
export interface Floats {
  /** The floats themselves: writing to them writes to the place. */
  of(place: Place): Float32Array<ArrayBuffer>;
  allocate(length: number): Place;
  part(place: Place, offset: number, length: number): Place;
  bytes(): number;
}

/** Floats in arrays of their own. */
function createArrays(): Floats {
  let bytes = 0;
  // Places are the arrays.
  const of = (place: Place): Float32Array<ArrayBuffer> => place as Float32Array<ArrayBuffer>;
  return {
    of,
    allocate(length) {
      bytes += length * 4;
      return new Float32Array(length);
    },
    part: (place, offset, length) => of(place).subarray(offset, offset + length),
    bytes: () => bytes,
  };
}

/** Every kernel as plain loops, over floats wherever they are. */
export function createReferenceDevice(floats: Floats = createArrays()): Device {
  const { of } = floats;
  const ofMaybe = (place: Place | null): Float32Array | null => (place === null ? null : of(place));
  return {
    backend: 'reference',
    detail: null,
    get bytes() {
      return floats.bytes();
    },
    allocate: (length) => floats.allocate(length),
    part: (place, offset, length) => floats.part(place, offset, length),
    write: (place, values) => {
      of(place).set(values);
    },
    read: async (place) => of(place).slice(),
    copy: (from, to) => {
      of(to).set(of(from));
    },
    clear: (place) => {
      of(place).fill(0);
    },
    convolve: (g, n, big, weight, bias, small) => {
      convolution.convolve(g, n, of(big), of(weight), ofMaybe(bias), of(small));
    },
    convolveTransposed: (g, n, small, weight, bias, big) => {
      convolution.convolveTransposed(g, n, of(small), of(weight), ofMaybe(bias), of(big));
    },
    filterGradient: (g, n, big, small, gradient) => {
      convolution.filterGradient(g, n, of(big), of(small), of(gradient));
    },
    biasGradient: (_, channels, dy, gradient) => {
      convolution.biasGradient(channels, of(dy), of(gradient));
    },
    normalise: (rows, channels, x, { gain, shift, saved }, y) => {
      normalisation.normalise(rows, channels, of(x), of(gain), of(shift), of(saved), of(y));
    },
    normaliseFrozen: (_, channels, x, { gain, shift, mean, variance }, y) => {
      const [m, v] = [of(mean), of(variance)];
      normalisation.normaliseFrozen(channels, of(x), of(gain), of(shift), m, v, of(y));
    },
    normaliseGradient: (rows, channels, x, { gain, saved }, dy, gradients) => {
      const sums =
        gradients === null ? null : { gain: of(gradients.gain), shift: of(gradients.shift) };
      normalisation.normaliseGradient(rows, channels, of(x), of(gain), of(saved), of(dy), sums);
    },
    trackStatistics: (rows, channels, saved, mean, variance, weight) => {
      normalisation.trackStatistics(rows, channels, of(saved), of(mean), of(variance), weight);
    },
    activate: (kind, y) => {
      pixels.activate(kind, of(y));
    },
    activateGradient: (kind, y, dy) => {
      pixels.activateGradient(kind, of(y), of(dy));
    },
    repeatPixels: (n, shape, x, y) => {
      pixels.repeatPixels(n, shape, of(x), of(y));
    },
    repeatGradient: (n, shape, dy, dx) => {
      pixels.repeatGradient(n, shape, of(dy), of(dx));
    },
    pool: (n, shape, x, y) => {
      pixels.pool(n, shape, of(x), of(y));
    },
    poolGradient: (n, shape, x, dy, dx) => {
      pixels.poolGradient(n, shape, of(x), of(dy), of(dx));
    },
    loss: (form, n, logits, x, classes, dx, result) => {
      learning.loss(form, n, logits, of(x), ofMaybe(classes), of(dx), of(result));
    },
    addNoise: (x, noise, start, scale, y) => {
      pixels.addNoise(of(x), of(noise), start, scale, of(y));
    },
    adam: (weights, gradient, m, v, settings) => {
      learning.adam(of(weights), of(gradient), of(m), of(v), settings);
    },
    moveAverage: (average, weights, decay) => {
      learning.moveAverage(of(average), of(weights), decay);
    },
    clip: (weights, limit) => {
      learning.clip(of(weights), limit);
    },
    sumOfSquares: (x, result) => {
      of(result)[0] = learning.sumOfSquares(of(x));
    },
    dispose: () => undefined,
  };
}
