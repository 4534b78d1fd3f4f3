/** D's weights on the page's side: fetched when first needed, then handed to every backend. */
import { PlaygroundError } from '../errors.ts';
import { discriminatorFile } from '../model/architecture.ts';
import type { CallQueue } from './callQueue.ts';
import type { Live } from './candidate.ts';
import type { ModelFiles } from './files.ts';

/** Makes calls that need D. */
export interface DiscriminatorWeights {
  /** Makes a call on a backend that has D; the weights are downloaded if need be. */
  submit<T>(call: (on: Live) => Promise<T>): Promise<T>;
}

/**
 * Creates the keeper of D's weights.
 * @param present what is drawn with now
 * @param onFetch told of the backend that downloads, and of null when it has
 */
export function createDiscriminatorWeights(
  queue: CallQueue,
  present: () => ModelFiles | null,
  onFetch: (host: Live | null) => void,
): DiscriminatorWeights {
  let kept: { readonly of: ModelFiles; readonly bytes: Promise<ArrayBuffer> } | null = null;

  const fetchFor = async (of: ModelFiles, host: Live): Promise<ArrayBuffer> => {
    onFetch(host);
    try {
      return await host.connection.call('fetchDiscriminator', of.folderUrl, of.config);
    } catch (thrown) {
      // The next call asks again.
      kept = null;
      throw thrown;
    } finally {
      onFetch(null);
    }
  };

  return {
    async submit(call) {
      const host = await queue.next();
      const of = present();
      if (of === null) throw movedOn();
      discriminatorFile(of.config);
      if (kept?.of !== of) kept = { of, bytes: fetchFor(of, host) };
      const bytes = await kept.bytes;
      return queue.submit(async (on) => {
        if (of !== present()) throw movedOn();
        if (!on.hasDiscriminator) {
          await on.connection.call('installDiscriminator', bytes);
          on.hasDiscriminator = true;
        }
        return call(on);
      });
    },
  };
}

function movedOn(): PlaygroundError {
  return new PlaygroundError('aborted', 'Another model has taken the place of this one.');
}
