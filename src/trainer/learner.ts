/** A network that learns on a device: its weights, their gradients and moments, its statistics. */
import type { AdamSettings, Device, Place } from './device.ts';
import { firstStatistics, firstWeights } from './initialise.ts';
import type { Network } from './layers.ts';
import type { NetworkState } from './types.ts';

/** A network and its places on the device, which frees them when it is disposed. */
export interface Learner {
  readonly network: Network;
  readonly weights: Place;
  readonly gradient: Place;
  readonly statistics: Place;
  /** First weights and statistics, no moments. `kind` as for `firstWeights`. */
  restart(kind: 'paper' | 'inputs', seed: number): void;
  /** Moves the weights against the gradient. */
  update(settings: AdamSettings): void;
  readState(): Promise<NetworkState>;
  writeState(state: NetworkState): void;
}

/**
 * Makes room for a network; `restart` or `writeState` fills it.
 * @param stream the stream of its first weights
 */
export function createLearner(device: Device, network: Network, stream: number): Learner {
  const allocate = (): Place => device.allocate(network.parameterFloats);
  const weights = allocate();
  const gradient = allocate();
  const moment1 = allocate();
  const moment2 = allocate();
  const statistics = device.allocate(network.statisticFloats);
  return {
    network,
    weights,
    gradient,
    statistics,
    restart(kind, seed) {
      device.write(weights, firstWeights(network, kind, seed, stream));
      device.write(statistics, firstStatistics(network));
      device.clear(moment1);
      device.clear(moment2);
    },
    update(settings) {
      device.adam(weights, gradient, moment1, moment2, settings);
    },
    readState: async () => ({
      weights: await device.read(weights),
      moment1: await device.read(moment1),
      moment2: await device.read(moment2),
    }),
    writeState(state) {
      device.write(weights, state.weights);
      device.write(moment1, state.moment1);
      device.write(moment2, state.moment2);
    },
  };
}
