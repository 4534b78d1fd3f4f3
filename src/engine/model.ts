/** A model where it computes: owns G and, when asked for, the networks beside it. */
import { PlaygroundError } from '../errors.ts';
import { readSafetensors } from '../formats/safetensors.ts';
import type { ChannelMask, FeatureMapBatch, PixelImage, Weights } from '../model/arrays.ts';
import type { Block } from '../model/architecture.ts';
import { checkWeights, describeArchitecture, sideNetworkFile } from '../model/architecture.ts';
import type { LayerInfo, ModelConfig, SideNetwork } from '../model/config.ts';
import { instantNow } from './instant.ts';
import { readMask } from './mask.ts';
import { reach } from './milestones.ts';
import type { Network } from './network.ts';
import { fromPixels, toPixels } from './readBack.ts';

/** Pictures, and when (`instant.ts`) the device had computed what they were made from. */
export interface DrawnPictures {
  readonly images: PixelImage[];
  readonly computedMs: number;
}

/** A model whose weights lie on the backend. */
export interface Model {
  readonly config: ModelConfig;
  readonly layers: readonly LayerInfo[];
  /** Adds D or the judge of attributes, from the weights that `config` names for it. */
  addSideNetwork(network: SideNetwork, bytes: ArrayBuffer): Promise<void>;
  /** Bytes held beside TensorFlow.js's own count. */
  readonly bytes: number;
  /** G(z) of each latent, −1 … 1, as one array [n, size, size, channels]. */
  generate(latents: readonly Float32Array[], mask: ChannelMask): Promise<Float32Array>;
  /** The same as pictures. */
  draw(latents: readonly Float32Array[], mask: ChannelMask): Promise<DrawnPictures>;
  /** Output of one layer for each latent, masks of that layer and those before it applied. */
  featureMaps(
    latents: readonly Float32Array[],
    layer: string,
    mask: ChannelMask,
  ): Promise<FeatureMapBatch>;
  /** D's logit of each picture. */
  discriminate(images: readonly PixelImage[]): Promise<number[]>;
  /** Logits of the attributes of each picture, in the order of `config.classifier.attributes`. */
  classify(images: readonly PixelImage[]): Promise<Float32Array<ArrayBuffer>[]>;
  /** Frees the weights. */
  dispose(): void;
}

/** Puts the blocks of a network where they compute. */
export type MakeNetwork = (blocks: readonly Block[], weights: Weights) => Promise<Network>;

/**
 * The same for a network beside G, which it may check by its name. Weights are used up by a network
 * that is made of them, so they are read again for another attempt.
 */
export type MakeSideNetwork = (
  blocks: readonly Block[],
  readWeights: () => Weights,
  name: SideNetwork,
) => Promise<Network>;

/** What puts G and the networks beside it there. */
interface Makers {
  readonly makeNetwork: MakeNetwork;
  readonly makeSideNetwork: MakeSideNetwork;
}

/**
 * Decodes G's weights, checks them, and puts them on the backend. The caller disposes the model.
 * @throws PlaygroundError `bad-file` or `shape-mismatch`
 */
export async function createModel(
  config: ModelConfig,
  generatorBytes: ArrayBuffer,
  { makeNetwork, makeSideNetwork }: Makers,
): Promise<Model> {
  const architecture = describeArchitecture(config);
  const { imageSize, channels, latentDim } = config;

  const generatorWeights = readSafetensors(generatorBytes, config.generator.file);
  checkWeights(architecture.generator, generatorWeights, config.generator.file);
  reach('engine:decoded');
  const generator = await makeNetwork(architecture.generator, generatorWeights);
  reach('engine:planned');
  const side = new Map<SideNetwork, Network>();

  const needNetwork = (name: SideNetwork): Network => {
    const network = side.get(name);
    if (network !== undefined) return network;
    const file = sideNetworkFile(config, name);
    throw new PlaygroundError('internal', `The weights of ${file} are missing.`);
  };
  const toInput = (latents: readonly Float32Array[]): Float32Array => {
    const values = new Float32Array(latents.length * latentDim);
    for (const [i, latent] of latents.entries()) {
      if (latent.length !== latentDim) {
        throw new PlaygroundError(
          'bad-argument',
          `A latent of ${config.id} has ${latentDim} numbers; ${latent.length} were given.`,
          { where: `latents[${i}]`, expected: latentDim, found: latent.length },
        );
      }
      values.set(latent, i * latentDim);
    }
    return values;
  };
  /** What a network says of each picture, one after the other. */
  const judge = async (
    name: SideNetwork,
    images: readonly PixelImage[],
  ): Promise<Float32Array<ArrayBuffer>> => {
    for (const [i, { width, height, data }] of images.entries()) {
      const isWhole = data.length === width * height * 4;
      if (width !== imageSize || height !== imageSize || !isWhole) {
        throw new PlaygroundError(
          'bad-argument',
          `Picture ${i} must be ${imageSize} × ${imageSize} RGBA; it is ${width} × ${height}.`,
          {
            where: `images[${i}]`,
            expected: `${imageSize} × ${imageSize} RGBA`,
            found: `${width} × ${height} with ${data.length} values`,
          },
        );
      }
    }
    const network = needNetwork(name);
    const size = imageSize * imageSize * channels;
    const values = new Float32Array(images.length * size);
    for (const [i, image] of images.entries()) values.set(fromPixels(image, channels), i * size);
    return network.run(values, images.length, new Map());
  };
  return {
    config,
    layers: architecture.layers,
    get bytes() {
      return [...side.values()].reduce((sum, network) => sum + network.bytes, generator.bytes);
    },
    async addSideNetwork(name, bytes) {
      const file = sideNetworkFile(config, name);
      const blocks = architecture[name] ?? [];
      const readWeights = (): Weights => {
        const weights = readSafetensors(bytes, file);
        checkWeights(blocks, weights, file);
        return weights;
      };
      const made = await makeSideNetwork(blocks, readWeights, name);
      side.get(name)?.dispose();
      side.set(name, made);
    },
    async generate(latents, mask) {
      const factors = readMask(mask, architecture.layers);
      return generator.run(toInput(latents), latents.length, factors);
    },
    async draw(latents, mask) {
      const factors = readMask(mask, architecture.layers);
      const input = toInput(latents);
      const drawn = await generator.drawPixels(input, latents.length, factors);
      if (drawn !== null) {
        const computedMs = instantNow();
        const size = imageSize ** 2 * 4;
        const images = latents.map((_, i) => {
          const data = drawn.slice(i * size, (i + 1) * size);
          return { width: imageSize, height: imageSize, data };
        });
        return { images, computedMs };
      }
      const values = await generator.run(input, latents.length, factors);
      const computedMs = instantNow();
      const size = imageSize ** 2 * channels;
      const images = latents.map((_, i) =>
        toPixels(values.subarray(i * size, (i + 1) * size), imageSize, channels),
      );
      return { images, computedMs };
    },
    async featureMaps(latents, layer, mask) {
      const info = architecture.layers.find((one) => one.name === layer);
      if (info === undefined) {
        const expected = architecture.layers.map((one) => one.name).join(', ');
        throw new PlaygroundError('bad-argument', `There is no layer ${layer}.`, {
          where: 'layer',
          expected: `one of ${expected}`,
          found: layer,
        });
      }
      const factors = readMask(mask, architecture.layers);
      const readsGenerator = info.network === 'generator';
      const network = readsGenerator ? null : needNetwork('discriminator');
      const input = toInput(latents);
      const count = latents.length;
      const drawn = await generator.run(input, count, factors, readsGenerator ? layer : undefined);
      const data = network === null ? drawn : await network.run(drawn, count, factors, layer);
      const { height, width } = info;
      return { layer, count, height, width, channels: info.channels, data };
    },
    async discriminate(images) {
      return [...(await judge('discriminator', images))];
    },
    async classify(images) {
      const attributes = config.classifier?.attributes.length ?? 0;
      const logits = await judge('classifier', images);
      return images.map((_, i) => logits.slice(i * attributes, (i + 1) * attributes));
    },
    dispose() {
      generator.dispose();
      for (const network of side.values()) network.dispose();
    },
  };
}
