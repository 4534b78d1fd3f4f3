/**
 * What a layer list amounts to: blocks of a convolution with its batch norm and activation, the
 * shapes between them, and the weights they need. Pure data; nothing here computes a picture.
 */
import { PlaygroundError } from '../errors.ts';
import type { Weights } from './arrays.ts';
import type { LayerInfo, LayerSpec, ModelConfig, SideNetwork } from './config.ts';

/** Height, width and channels of what passes between two blocks. */
export interface BlockShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** The convolution of a block. */
export type ConvolutionSpec = Extract<LayerSpec, { kind: 'conv' | 'conv_transpose' }>;
/** The batch norm of a block. */
export type BatchNormSpec = Extract<LayerSpec, { kind: 'batch_norm' }>;
/** What follows the sum: nothing, or one of the activations of the paper. */
export type Activation =
  | { readonly kind: 'linear' | 'relu' | 'tanh' | 'sigmoid' }
  | { readonly kind: 'leaky_relu'; readonly slope: number };

/** A convolution, its batch norm if any, and its activation: the unit that is read and masked. */
export interface Block {
  /** Name of its output, as in {@link LayerInfo}. */
  readonly name: string;
  readonly convolution: ConvolutionSpec;
  readonly batchNorm: BatchNormSpec | null;
  readonly activation: Activation;
  readonly input: BlockShape;
  readonly output: BlockShape;
}

/** The networks of a model, as blocks. */
export interface Architecture {
  readonly generator: readonly Block[];
  /** A final sigmoid is left off, so that the last block gives the logit; null without D. */
  readonly discriminator: readonly Block[] | null;
  /** Likewise, its last block gives a logit for each attribute; null without a judge of attributes. */
  readonly classifier: readonly Block[] | null;
  /** Every layer that can be read, G first. */
  readonly layers: readonly LayerInfo[];
}

/** What the names of a network's layers start with. */
const prefixes = { generator: '', discriminator: 'D.', classifier: 'C.' } as const;

/** More values than this in one layer of one picture are refused (256 MB as float32). */
const maxLayerValues = 2 ** 26;

/**
 * Groups the layers of a model into blocks and infers every shape.
 * @throws PlaygroundError `bad-file` when layers do not follow each other, when G does not end in a
 *   tanh of [channels, size, size], when D does not end in one logit, or when the judge of attributes
 *   does not end in one for each.
 */
export function describeArchitecture(config: ModelConfig): Architecture {
  const { imageSize, channels } = config;
  const picture: BlockShape = { height: imageSize, width: imageSize, channels };
  const latent: BlockShape = { height: 1, width: 1, channels: config.latentDim };

  const generator = groupIntoBlocks(config.generator.layers, latent, 'generator');
  const last = generator.at(-1);
  checkEnd(last?.output, picture, 'generator.layers');
  if (last?.activation.kind !== 'tanh') {
    throw badLayers('generator.layers', 'a tanh at the end', last?.activation.kind ?? 'nothing');
  }

  const judge = (network: SideNetwork, logits: number): Block[] | null => {
    const spec = config[network];
    if (spec === null) return null;
    const { layers } = spec;
    const logitLayers = layers.at(-1)?.kind === 'sigmoid' ? layers.slice(0, -1) : layers;
    const blocks = groupIntoBlocks(logitLayers, picture, network);
    const end = { height: 1, width: 1, channels: logits };
    checkEnd(blocks.at(-1)?.output, end, `${network}.layers`);
    return blocks;
  };
  const discriminator = judge('discriminator', 1);
  const classifier = judge('classifier', config.classifier?.attributes.length ?? 0);
  const layers = [
    ...generator.map((block) => layerInfo(block, 'generator')),
    ...(discriminator ?? []).map((block) => layerInfo(block, 'discriminator')),
  ];
  return { generator, discriminator, classifier, layers };
}

function layerInfo(block: Block, network: LayerInfo['network']): LayerInfo {
  return { network, name: block.name, ...block.output };
}

function badLayers(where: string, expected: string, found: string): PlaygroundError {
  return new PlaygroundError(
    'bad-file',
    `config.json: ${where}: expected ${expected}, found ${found}.`,
    { where: `config.json: ${where}`, expected, found },
  );
}

const shapeText = (shape: BlockShape | undefined): string =>
  shape === undefined ? 'nothing' : `[${shape.channels}, ${shape.height}, ${shape.width}]`;

function checkEnd(found: BlockShape | undefined, expected: BlockShape, where: string): void {
  if (shapeText(found) !== shapeText(expected)) {
    throw badLayers(where, `an output of ${shapeText(expected)}`, shapeText(found));
  }
}

function groupIntoBlocks(
  layers: readonly LayerSpec[],
  input: BlockShape,
  network: 'generator' | SideNetwork,
): Block[] {
  const prefix = prefixes[network];
  const blocks: Block[] = [];
  let shape = input;
  let position = 0;
  while (position < layers.length) {
    const where = `${network}.layers[${position}]`;
    const convolution = layers[position];
    if (convolution?.kind !== 'conv' && convolution?.kind !== 'conv_transpose') {
      throw badLayers(where, 'a convolution', convolution?.kind ?? 'nothing');
    }
    if (convolution.in !== shape.channels) {
      throw badLayers(`${where}.in`, `${shape.channels}`, `${convolution.in}`);
    }
    let index = convolution.index;
    position += 1;

    let batchNorm: BatchNormSpec | null = null;
    const second = layers[position];
    if (second?.kind === 'batch_norm') {
      if (second.channels !== convolution.out) {
        const place = `${network}.layers[${position}].channels`;
        throw badLayers(place, `${convolution.out}`, `${second.channels}`);
      }
      batchNorm = second;
      index = second.index;
      position += 1;
    }

    let activation: Activation = { kind: 'linear' };
    const third = layers[position];
    if (third !== undefined && third.kind !== 'conv' && third.kind !== 'conv_transpose') {
      if (third.kind === 'batch_norm') {
        const place = `${network}.layers[${position}]`;
        throw badLayers(place, 'a convolution before every batch norm', 'batch_norm');
      }
      activation =
        third.kind === 'leaky_relu'
          ? { kind: third.kind, slope: third.slope }
          : { kind: third.kind };
      index = third.index;
      position += 1;
    }

    const output = convolve(shape, convolution, where);
    const name = `${prefix}main.${index}`;
    blocks.push({ name, convolution, batchNorm, activation, input: shape, output });
    shape = output;
  }
  return blocks;
}

/** Output shape by PyTorch's formulas, dilation 1, no output padding. */
function convolve(input: BlockShape, spec: ConvolutionSpec, where: string): BlockShape {
  const { kernel, stride, padding } = spec;
  const along = (size: number): number =>
    spec.kind === 'conv'
      ? Math.floor((size + 2 * padding - kernel) / stride) + 1
      : (size - 1) * stride - 2 * padding + kernel;
  const output = { height: along(input.height), width: along(input.width), channels: spec.out };
  if (output.height < 1 || output.width < 1) {
    throw badLayers(where, 'an output of at least one pixel', shapeText(output));
  }
  if (output.height * output.width * output.channels > maxLayerValues) {
    throw badLayers(where, `an output of at most ${maxLayerValues} values`, shapeText(output));
  }
  return output;
}

/** The tensors a block needs, by PyTorch name, with their shapes in PyTorch's axis order. */
export function weightShapes(block: Block): ReadonlyMap<string, readonly number[]> {
  const { convolution, batchNorm } = block;
  const { kernel } = convolution;
  const channels =
    convolution.kind === 'conv'
      ? [convolution.out, convolution.in]
      : [convolution.in, convolution.out];
  const shapes = new Map<string, readonly number[]>([
    [`main.${convolution.index}.weight`, [...channels, kernel, kernel]],
  ]);
  if (convolution.bias) shapes.set(`main.${convolution.index}.bias`, [convolution.out]);
  if (batchNorm !== null) {
    for (const part of ['weight', 'bias', 'running_mean', 'running_var']) {
      shapes.set(`main.${batchNorm.index}.${part}`, [batchNorm.channels]);
    }
  }
  return shapes;
}

/**
 * Checks that every tensor of every block is there with the right shape; others are ignored.
 * @param file name of the weight file, for messages
 * @throws PlaygroundError `shape-mismatch` with details where (file and tensor), expected and found.
 */
export function checkWeights(blocks: readonly Block[], weights: Weights, file: string): void {
  for (const block of blocks) {
    for (const [tensor, shape] of weightShapes(block)) {
      const where = `${file}: ${tensor}`;
      const expected = `[${shape.join(', ')}]`;
      const array = weights.get(tensor);
      const found = array === undefined ? 'nothing' : `[${array.shape.join(', ')}]`;
      if (found !== expected) {
        throw new PlaygroundError(
          'shape-mismatch',
          `${where}: expected ${expected}, found ${found}.`,
          { where, expected, found },
        );
      }
    }
  }
}

/**
 * Name of the weight file of a network beside G.
 * @throws PlaygroundError `missing-network` (details where: the model, network) if the model has none.
 */
export function sideNetworkFile(config: ModelConfig, network: SideNetwork): string {
  const spec = config[network];
  if (spec !== null) return spec.file;
  const message = `The model ${config.id} has no ${network}.`;
  throw new PlaygroundError('missing-network', message, { where: config.id, network });
}
