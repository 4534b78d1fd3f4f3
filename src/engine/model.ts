/** A model on the backend: owns its long-lived tensors; everything else lives inside `tidy`. */
import { PlaygroundError } from '../errors.ts';
import { readSafetensors } from '../formats/safetensors.ts';
import type { ChannelMask, FeatureMaps, PixelImage } from '../model/arrays.ts';
import { checkWeights, describeArchitecture, discriminatorFile } from '../model/architecture.ts';
import type { LayerInfo, ModelConfig } from '../model/config.ts';
import { readMask } from './mask.ts';
import type { Network } from './network.ts';
import { createNetwork } from './network.ts';
import { fromPixels, readBack } from './readBack.ts';
import type { Tensor4D } from './tf.ts';
import { tensor4d, tidy } from './tf.ts';
import type { BackendName } from './types.ts';

/** A model whose weights lie on the backend. */
export interface Model {
  readonly config: ModelConfig;
  readonly layers: readonly LayerInfo[];
  readonly hasDiscriminator: boolean;
  /** Adds D. Its weights must be those of this model's `config.discriminator`. */
  addDiscriminator(bytes: ArrayBuffer): void;
  /** G(z) of each latent, −1 … 1, as one array [n, size, size, channels]. */
  generate(latents: readonly Float32Array[], mask: ChannelMask): Promise<Float32Array>;
  /** Output of one layer, masks of that layer and those before it applied. */
  featureMaps(latent: Float32Array, layer: string, mask: ChannelMask): Promise<FeatureMaps>;
  /** D's logit of each picture. */
  discriminate(images: readonly PixelImage[]): Promise<number[]>;
  /** Frees the weights. */
  dispose(): void;
}

/**
 * Pictures in one run of a network. Larger batches gain nothing here, need more memory, and keep a
 * GPU from its other work for longer than a frame.
 */
const batchSize: Readonly<Record<BackendName, number>> = { webgpu: 16, webgl: 16, wasm: 8, cpu: 1 };

/**
 * Decodes G's weights, checks them, and puts them on the backend. The caller disposes the model.
 * @throws PlaygroundError `bad-file` or `shape-mismatch`
 */
export function createModel(
  config: ModelConfig,
  generatorBytes: ArrayBuffer,
  backend: BackendName,
): Model {
  const architecture = describeArchitecture(config);
  const { imageSize, channels, latentDim } = config;

  const generatorWeights = readSafetensors(generatorBytes, config.generator.file);
  checkWeights(architecture.generator, generatorWeights, config.generator.file);
  const generator = createNetwork(architecture.generator, generatorWeights, backend);
  let discriminator: Network | null = null;

  const needDiscriminator = (): Network => {
    if (discriminator !== null) return discriminator;
    throw new PlaygroundError(
      'internal',
      `The weights of ${discriminatorFile(config)} are missing.`,
    );
  };
  const toTensor = (latents: readonly Float32Array[]): Tensor4D => {
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
    return tensor4d(values, [latents.length, 1, 1, latentDim]);
  };
  /** Runs `compute` on each batch and joins the results. */
  const inBatches = async <T>(
    items: readonly T[],
    compute: (batch: readonly T[]) => Tensor4D,
  ): Promise<Float32Array> => {
    const parts: Float32Array[] = [];
    const step = batchSize[backend];
    for (let start = 0; start < items.length; start += step) {
      const batch = items.slice(start, start + step);
      parts.push(await readBack(tidy(() => compute(batch))));
    }
    const [only] = parts;
    if (only !== undefined && parts.length === 1) return only;
    const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let offset = 0;
    for (const part of parts) {
      joined.set(part, offset);
      offset += part.length;
    }
    return joined;
  };

  return {
    config,
    layers: architecture.layers,
    get hasDiscriminator() {
      return discriminator !== null;
    },
    addDiscriminator(bytes) {
      const file = discriminatorFile(config);
      const blocks = architecture.discriminator ?? [];
      const weights = readSafetensors(bytes, file);
      checkWeights(blocks, weights, file);
      discriminator?.dispose();
      discriminator = createNetwork(blocks, weights, backend);
    },
    async generate(latents, mask) {
      const factors = readMask(mask, architecture.layers);
      return inBatches(latents, (batch) => generator.run(toTensor(batch), factors));
    },
    async featureMaps(latent, layer, mask) {
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
      const network = readsGenerator ? null : needDiscriminator();
      const maps = tidy(() => {
        const x = generator.run(toTensor([latent]), factors, readsGenerator ? layer : undefined);
        return network === null ? x : network.run(x, factors, layer);
      });
      const { height, width, channels: count } = info;
      return { layer, height, width, channels: count, data: await readBack(maps) };
    },
    async discriminate(images) {
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
      const network = needDiscriminator();
      const logits = await inBatches(images, (batch) => {
        const values = new Float32Array(batch.length * imageSize * imageSize * channels);
        for (const [i, image] of batch.entries()) {
          values.set(fromPixels(image, channels), i * imageSize * imageSize * channels);
        }
        const x = tensor4d(values, [batch.length, imageSize, imageSize, channels]);
        return network.run(x, new Map());
      });
      return [...logits];
    },
    dispose() {
      generator.dispose();
      discriminator?.dispose();
    },
  };
}
