/** The shipped model, read once for every contender in the same way. */
import { readModelConfig } from '../src/formats/config.ts';
import { readSafetensors } from '../src/formats/safetensors.ts';
import type { Block } from '../src/model/architecture.ts';
import { describeArchitecture } from '../src/model/architecture.ts';
import type { WeightArray, Weights } from '../src/model/arrays.ts';
import type { ModelConfig } from '../src/model/config.ts';

/** A network and its weights. */
export interface NetworkFiles {
  readonly blocks: readonly Block[];
  readonly weights: Weights;
}

/** A model folder in memory. */
export interface ModelFiles {
  /** Address of the folder, ending in a slash. */
  readonly url: string;
  readonly config: ModelConfig;
  readonly generator: NetworkFiles;
  readonly discriminator: NetworkFiles;
}

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return response.arrayBuffer();
}

async function fetchConfig(url: string): Promise<ModelConfig> {
  const text = new TextDecoder().decode(await fetchBytes(`${url}config.json`));
  return readModelConfig(JSON.parse(text), 'config.json');
}

/** Reads description and weights of a folder, which must have both networks. */
export async function readModelFiles(url: string): Promise<ModelFiles> {
  const config = await fetchConfig(url);
  const { generator, discriminator } = describeArchitecture(config);
  if (config.discriminator === null || discriminator === null) {
    throw new Error(`${url} has no discriminator`);
  }
  const read = async (file: string) => readSafetensors(await fetchBytes(`${url}${file}`), file);
  return {
    url,
    config,
    generator: { blocks: generator, weights: await read(config.generator.file) },
    discriminator: { blocks: discriminator, weights: await read(config.discriminator.file) },
  };
}

/**
 * Latents [n, latentDim], what PyTorch makes of them, [n, channels, size, size] in −1 … 1, and D's
 * logit of each, [n].
 */
export interface Golden {
  readonly z: WeightArray;
  readonly images: WeightArray;
  readonly logits: WeightArray;
}

/** Reads the golden tensors of a folder. */
export async function readGolden(url: string): Promise<{ config: ModelConfig; golden: Golden }> {
  const config = await fetchConfig(url);
  if (config.golden === null) throw new Error(`${url} has no golden tensors`);
  const tensors = readSafetensors(await fetchBytes(`${url}${config.golden}`), config.golden);
  return {
    config,
    golden: {
      z: weightNamed(tensors, 'z'),
      images: weightNamed(tensors, 'images'),
      logits: weightNamed(tensors, 'logits'),
    },
  };
}

/** One named weight. @throws Error when it is missing. */
export function weightNamed(weights: Weights, name: string): WeightArray {
  const found = weights.get(name);
  if (found === undefined) throw new Error(`the weights lack ${name}`);
  return found;
}
