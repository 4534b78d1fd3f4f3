/** A named mask as a JSON file, version 1, that says for which weights it holds. */
import type { ChannelMask } from '../model/arrays.ts';
import type { MaskOrigin, NamedMask } from '../model/namedMask.ts';
import { longestMaskName } from '../model/namedMask.ts';
import { checkFormat, readJson } from './field.ts';
import type { Field } from './field.ts';

const format = 'latent-playground-mask';
const version = 1;

/** Bounds of what a file may say. */
const limits = { bytes: 4_000_000, layers: 200, channels: 16_384, factor: 1000, counts: 1e9 };

/** What a file holds; whoever imports it gives it an id and a date. */
export type MaskFile = Omit<NamedMask, 'id' | 'savedAt'>;

/** The text of a mask's file. */
export function writeMaskFile(named: MaskFile): string {
  const { name, modelId, generatorSha256, mask, origin } = named;
  const file = {
    format,
    version,
    name,
    model: { id: modelId, generator_sha256: generatorSha256 },
    mask,
    origin: writeOrigin(origin),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

function writeOrigin(origin: MaskOrigin): Record<string, unknown> {
  if (origin.kind === 'hand') return { kind: 'hand' };
  const { isPrepared, ...rest } = origin;
  return { ...rest, prepared: isPrepared };
}

/**
 * Reads the text of a mask's file. Whether the mask fits a model is for `checkMaskModel` to say.
 * @param where name of the file, for messages
 * @throws PlaygroundError `bad-file` (details: where = file and field, expected, found) or
 *   `unknown-version`
 */
export function readMaskFile(text: string, where: string): MaskFile {
  const bytes = new TextEncoder().encode(text).buffer;
  const root = readJson(bytes, where, limits.bytes);
  checkFormat(root, format, version);
  const digest = root.at('model').at('generator_sha256');
  const generatorSha256 = digest.text();
  if (!/^[0-9a-f]{64}$/.test(generatorSha256)) {
    digest.fail('64 hexadecimal digits in lower case');
  }
  return {
    name: shortText(root.at('name')),
    modelId: shortText(root.at('model').at('id')),
    generatorSha256,
    mask: readMask(root.at('mask')),
    origin: readOrigin(root.at('origin')),
  };
}

function shortText(field: Field): string {
  const text = field.text();
  const isGood = text.trim() !== '' && text.length <= longestMaskName;
  return isGood ? text : field.fail(`a text of 1 to ${longestMaskName} characters`);
}

function readMask(field: Field): ChannelMask {
  const layers = Object.keys(field.record());
  if (layers.length === 0 || layers.length > limits.layers) {
    return field.fail(`1 to ${limits.layers} layers`);
  }
  return Object.fromEntries(layers.map((layer) => [layer, readChannels(field.at(layer))]));
}

function readChannels(field: Field): Record<number, number> {
  const channels = Object.keys(field.record());
  if (channels.length === 0 || channels.length > limits.channels) {
    return field.fail(`1 to ${limits.channels} channels`);
  }
  return Object.fromEntries(
    channels.map((channel): [number, number] => {
      if (!/^(?:0|[1-9]\d{0,4})$/.test(channel)) field.fail('numbers of channels');
      return [Number(channel), field.at(channel).number(0, limits.factor)];
    }),
  );
}

function readOrigin(field: Field): MaskOrigin {
  if (field.at('kind').oneOf(['hand', 'fit']) === 'hand') return { kind: 'hand' };
  return {
    kind: 'fit',
    concept: shortText(field.at('concept')),
    isPrepared: field.at('prepared').flag(false),
    selection: field.at('selection').oneOf(['positive', 'top', 'hand']),
    shapes: field.at('shapes').whole(0, limits.counts),
    pictures: field.at('pictures').whole(0, limits.counts),
    seed: field.at('seed').whole(0, 0xffffffff),
    auc: field.at('auc').isAbsent ? null : field.at('auc').number(0, 1),
  };
}
