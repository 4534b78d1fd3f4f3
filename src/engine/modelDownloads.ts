/** What a session downloads of model folders, and when it keeps what has arrived. */
import { toPlainError } from '../errors.ts';
import type { CacheEnvironment } from '../storage/modelCache.ts';
import type { FolderHooks, ModelFiles } from './files.ts';
import { fetchModelFiles, fetchSideNetwork } from './files.ts';
import type { Session, SessionEvent } from './sessionTypes.ts';

/** The downloads of a session; they tell how much has arrived, and what cannot be kept. */
export interface ModelDownloads extends Pick<
  Session,
  'fetchSideNetwork' | 'prefetchSideNetworks' | 'cancelDownloads' | 'keepFetched'
> {
  /** What drawing needs. Its bytes must stay as they are until `keepFetched` has resolved. */
  fetchModel(folderUrl: string): Promise<ModelFiles>;
}

/** Least time between two events that tell how much has arrived. */
const progressEveryMs = 100;

/**
 * Creates the downloads of a session.
 * @param now milliseconds from any origin
 */
export function createModelDownloads(
  environment: CacheEnvironment,
  onEvent: (event: SessionEvent) => void,
  now: () => number,
): ModelDownloads {
  let aborting = new AbortController();
  /** When it was last told how much has arrived. */
  let toldMs = -Infinity;
  /** Lets what is being fetched, or was fetched last, be kept. */
  let keepNow = (): void => undefined;
  /** Attempts to keep what was fetched last. */
  let storing: Promise<void>[] = [];

  const hooks = (): FolderHooks => ({
    signal: aborting.signal,
    // Chunks come by the hundred, and the page draws its progress line for each event.
    onProgress: (receivedBytes, totalBytes) => {
      if (receivedBytes < totalBytes && now() - toldMs < progressEveryMs) return;
      toldMs = now();
      onEvent({ kind: 'progress', receivedBytes, totalBytes });
    },
    onNotKept: (error) => onEvent({ kind: 'not-kept-offline', error: toPlainError(error) }),
  });

  return {
    async fetchModel(folderUrl) {
      keepNow();
      const keepAfter = new Promise<void>((resolve) => {
        keepNow = resolve;
      });
      const attempts: Promise<void>[] = [];
      storing = attempts;
      return fetchModelFiles(
        folderUrl,
        { ...hooks(), keepAfter, onStoring: (stored) => attempts.push(stored) },
        environment,
      );
    },
    async keepFetched() {
      keepNow();
      await Promise.all(storing);
    },
    fetchSideNetwork: async (network, folderUrl, config) =>
      fetchSideNetwork(network, folderUrl, config, hooks(), environment),
    async prefetchSideNetworks(folderUrl, config) {
      if (environment.caches === undefined) return;
      const quiet = { ...hooks(), onProgress: () => undefined };
      for (const network of ['discriminator', 'classifier'] as const) {
        if (config[network] === null) continue;
        await fetchSideNetwork(network, folderUrl, config, quiet, environment);
      }
    },
    async cancelDownloads() {
      aborting.abort();
      aborting = new AbortController();
    },
  };
}
