/** Reads `config.json` of a model folder, version 1, and says precisely what is wrong with a bad one. */
import type {
  ClassifierSpec,
  FileDigest,
  HeldOutScores,
  LabelSet,
  LayerSpec,
  ModelConfig,
  NetworkSpec,
  SampleSheet,
} from '../model/config.ts';
import { subjects } from '../model/config.ts';
import { checkFormat, Field, readNames } from './field.ts';

const format = 'latent-playground-model';
const version = 1;

/** Bounds that keep a malicious or mistaken description from asking for absurd memory. */
const limits = {
  layers: 200,
  channels: 16_384,
  latentDim: 16_384,
  imageSize: 2048,
  kernel: 64,
  fileBytes: 2 ** 30,
  attributes: 256,
  labels: 1_000_000,
  heldOutPictures: 10_000_000,
};

/**
 * Checks the parsed JSON of a `config.json` and gives its typed form.
 * @param where name of the file, for messages
 * @throws PlaygroundError `bad-file` (details: where = file and field, expected, found) or
 *   `unknown-version`.
 */
export function readModelConfig(json: unknown, where: string): ModelConfig {
  const root = new Field(where, '', json);
  checkFormat(root, format, version);
  const files = readFiles(root.at('files'));
  const config: ModelConfig = {
    id: readId(root.at('id')),
    title: root.at('title').text(),
    licence: root.at('licence').text(),
    data: root.at('data').text(),
    subject: root.at('subject').isAbsent ? 'sample' : root.at('subject').oneOf(subjects),
    prior: root.at('prior').oneOf(['normal', 'uniform']),
    latentDim: root.at('latent_dim').whole(1, limits.latentDim),
    imageSize: root.at('image_size').whole(1, limits.imageSize),
    channels: root.at('channels').oneOf([1, 3]),
    generator: readNetwork(root.at('generator'), files),
    discriminator: root.at('discriminator').isAbsent
      ? null
      : readNetwork(root.at('discriminator'), files),
    samples: root.at('samples').isAbsent ? null : readSamples(root.at('samples'), files),
    classifier: root.at('classifier').isAbsent
      ? null
      : readClassifier(root.at('classifier'), files),
    labels: root.at('labels').isAbsent ? null : readLabelSet(root.at('labels'), files),
    directions: readOptionalFile(root.at('directions'), files),
    exemplars: readOptionalFile(root.at('exemplars'), files),
    concepts: readOptionalFile(root.at('concepts'), files),
    golden: readOptionalFile(root.at('golden'), files),
    files,
  };
  return config;
}

function readId(field: Field): string {
  const id = field.text();
  return /^[a-z0-9][a-z0-9-]{0,63}$/.test(id)
    ? id
    : field.fail('up to 64 lower-case letters, digits and hyphens');
}

function readFiles(field: Field): Record<string, FileDigest> {
  const entries = Object.keys(field.record()).map((name): [string, FileDigest] => {
    const entry = field.at(name);
    const digest = entry.at('sha256');
    const sha256 = digest.text();
    if (!/^[0-9a-f]{64}$/.test(sha256)) digest.fail('64 hexadecimal digits in lower case');
    return [name, { sizeBytes: entry.at('size_bytes').whole(0, limits.fileBytes), sha256 }];
  });
  return Object.fromEntries(entries);
}

function readFileName(field: Field, files: Readonly<Record<string, FileDigest>>): string {
  const name = field.fileName();
  return Object.hasOwn(files, name) ? name : field.fail('a file listed under "files"');
}

function readOptionalFile(
  field: Field,
  files: Readonly<Record<string, FileDigest>>,
): string | null {
  return field.isAbsent ? null : readFileName(field, files);
}

function readNetwork(field: Field, files: Readonly<Record<string, FileDigest>>): NetworkSpec {
  const layers = field.at('layers').items(limits.layers);
  let last = -1;
  return {
    file: readFileName(field.at('file'), files),
    layers: layers.map((layer) => {
      const spec = readLayer(layer);
      if (spec.index <= last) layer.at('index').fail(`a number above ${last}`);
      last = spec.index;
      return spec;
    }),
  };
}

function readLayer(field: Field): LayerSpec {
  const index = field.at('index').whole(0, 10_000);
  const kind = field
    .at('kind')
    .oneOf(['conv_transpose', 'conv', 'batch_norm', 'relu', 'leaky_relu', 'tanh', 'sigmoid']);
  switch (kind) {
    case 'conv_transpose':
    case 'conv':
      return {
        kind,
        index,
        in: field.at('in').whole(1, limits.channels),
        out: field.at('out').whole(1, limits.channels),
        kernel: field.at('kernel').whole(1, limits.kernel),
        stride: field.at('stride').whole(1, limits.kernel),
        padding: field.at('padding').whole(0, limits.kernel),
        bias: field.at('bias').flag(false),
      };
    case 'batch_norm':
      return {
        kind,
        index,
        channels: field.at('channels').whole(1, limits.channels),
        epsilon: field.at('epsilon').number(0, 1),
      };
    case 'leaky_relu':
      return { kind, index, slope: field.at('slope').number(0, 1) };
    case 'relu':
    case 'tanh':
    case 'sigmoid':
      return { kind, index };
  }
}

function readSamples(field: Field, files: Readonly<Record<string, FileDigest>>): SampleSheet {
  return {
    file: readFileName(field.at('file'), files),
    columns: field.at('columns').whole(1, 100),
    rows: field.at('rows').whole(1, 100),
    seed: field.at('seed').whole(0, 0xffffffff),
    firstIndex: field.at('first_index').whole(0, 0xffffffff),
  };
}

function readClassifier(field: Field, files: Readonly<Record<string, FileDigest>>): ClassifierSpec {
  const network = readNetwork(field, files);
  const attributes = readNames(field.at('attributes'), limits.attributes);
  const last = network.layers.findLast(({ kind }) => kind === 'conv');
  if (last?.kind !== 'conv' || last.out !== attributes.length) {
    field.at('attributes').fail(`as many names as the last layer has channels`);
  }
  const heldOut = field.at('held_out');
  return {
    ...network,
    attributes,
    heldOut: heldOut.isAbsent ? null : readHeldOut(heldOut, attributes.length),
  };
}

function readHeldOut(field: Field, attributes: number): HeldOutScores {
  const shares = (key: string): Field[] => {
    const items = field.at(key).items(limits.attributes);
    return items.length === attributes ? items : field.at(key).fail(`${attributes} numbers`);
  };
  return {
    pictures: field.at('pictures').whole(1, limits.heldOutPictures),
    accuracy: shares('accuracy').map((share) => share.number(0, 1)),
    balancedAccuracy: shares('balanced_accuracy').map((share) => share.number(0, 1)),
    auc: shares('auc').map((share) => (share.isAbsent ? null : share.number(0, 1))),
  };
}

function readLabelSet(field: Field, files: Readonly<Record<string, FileDigest>>): LabelSet {
  const firstIndex = field.at('first_index').whole(0, 0xffffffff);
  return {
    file: readFileName(field.at('file'), files),
    seed: field.at('seed').whole(0, 0xffffffff),
    firstIndex,
    count: field.at('count').whole(1, Math.min(limits.labels, 2 ** 32 - firstIndex)),
  };
}
