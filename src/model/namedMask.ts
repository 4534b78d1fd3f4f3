/** A mask that has a name and knows its model, to be kept, carried in a file and switched on anywhere. */
import { PlaygroundError } from '../errors.ts';
import { describeArchitecture } from './architecture.ts';
import type { ChannelMask } from './arrays.ts';
import type { ModelConfig } from './config.ts';

/** How a mask came about: chosen map by map, or from a detector of a concept. */
export type MaskOrigin =
  | { readonly kind: 'hand' }
  | {
      readonly kind: 'fit';
      /** Name of the concept. */
      readonly concept: string;
      /** Whether its shapes came with the model, and were not the visitor's. */
      readonly isPrepared: boolean;
      /** All maps of positive weight (§6.3.1), the first of an order, or chosen after the fit. */
      readonly selection: 'positive' | 'top' | 'hand';
      readonly shapes: number;
      /** Pictures with shapes. */
      readonly pictures: number;
      readonly seed: number;
      /** Held-out area under the ROC curve of the detector, 0 … 1; null if it could not be said. */
      readonly auc: number | null;
    };

/** A mask with its name. Never mutated. */
export interface NamedMask {
  readonly id: string;
  readonly name: string;
  readonly modelId: string;
  /** SHA-256 of the generator's file, 64 hexadecimal digits: a mask holds for these weights only. */
  readonly generatorSha256: string;
  /** Factors by layer and channel; at least one. */
  readonly mask: ChannelMask;
  readonly origin: MaskOrigin;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

/** Longest name of a mask, in characters. */
export const longestMaskName = 80;

/**
 * SHA-256 of a model's generator.
 * @throws PlaygroundError `internal` if the description lists none, which a checked one does
 */
export function generatorDigest(config: ModelConfig): string {
  const digest = config.files[config.generator.file];
  if (digest === undefined) {
    throw new PlaygroundError('internal', `No digest of ${config.generator.file}.`);
  }
  return digest.sha256;
}

/**
 * Checks that a mask is one of this model: the same generator, byte for byte, and layers and channels
 * that it has.
 * @throws PlaygroundError `other-model` (where: the mask's name, expected and found: model and the
 *   first digits of the digest); `bad-file` for a layer or channel that the model lacks
 */
export function checkMaskModel(named: NamedMask, config: ModelConfig): void {
  const digest = generatorDigest(config);
  if (named.generatorSha256 !== digest) {
    const expected = `${config.id} (SHA-256 ${digest.slice(0, 8)}…)`;
    const found = `${named.modelId} (SHA-256 ${named.generatorSha256.slice(0, 8)}…)`;
    throw new PlaygroundError(
      'other-model',
      `The mask ${named.name} is of ${found}, not of ${expected}.`,
      { where: named.name, expected, found },
    );
  }
  const { layers } = describeArchitecture(config);
  for (const [name, channels] of Object.entries(named.mask)) {
    const layer = layers.find((one) => one.name === name && one.network === 'generator');
    if (layer === undefined) throw misfit(named, `a layer of ${config.id}`, name);
    const wrong = Object.keys(channels).find((channel) => Number(channel) >= layer.channels);
    if (wrong !== undefined) {
      throw misfit(named, `maps 0 to ${layer.channels - 1} of ${name}`, wrong);
    }
  }
}

function misfit({ name }: NamedMask, expected: string, found: string): PlaygroundError {
  return new PlaygroundError('bad-file', `${name}: expected ${expected}, found ${found}.`, {
    where: name,
    expected,
    found,
  });
}
