/** A network on a device: forwards, keeping what the way back needs, and backwards by hand. */
import type { Device, Place } from './device.ts';
import type { Layer, Network, Span } from './layers.ts';
import { floatsOf } from './layers.ts';

/** Flat arrays of a network on a device. */
export interface NetworkPlaces {
  readonly weights: Place;
  readonly statistics: Place;
  /** Gradients are added here; null where there is no way back. */
  readonly gradient: Place | null;
}

/** Two runs of floats that gradients alternate between on the way back. */
export type Scratch = readonly [Place, Place];

/** One network for batches of `n`. */
export interface Pass {
  readonly n: number;
  readonly input: Place;
  readonly output: Place;
  /**
   * input → output. `batch`: batch norm by the statistics of this batch; `frozen`: by those kept.
   * @param track moves the kept statistics towards this batch's by this share
   */
  forward(mode: 'batch' | 'frozen', track?: number): void;
  /**
   * After `forward('batch')`: from the gradient of the output (which is overwritten) to that of the
   * input, where it is wanted, adding to the gradients of the parameters, where they are.
   */
  backward(outputGradient: Place, wanted: { readonly weights: boolean; input: Place | null }): void;
}

/** The most floats that a gradient between two layers has. */
export function scratchFloats(network: Network, n: number): number {
  const sizes = network.layers.flatMap(({ geometry, input, output, convolved }) => [
    floatsOf(input),
    floatsOf(convolved),
    floatsOf(output),
    floatsOf(geometry.big),
    floatsOf(geometry.small),
  ]);
  return n * Math.max(...sizes);
}

interface LayerPlaces {
  readonly layer: Layer;
  readonly weight: Place;
  readonly bias: Place | null;
  readonly norm: {
    readonly gain: Place;
    readonly shift: Place;
    readonly saved: Place;
    readonly mean: Place;
    readonly variance: Place;
    /** Before batch norm. */
    readonly x: Place;
  } | null;
  /** What the convolution takes: the layer's input, or that with its pixels repeated. */
  readonly taken: Place;
  /** After the activation, before pooling. */
  readonly activated: Place;
  readonly output: Place;
}

/** Makes room for a network and batches of `n`. Scratch is needed for the way back only. */
export function createPass(
  device: Device,
  network: Network,
  n: number,
  places: NetworkPlaces,
  scratch: Scratch | null,
): Pass {
  const input = device.allocate(n * floatsOf(network.input));
  const part = (place: Place, span: Span): Place => device.part(place, span.offset, span.length);
  const layers: LayerPlaces[] = [];
  for (const layer of network.layers) {
    const from = layers.at(-1)?.output ?? input;
    const taken = layer.repeats ? device.allocate(4 * from.length) : from;
    const activated = device.allocate(n * floatsOf(layer.convolved));
    const { gain, shift, mean, variance } = layer;
    layers.push({
      layer,
      weight: part(places.weights, layer.weight),
      bias: layer.bias === null ? null : part(places.weights, layer.bias),
      norm:
        gain === null || shift === null || mean === null || variance === null
          ? null
          : {
              gain: part(places.weights, gain),
              shift: part(places.weights, shift),
              mean: part(places.statistics, mean),
              variance: part(places.statistics, variance),
              saved: device.allocate(2 * gain.length),
              x: device.allocate(n * floatsOf(layer.convolved)),
            },
      taken,
      activated,
      output: layer.pools ? device.allocate(n * floatsOf(layer.output)) : activated,
    });
  }
  const output = layers.at(-1)?.output ?? input;

  const forwardLayer = (
    { layer, weight, bias, norm, taken, activated, output: out }: LayerPlaces,
    from: Place,
    mode: 'batch' | 'frozen',
    track: number | undefined,
  ): void => {
    const { geometry, convolved } = layer;
    const rows = n * convolved.height * convolved.width;
    const { channels } = convolved;
    const x = norm?.x ?? activated;
    if (layer.repeats) device.repeatPixels(n, layer.input, from, taken);
    if (layer.isTransposed) device.convolveTransposed(geometry, n, taken, weight, bias, x);
    else device.convolve(geometry, n, taken, weight, bias, x);
    if (norm !== null) {
      if (mode === 'batch') device.normalise(rows, channels, x, norm, activated);
      else device.normaliseFrozen(rows, channels, x, norm, activated);
      if (track !== undefined) {
        device.trackStatistics(rows, channels, norm.saved, norm.mean, norm.variance, track);
      }
    }
    device.activate(layer.activation, activated);
    if (layer.pools) device.pool(n, convolved, activated, out);
  };

  /** From the gradient of the layer's output to that of what it took; returns where that is. */
  const backwardLayer = (
    places_: LayerPlaces,
    given: Place,
    take: (length: number) => Place,
    gradients: Place | null,
    inputGradient: Place | 'wanted' | null,
  ): Place | null => {
    const { layer, weight, norm, taken, activated } = places_;
    const { geometry, convolved } = layer;
    const rows = n * convolved.height * convolved.width;
    const { channels } = convolved;
    let dy = given;
    if (layer.pools) {
      const spread = take(activated.length);
      device.poolGradient(n, convolved, activated, dy, spread);
      dy = spread;
    }
    device.activateGradient(layer.activation, activated, dy);
    if (norm !== null) {
      const { gain, shift } = layer;
      const sums =
        gradients === null || gain === null || shift === null
          ? null
          : { gain: part(gradients, gain), shift: part(gradients, shift) };
      device.normaliseGradient(rows, channels, norm.x, norm, dy, sums);
    }
    if (gradients !== null) {
      const [big, small] = layer.isTransposed ? [dy, taken] : [taken, dy];
      device.filterGradient(geometry, n, big, small, part(gradients, layer.weight));
      if (layer.bias !== null) {
        device.biasGradient(rows, channels, dy, part(gradients, layer.bias));
      }
    }
    if (inputGradient === null) return null;
    const last = inputGradient === 'wanted' ? null : inputGradient;
    const dTaken = last !== null && !layer.repeats ? last : take(taken.length);
    if (layer.isTransposed) device.convolve(geometry, n, dy, weight, null, dTaken);
    else device.convolveTransposed(geometry, n, dy, weight, null, dTaken);
    if (!layer.repeats) return dTaken;
    const dx = last ?? take(taken.length / 4);
    device.repeatGradient(n, layer.input, dTaken, dx);
    return dx;
  };

  return {
    n,
    input,
    output,
    forward(mode, track) {
      let from = input;
      for (const one of layers) {
        forwardLayer(one, from, mode, track);
        from = one.output;
      }
    },
    backward(outputGradient, wanted) {
      if (scratch === null) throw new Error('This pass was made without a way back.');
      let next = 0;
      const take = (length: number): Place => {
        const place = device.part(scratch[next] ?? scratch[0], 0, length);
        next = 1 - next;
        return place;
      };
      let dy: Place | null = outputGradient;
      for (let i = layers.length - 1; i >= 0 && dy !== null; i -= 1) {
        const one = layers[i];
        if (one === undefined) break;
        const gradients = wanted.weights ? places.gradient : null;
        dy = backwardLayer(one, dy, take, gradients, i > 0 ? 'wanted' : wanted.input);
      }
    },
  };
}
