/**
 * The weights of the networks beside G (D, the judge of attributes) on the page's side: fetched when
 * first needed, then handed to every backend.
 */
import { PlaygroundError } from '../errors.ts';
import { sideNetworkFile } from '../model/architecture.ts';
import type { SideNetwork } from '../model/config.ts';
import type { CallQueue } from './callQueue.ts';
import type { Live } from './candidate.ts';
import type { ModelFiles } from './files.ts';

/** Makes calls that need a network beside G. */
export interface SideNetworks {
  /**
   * Makes a call on a backend that has the network; its weights are downloaded if need be.
   * @throws PlaygroundError `missing-network` if the model has none
   */
  submit<T>(network: SideNetwork, call: (on: Live) => Promise<T>): Promise<T>;
}

/**
 * Creates the keeper of the weights.
 * @param present what is drawn with now
 * @param onFetch told of the backend that downloads, and of null when it has
 */
export function createSideNetworks(
  queue: CallQueue,
  present: () => ModelFiles | null,
  onFetch: (host: Live | null) => void,
): SideNetworks {
  const kept = new Map<
    SideNetwork,
    { readonly of: ModelFiles; readonly bytes: Promise<ArrayBuffer> }
  >();

  const fetchFor = async (
    network: SideNetwork,
    of: ModelFiles,
    host: Live,
  ): Promise<ArrayBuffer> => {
    onFetch(host);
    try {
      return await host.connection.call('fetchSideNetwork', network, of.folderUrl, of.config);
    } catch (thrown) {
      // The next call asks again.
      kept.delete(network);
      throw thrown;
    } finally {
      onFetch(null);
    }
  };
  const bytesFor = async (
    network: SideNetwork,
    of: ModelFiles,
    host: Live,
  ): Promise<ArrayBuffer> => {
    const known = kept.get(network);
    if (known?.of === of) return known.bytes;
    const bytes = fetchFor(network, of, host);
    kept.set(network, { of, bytes });
    return bytes;
  };

  return {
    async submit(network, call) {
      const host = await queue.next();
      const of = present();
      if (of === null) throw movedOn();
      sideNetworkFile(of.config, network);
      const bytes = await bytesFor(network, of, host);
      return queue.submit(async (on) => {
        if (of !== present()) throw movedOn();
        if (!on.sideNetworks.has(network)) {
          await on.connection.call('installSideNetwork', network, bytes);
          on.sideNetworks.add(network);
        }
        return call(on);
      });
    },
  };
}

function movedOn(): PlaygroundError {
  return new PlaygroundError('aborted', 'Another model has taken the place of this one.');
}
