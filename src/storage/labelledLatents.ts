/**
 * What a model knows of its latents beyond drawing them: labels, directions, exemplars, concepts. Each is
 * brought when it is first asked for, checked against its digest as weights are, and kept.
 */
import { PlaygroundError } from '../errors.ts';
import { readConcepts } from '../formats/concepts.ts';
import type { PreparedConcepts } from '../formats/concepts.ts';
import { readDirections } from '../formats/directions.ts';
import type { Directions } from '../formats/directions.ts';
import { readExemplars } from '../formats/exemplars.ts';
import type { Exemplars } from '../formats/exemplars.ts';
import { readLabels } from '../formats/labels.ts';
import type { Labels } from '../formats/labels.ts';
import type { FileDigest, ModelConfig } from '../model/config.ts';
import { fetchFile } from './modelCache.ts';
import type { CacheEnvironment } from './modelCache.ts';

/**
 * The files, each null for a model without it. What was read is remembered; what failed is not, so
 * that asking again tries again. `folderUrl` is the absolute address of the model's folder, ending in
 * a slash. Promises reject with a PlaygroundError of `fetchFile` or of the file's reader.
 */
export interface LabelledLatents {
  loadLabels(folderUrl: string, config: ModelConfig): Promise<Labels | null>;
  loadDirections(folderUrl: string, config: ModelConfig): Promise<Directions | null>;
  loadExemplars(folderUrl: string, config: ModelConfig): Promise<Exemplars | null>;
  loadConcepts(folderUrl: string, config: ModelConfig): Promise<PreparedConcepts | null>;
}

/** Remembers what was read, by address and digest. */
type Memory<Content> = Map<string, Promise<Content>>;

/**
 * Makes the loader.
 * @param onNotKept told of a file that is good but could not be kept for use without a network
 */
export function createLabelledLatents(
  onNotKept: (error: PlaygroundError) => void,
  environment?: CacheEnvironment,
): LabelledLatents {
  const labels: Memory<Labels> = new Map();
  const directions: Memory<Directions> = new Map();
  const exemplars: Memory<Exemplars> = new Map();
  const concepts: Memory<PreparedConcepts> = new Map();

  const load = async <Content>(
    memory: Memory<Content>,
    folderUrl: string,
    config: ModelConfig,
    file: string,
    read: (bytes: ArrayBuffer, where: string) => Content,
  ): Promise<Content> => {
    const url = new URL(file, folderUrl).href;
    const digest = digestOf(config, file);
    const key = `${url} ${digest.sha256}`;
    const known = memory.get(key);
    if (known !== undefined) return known;
    const hooks = {
      onProgress: () => undefined,
      onNotKept,
      signal: new AbortController().signal,
    };
    const content = fetchFile({ url, file, digest }, hooks, environment).then(({ bytes }) =>
      read(bytes, `${config.id}/${file}`),
    );
    memory.set(key, content);
    content.catch(() => memory.delete(key));
    return content;
  };

  return {
    loadLabels: async (folderUrl, config) => {
      const { labels: set } = config;
      if (set === null) return null;
      return load(labels, folderUrl, config, set.file, (bytes, where) =>
        readLabels(bytes, set, generatorOf(config), where),
      );
    },
    loadDirections: async (folderUrl, config) => {
      if (config.directions === null) return null;
      const { latentDim } = config;
      return load(directions, folderUrl, config, config.directions, (bytes, where) =>
        readDirections(bytes, { latentDim, generatorSha256: generatorOf(config) }, where),
      );
    },
    loadExemplars: async (folderUrl, config) => {
      if (config.exemplars === null) return null;
      return load(exemplars, folderUrl, config, config.exemplars, (bytes, where) =>
        readExemplars(
          bytes,
          {
            generatorSha256: generatorOf(config),
            attributes: config.classifier?.attributes ?? null,
          },
          where,
        ),
      );
    },
    loadConcepts: async (folderUrl, config) => {
      if (config.concepts === null) return null;
      return load(concepts, folderUrl, config, config.concepts, (bytes, where) =>
        readConcepts(bytes, config, where),
      );
    },
  };
}

function generatorOf(config: ModelConfig): string {
  return digestOf(config, config.generator.file).sha256;
}

function digestOf(config: ModelConfig, file: string): FileDigest {
  const digest = config.files[file];
  if (digest === undefined) throw new PlaygroundError('internal', `No digest of ${file}.`);
  return digest;
}
