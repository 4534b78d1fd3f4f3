/** The bytes of a model folder, as they travel between the threads. */
import { PlaygroundError } from '../errors.ts';
import { readModelConfig } from '../formats/config.ts';
import { sideNetworkFile } from '../model/architecture.ts';
import type { FileDigest, ModelConfig, SideNetwork } from '../model/config.ts';
import type { CacheEnvironment, DownloadHooks } from '../storage/modelCache.ts';
import { fetchDescription, fetchFile } from '../storage/modelCache.ts';
import { reach } from './milestones.ts';

/** A model folder: its checked description and the files that drawing needs. */
export interface ModelFiles {
  /** Absolute address of the folder, ending in a slash. */
  readonly folderUrl: string;
  readonly config: ModelConfig;
  readonly generator: ArrayBuffer;
  readonly golden: ArrayBuffer | null;
}

/** What the download tells while it runs. */
export interface FolderHooks {
  onProgress(receivedBytes: number, totalBytes: number): void;
  /** The file arrived but could not be kept for use without a network. */
  onNotKept(error: PlaygroundError): void;
  readonly signal: AbortSignal;
  /** Files are kept after this; until then their bytes must stay. At once by default. */
  readonly keepAfter?: Promise<void>;
  /** Told of each attempt to keep a file; it settles when it has ended and never rejects. */
  onStoring?(stored: Promise<void>): void;
}

/**
 * Downloads `config.json`, the generator and the golden outputs, each from the cache if it is there.
 * @throws PlaygroundError as `fetchFile` and `readModelConfig`
 */
export async function fetchModelFiles(
  folderUrl: string,
  hooks: FolderHooks,
  environment?: CacheEnvironment,
): Promise<ModelFiles> {
  const url = new URL('config.json', folderUrl).href;
  const text = await fetchDescription(url, hooks, environment);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new PlaygroundError(
      'bad-file',
      'config.json is not JSON.',
      { where: 'config.json', expected: 'JSON', found: text.slice(0, 40) },
      cause,
    );
  }
  const config = readModelConfig(json, 'config.json');
  const names = [config.generator.file, ...(config.golden === null ? [] : [config.golden])];
  const [generator, golden = null] = await fetchTogether(
    folderUrl,
    config,
    names,
    hooks,
    environment,
  );
  if (generator === undefined) throw new PlaygroundError('internal', 'No generator arrived.');
  return { folderUrl, config, generator, golden };
}

/**
 * Downloads the weights of a network beside G, from the cache if they are there.
 * @throws PlaygroundError as `fetchFile`; `missing-network` if the model has none.
 */
export async function fetchSideNetwork(
  network: SideNetwork,
  folderUrl: string,
  config: ModelConfig,
  hooks: FolderHooks,
  environment?: CacheEnvironment,
): Promise<ArrayBuffer> {
  const names = [sideNetworkFile(config, network)];
  const [bytes] = await fetchTogether(folderUrl, config, names, hooks, environment);
  if (bytes === undefined) throw new PlaygroundError('internal', `No ${network} arrived.`);
  return bytes;
}

async function fetchTogether(
  folderUrl: string,
  config: ModelConfig,
  names: readonly string[],
  hooks: FolderHooks,
  environment: CacheEnvironment | undefined,
): Promise<ArrayBuffer[]> {
  const digests = names.map((name): FileDigest => {
    const digest = config.files[name];
    if (digest === undefined) throw new PlaygroundError('internal', `No digest of ${name}.`);
    return digest;
  });
  const totalBytes = digests.reduce((sum, digest) => sum + digest.sizeBytes, 0);
  const received = names.map(() => 0);
  return Promise.all(
    names.map(async (file, i) => {
      const digest = digests[i];
      if (digest === undefined) throw new PlaygroundError('internal', `No digest of ${file}.`);
      const fileHooks: DownloadHooks = {
        signal: hooks.signal,
        ...(hooks.keepAfter === undefined ? {} : { keepAfter: hooks.keepAfter }),
        onNotKept: (error) => {
          hooks.onNotKept(error);
        },
        onProgress: (receivedBytes) => {
          received[i] = receivedBytes;
          if (i === 0 && receivedBytes === digest.sizeBytes) reach('engine:received');
          hooks.onProgress(
            received.reduce((sum, bytes) => sum + bytes, 0),
            totalBytes,
          );
        },
      };
      const url = new URL(file, folderUrl).href;
      const { bytes, stored } = await fetchFile({ url, file, digest }, fileHooks, environment);
      hooks.onStoring?.(stored);
      return bytes;
    }),
  );
}
