/** The shipped model, read once for every contender in the same way. */
import { readModelConfig } from '../src/formats/config.ts';
import { readSafetensors } from '../src/formats/safetensors.ts';
import type { Block } from '../src/model/architecture.ts';
import { describeArchitecture } from '../src/model/architecture.ts';
import type { WeightArray, Weights } from '../src/model/arrays.ts';
import type { ModelConfig } from '../src/model/config.ts';

/** A model folder in memory. */
export interface ModelFiles {
  /** Address of the folder, ending in a slash. */
  readonly url: string;
  readonly config: ModelConfig;
  readonly blocks: readonly Block[];
  readonly weights: Weights;
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

/** Reads description and generator weights of a folder. */
export async function readModelFiles(url: string): Promise<ModelFiles> {
  const config = await fetchConfig(url);
  const { file } = config.generator;
  const weights = readSafetensors(await fetchBytes(`${url}${file}`), file);
  return { url, config, blocks: describeArchitecture(config).generator, weights };
}

/** Latents [n, latentDim] and what PyTorch makes of them, [n, channels, size, size] in −1 … 1. */
export interface Golden {
  readonly z: WeightArray;
  readonly images: WeightArray;
}

/** Reads the golden tensors of a folder. */
export async function readGolden(url: string): Promise<{ config: ModelConfig; golden: Golden }> {
  const config = await fetchConfig(url);
  if (config.golden === null) throw new Error(`${url} has no golden tensors`);
  const tensors = readSafetensors(await fetchBytes(`${url}${config.golden}`), config.golden);
  const [z, images] = [tensors.get('z'), tensors.get('images')];
  if (z === undefined || images === undefined) throw new Error('golden tensors lack z or images');
  return { config, golden: { z, images } };
}

/** One named weight. @throws Error when it is missing. */
export function weightNamed(weights: Weights, name: string): WeightArray {
  const found = weights.get(name);
  if (found === undefined) throw new Error(`the weights lack ${name}`);
  return found;
}
