/**
 * What a run of training is told: networks, loss, optimisers, seed. All of it is plain data, checked
 * by {@link checkRunConfig}; the defaults are the paper's recipe, and `sourceOf` says where each
 * value is from. Papers: DCGAN (Radford et al. 2015, 1511.06434), GAN (Goodfellow et al. 2014,
 * 1406.2661).
 */
import { badArgument } from '../errors.ts';
import type { Prior } from '../model/config.ts';
import type { ImageSet, ImageSetSize } from '../model/imageSet.ts';
import { holdsOnePicture, imageSetSizes } from '../model/imageSet.ts';

/**
 * Kinds of networks. `mlp` is the multilayer perceptron of 2014: two hidden fully connected layers
 * in G and in D, no batch norm whatever the switch says. `conditional` is a DCGAN that is told the
 * class: G as a one-hot part of its input, D by having one logit a class of which the asked one
 * counts.
 */
export const networkKinds = ['dcgan', 'mlp', 'conditional'] as const;
export type NetworkKind = (typeof networkKinds)[number];

/**
 * Losses; D(x) is a logit here, σ the logistic function.
 * `minimax`: G minimises log(1 − σ(D(G(z)))), as written in 2014.
 * `nonSaturating`: G minimises −log σ(D(G(z))), what everyone uses and the DCGAN code does.
 * `leastSquares`: (D − target)², halves, targets 1 and 0 (Mao et al. 2017, 1611.04076).
 * `wasserstein`: D(G(z)) − D(x), weights of D clipped after each step (Arjovsky et al. 2017, 1701.07875).
 * `hinge`: max(0, 1 − D(x)) + max(0, 1 + D(G(z))), G minimises −D(G(z)) (Lim and Ye 2017, 1705.02894).
 */
export const lossKinds = [
  'nonSaturating',
  'minimax',
  'leastSquares',
  'wasserstein',
  'hinge',
] as const;
export type LossKind = (typeof lossKinds)[number];

/** Everything a run depends on beside the pictures and the backend. */
export interface RunConfig {
  readonly imageSize: ImageSetSize;
  readonly channels: 1 | 3;
  /** Classes that G can be asked for; 0 unless `network` is `conditional`. */
  readonly classes: number;
  readonly network: NetworkKind;
  /** Channels of the largest hidden maps, doubled at every halving of the side; 4 … 256. */
  readonly width: number;
  readonly latentDim: number;
  readonly prior: Prior;

  /** Guideline 1. `pooling`: G doubles by repeating pixels before a 3×3 convolution, D halves by a
   * maximum over 2×2 after one. */
  readonly resampling: 'strided' | 'pooling';
  /** Guideline 2. `standard`: not at G's output nor after D's first convolution; never on D's logit. */
  readonly batchNorm: 'standard' | 'none' | 'everywhere';
  /** Guideline 3. A fully connected hidden layer of 8 × width units, at G's start and D's end. */
  readonly hiddenLayer: boolean;
  /** Guideline 4. Of G's hidden layers; its output is always tanh. */
  readonly activationG: 'relu' | 'tanh';
  /** Guideline 5. Of D's hidden layers; leaky with slope 0.2. */
  readonly activationD: 'leakyRelu' | 'relu';

  readonly loss: LossKind;
  /** Largest absolute weight of D; used by `wasserstein` only. */
  readonly clip: number;
  /** Adam's step sizes and decays (epsilon 1e-8). */
  readonly rateG: number;
  readonly beta1G: number;
  readonly beta2G: number;
  readonly rateD: number;
  readonly beta1D: number;
  readonly beta2D: number;
  readonly batchSize: number;
  /** The target of real pictures is 1 − this; for `nonSaturating`, `minimax` and `leastSquares`. */
  readonly labelSmoothing: number;
  /** Standard deviation of the noise on all that D sees, on the scale −1 … 1; the same all along. */
  readonly instanceNoise: number;
  /** Steps of D for each step of G. */
  readonly stepsD: number;
  /** Decay of the moving average of G's weights, by which sheets are drawn; 0 for none. */
  readonly averageDecay: number;
  /** Names every random choice of the run; below 2³². */
  readonly seed: number;
}

/** Where a default is from; `section` as printed there. `here`: chosen for a browser on any machine. */
export interface Source {
  readonly paper: 'dcgan' | 'gan' | 'dcganCode' | 'adam' | 'here';
  readonly section: string | null;
}

const dcgan = (section: string): Source => ({ paper: 'dcgan', section });
const here: Source = { paper: 'here', section: null };

/**
 * The paper's recipe. Its width (128) and its batch (128) are in {@link paperScale}: a processor
 * would need hours for them, so the page starts with less.
 */
export const recipe: RunConfig = {
  imageSize: 32,
  channels: 3,
  classes: 0,
  network: 'dcgan',
  width: 32,
  latentDim: 100,
  prior: 'uniform',
  resampling: 'strided',
  batchNorm: 'standard',
  hiddenLayer: false,
  activationG: 'relu',
  activationD: 'leakyRelu',
  loss: 'nonSaturating',
  clip: 0.01,
  rateG: 0.0002,
  beta1G: 0.5,
  beta2G: 0.999,
  rateD: 0.0002,
  beta1D: 0.5,
  beta2D: 0.999,
  batchSize: 64,
  labelSmoothing: 0,
  instanceNoise: 0,
  stepsD: 1,
  averageDecay: 0.99,
  seed: 2015,
};

/** What the paper has where {@link recipe} has less. */
export const paperScale = { imageSize: 64, width: 128, batchSize: 128, averageDecay: 0 } as const;

/** Where each value of {@link recipe} is from. */
export const sourceOf: Readonly<Record<keyof RunConfig, Source>> = {
  imageSize: here,
  channels: dcgan('4'),
  classes: here,
  network: dcgan('3'),
  width: here,
  latentDim: dcgan('4 (Fig. 1)'),
  prior: dcgan('4 (Fig. 1)'),
  resampling: dcgan('3'),
  batchNorm: dcgan('3'),
  hiddenLayer: dcgan('3'),
  activationG: dcgan('3'),
  activationD: dcgan('3'),
  loss: { paper: 'gan', section: '3' },
  clip: here,
  rateG: dcgan('4'),
  beta1G: dcgan('4'),
  beta2G: { paper: 'adam', section: '2' },
  rateD: dcgan('4'),
  beta1D: dcgan('4'),
  beta2D: { paper: 'adam', section: '2' },
  batchSize: here,
  labelSmoothing: { paper: 'dcganCode', section: null },
  instanceNoise: { paper: 'dcganCode', section: null },
  stepsD: { paper: 'dcganCode', section: null },
  averageDecay: here,
  seed: here,
};

/** Least and greatest value of each number, both allowed. */
export const bounds = {
  classes: [0, 256],
  width: [4, 256],
  latentDim: [1, 1024],
  clip: [1e-4, 10],
  rateG: [1e-7, 0.1],
  beta1G: [0, 0.9999],
  beta2G: [0, 0.99999],
  rateD: [1e-7, 0.1],
  beta1D: [0, 0.9999],
  beta2D: [0, 0.99999],
  batchSize: [2, 512],
  labelSmoothing: [0, 0.5],
  instanceNoise: [0, 2],
  stepsD: [1, 10],
  averageDecay: [0, 0.99999],
  seed: [0, 0xffffffff],
} as const satisfies Partial<Record<keyof RunConfig, readonly [number, number]>>;

const wholeNumbers = new Set<keyof RunConfig>([
  'classes',
  'width',
  'latentDim',
  'batchSize',
  'stepsD',
  'seed',
]);

const choices = {
  imageSize: imageSetSizes,
  channels: [1, 3],
  network: networkKinds,
  prior: ['uniform', 'normal'],
  resampling: ['strided', 'pooling'],
  batchNorm: ['standard', 'none', 'everywhere'],
  hiddenLayer: [true, false],
  activationG: ['relu', 'tanh'],
  activationD: ['leakyRelu', 'relu'],
  loss: lossKinds,
} as const satisfies Partial<Record<keyof RunConfig, readonly unknown[]>>;

/**
 * Checks a configuration, however it was come by.
 * @throws PlaygroundError `bad-argument` (where: the key, expected, found).
 */
export function checkRunConfig(config: RunConfig): void {
  for (const [key, [least, greatest]] of Object.entries(bounds)) {
    const name = key as keyof typeof bounds;
    const value = config[name];
    const kind = wholeNumbers.has(name) ? 'a whole number' : 'a number';
    const isKind = wholeNumbers.has(name) ? Number.isInteger(value) : Number.isFinite(value);
    if (!isKind || value < least || value > greatest) {
      throw badArgument(name, `${kind} from ${least} to ${greatest}`, String(value));
    }
  }
  for (const [key, allowed] of Object.entries(choices)) {
    const value: unknown = config[key as keyof typeof choices];
    if (!(allowed as readonly unknown[]).includes(value)) {
      throw badArgument(key, allowed.join(', '), String(value));
    }
  }
  if (config.network === 'conditional' && config.classes < 2) {
    throw badArgument('classes', 'at least 2 for a conditional network', config.classes);
  }
  if (config.network !== 'conditional' && config.classes !== 0) {
    throw badArgument('classes', '0 for a network that is told no class', config.classes);
  }
}

/** Fewer pictures than this are learned by heart before anything can be seen. */
export const fewestPictures = 16;

/**
 * Checks that a run can learn from these pictures.
 * @throws PlaygroundError `bad-argument` (where, expected, found).
 */
export function checkFit(config: RunConfig, images: ImageSet): void {
  if (images.size !== config.imageSize) {
    throw badArgument('imageSize', `${images.size}, as the pictures have`, config.imageSize);
  }
  if (images.channels !== config.channels) {
    throw badArgument('channels', `${images.channels}, as the pictures have`, config.channels);
  }
  if (images.count < fewestPictures) {
    throw badArgument('pictures.count', `at least ${fewestPictures}`, images.count);
  }
  if (images.count < config.batchSize) {
    throw badArgument('batchSize', `at most the ${images.count} pictures`, config.batchSize);
  }
  if (holdsOnePicture(images)) {
    const found = `${images.count} times the same picture`;
    throw badArgument('pictures.pixels', 'pictures that differ', found);
  }
  const names = images.classNames?.length ?? 0;
  if (config.classes > 0 && config.classes !== names) {
    throw badArgument('classes', `${names}, as the pictures have`, config.classes);
  }
}
