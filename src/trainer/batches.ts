/** What each step is fed: real pictures, latents, classes. All of it follows from the seed and a number. */
import { createRandomStream, drawNormal, shuffle } from '../maths/random.ts';
import type { ImageSet } from '../model/imageSet.ts';
import { writePicture } from '../model/imageSet.ts';
import type { RunConfig } from './config.ts';
import { generatorInputs } from './layers.ts';
import { streamOf } from './initialise.ts';

/** Pictures of a set in the order of a run: every epoch is a permutation of its own. */
export interface RealBatches {
  /** Writes batch `index` to `target` [batch, size, size, channels], −1 … 1; gives their classes. */
  fill(index: number, target: Float32Array): Float32Array<ArrayBuffer> | null;
  /** Epochs done after so many batches; what is left of a set after whole batches is not shown. */
  epochsAfter(batches: number): number;
}

/** Deals the pictures of a set into batches. */
export function createRealBatches(images: ImageSet, config: RunConfig): RealBatches {
  const { batchSize, seed } = config;
  const each = images.size * images.size * images.channels;
  const perEpoch = Math.floor(images.count / batchSize);
  let orderOf = -1;
  let order = new Uint32Array(0);
  return {
    fill(index, target) {
      const epoch = Math.floor(index / perEpoch);
      if (epoch !== orderOf) {
        order = permutation(images.count, seed, epoch);
        orderOf = epoch;
      }
      const first = (index - epoch * perEpoch) * batchSize;
      const classes = new Float32Array(batchSize);
      for (let item = 0; item < batchSize; item += 1) {
        const picture = order[first + item] ?? 0;
        writePicture(images, picture, target, item * each);
        classes[item] = images.labels?.[picture] ?? 0;
      }
      return config.classes > 0 ? classes : null;
    },
    epochsAfter: (batches) => (batches * batchSize) / images.count,
  };
}

/** The pictures in the order of an epoch. */
function permutation(count: number, seed: number, epoch: number): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  shuffle(order, createRandomStream(seed, streamOf.order, epoch));
  return order;
}

/** What G is given: [n, latentDim + classes], and the classes [n] for D; null without classes. */
export interface GeneratorInputs {
  readonly values: Float32Array<ArrayBuffer>;
  readonly classes: Float32Array<ArrayBuffer> | null;
}

/** Draws from the prior, with classes drawn evenly; `keys` name the stream after the seed. */
export function drawInputs(
  config: RunConfig,
  n: number,
  ...keys: readonly [stream: number, ...rest: number[]]
): GeneratorInputs {
  const random = createRandomStream(config.seed, ...keys);
  const latents = Array.from({ length: n }, () =>
    Float32Array.from({ length: config.latentDim }, () =>
      config.prior === 'normal' ? drawNormal(random) : 2 * random() - 1,
    ),
  );
  const classes = Array.from({ length: n }, () => Math.floor(random() * config.classes));
  return joinInputs(config, latents, classes);
}

/** Puts given latents and classes side by side; a missing class is 0. */
export function joinInputs(
  config: RunConfig,
  latents: readonly Float32Array[],
  classes: readonly number[],
): GeneratorInputs {
  const width = generatorInputs(config);
  const values = new Float32Array(latents.length * width);
  latents.forEach((latent, item) => {
    values.set(latent, item * width);
    if (config.classes > 0) values[item * width + config.latentDim + (classes[item] ?? 0)] = 1;
  });
  const asked = Float32Array.from({ length: latents.length }, (_, item) => classes[item] ?? 0);
  return { values, classes: config.classes > 0 ? asked : null };
}
