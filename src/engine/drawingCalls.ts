/** The engine's calls that draw and judge: each goes to whatever backend draws when its turn comes. */
import type { ModelFiles } from './files.ts';
import type { CallQueue } from './callQueue.ts';
import type { Live } from './candidate.ts';
import { onThisThread } from './instant.ts';
import { createMapReader } from './mapReader.ts';
import { createSideNetworks } from './sideNetworks.ts';
import type { Engine } from './types.ts';

/** The part of the engine that draws and judges. */
export type DrawingCalls = Pick<
  Engine,
  | 'generate'
  | 'featureMaps'
  | 'featureMapsOf'
  | 'featureRows'
  | 'discriminate'
  | 'classify'
  | 'prepare'
  | 'memory'
>;

/**
 * Makes the calls.
 * @param present the model in use
 * @param onFetching told which backend downloads a network beside G, and null when that has ended
 */
export function createDrawingCalls(
  queue: CallQueue,
  present: () => ModelFiles | null,
  onFetching: (host: Live | null) => void,
): DrawingCalls {
  const side = createSideNetworks(queue, present, onFetching);
  const discriminator: Pick<CallQueue, 'submit'> = {
    submit: async (call) => side.submit('discriminator', call),
  };
  const callerOf = (layer: string) => (layer.startsWith('D.') ? discriminator : queue);
  const maps = createMapReader(callerOf, present);
  return {
    async generate(latents, mask = {}, onTimes) {
      if (latents.length === 0) return [];
      const { images, times } = await queue.submit(async ({ connection }) =>
        connection.call('generate', latents, mask),
      );
      onTimes?.({
        heardMs: onThisThread(times.heardMs),
        startedMs: onThisThread(times.startedMs),
        computedMs: onThisThread(times.computedMs),
        packedMs: onThisThread(times.packedMs),
      });
      return images;
    },
    featureMaps: async (latent, layer, mask = {}) =>
      callerOf(layer).submit(async ({ connection }) =>
        connection.call('featureMaps', latent, layer, mask),
      ),
    featureMapsOf: async (latents, layer, mask = {}, run = {}) =>
      maps.readMaps(latents, layer, mask, run),
    featureRows: async (latents, layer, take, mask = {}, run = {}) =>
      maps.readRows(latents, layer, take, mask, run),
    discriminate: async (images) =>
      discriminator.submit(async ({ connection }) => connection.call('discriminate', images)),
    classify: async (images) =>
      side.submit('classifier', async ({ connection }) => connection.call('classify', images)),
    prepare: async (network) => side.submit(network, async () => {}),
    memory: async () => queue.submit(async ({ connection }) => connection.call('memory')),
  };
}
