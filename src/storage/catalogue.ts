/** The shelf of models that come with the page: `models/index.json`, their descriptions, their sample sheets. */
import { PlaygroundError } from '../errors.ts';
import { readModelConfig } from '../formats/config.ts';
import type { PixelImage } from '../model/arrays.ts';
import type { ModelConfig, ModelEntry } from '../model/config.ts';
import { fetchFromAnywhere } from './modelCache.ts';
import { cutSheet } from './sampleSheet.ts';

/** Version of `index.json` that is read. */
const indexVersion = 1;

/** What the page can load. Nothing is kept: callers hold on to what they were given. */
export interface Catalogue {
  /** The models on offer, the first being the one to start with. */
  loadEntries(): Promise<readonly ModelEntry[]>;
  /** The checked description of a model. */
  loadConfig(entry: ModelEntry): Promise<ModelConfig>;
  /** The tiles of the stored sheet in order of their sample index; empty if the model has none. */
  loadSheet(entry: ModelEntry, config: ModelConfig): Promise<readonly PixelImage[]>;
}

/**
 * Opens the catalogue.
 * @param modelsUrl absolute address of the `models` folder, ending in a slash
 * @param fetchFile how a file is fetched; as everywhere on the page unless a test says otherwise
 *
 * All promises reject with a PlaygroundError: `download-failed` (details: where, status), `bad-file`,
 * or `unknown-version`.
 */
export function createCatalogue(
  modelsUrl: string,
  fetchFile: (url: string) => Promise<Response> = fetchFromAnywhere,
): Catalogue {
  const load = async (url: string, where: string): Promise<Response> => {
    let response: Response;
    try {
      response = await fetchFile(url);
    } catch (cause) {
      const details = { where, file: where, status: 'no answer' };
      throw new PlaygroundError('download-failed', `${where}: no answer.`, details, cause);
    }
    if (response.ok) return response;
    const details = { where, file: where, status: response.status };
    throw new PlaygroundError('download-failed', `${where}: HTTP ${response.status}.`, details);
  };
  const loadJson = async (url: string, where: string): Promise<unknown> => {
    const text = await (await load(url, where)).text();
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      const details = { where, expected: 'JSON', found: text.slice(0, 60) };
      throw new PlaygroundError('bad-file', `${where}: not JSON.`, details, cause);
    }
  };
  return {
    loadEntries: async () =>
      readIndex(await loadJson(`${modelsUrl}index.json`, 'models/index.json'), modelsUrl),
    loadConfig: async (entry) => {
      const where = `${entry.id}/config.json`;
      const config = readModelConfig(await loadJson(`${entry.url}config.json`, where), where);
      if (config.id !== entry.id) throw badFile(`${where}: id`, entry.id, config.id);
      return config;
    },
    loadSheet: async (entry, config) => {
      if (config.samples === null) return [];
      const where = `${entry.id}/${config.samples.file}`;
      const response = await load(`${entry.url}${config.samples.file}`, where);
      return cutSheet(await response.blob(), config.samples, config.imageSize, where);
    },
  };
}

/**
 * Checks a parsed `index.json`: `{"version": 1, "models": [{"id", "title", "folder"}]}`.
 * @throws PlaygroundError `bad-file` or `unknown-version`.
 */
export function readIndex(json: unknown, modelsUrl: string): readonly ModelEntry[] {
  const file = 'models/index.json';
  if (!isRecord(json)) throw badFile(file, 'an object', json);
  if (json.version !== indexVersion) {
    const found = String(json.version);
    const details = { where: file, expected: indexVersion, found };
    throw new PlaygroundError('unknown-version', `${file}: version ${found}.`, details);
  }
  const { models } = json;
  if (!Array.isArray(models) || models.length === 0) {
    throw badFile(`${file}: models`, 'a list with at least one model', models);
  }
  const entries = models.map((model: unknown, i): ModelEntry => {
    const where = `${file}: models[${i}]`;
    if (!isRecord(model)) throw badFile(where, 'an object', model);
    const { id, title, folder } = model;
    if (typeof id !== 'string' || !/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) {
      throw badFile(`${where}.id`, 'lower-case letters, digits and hyphens', id);
    }
    if (typeof title !== 'string' || title === '') throw badFile(`${where}.title`, 'a text', title);
    if (typeof folder !== 'string' || !/^\w[\w.-]*(\/\w[\w.-]*)*$/.test(folder)) {
      throw badFile(`${where}.folder`, 'a folder below models', folder);
    }
    return { id, title, url: `${modelsUrl}${folder}/` };
  });
  const twice = entries.find((entry, i) => entries.findIndex(({ id }) => id === entry.id) !== i);
  if (twice !== undefined) throw badFile(`${file}: models`, 'every id once', twice.id);
  return entries;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function badFile(where: string, expected: string, found: unknown): PlaygroundError {
  const text = typeof found === 'string' ? found : (JSON.stringify(found) ?? String(found));
  const details = { where, expected, found: text.slice(0, 60) };
  return new PlaygroundError('bad-file', `${where}: expected ${expected}.`, details);
}
