import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readModelConfig } from '../formats/config.ts';
import { build } from '../formats/testing/buildSafetensors.ts';
import { toBytes } from '../formats/testing/changeJson.ts';
import type { LayerSpec, ModelConfig } from '../model/config.ts';
import { createLabelledLatents } from './labelledLatents.ts';

const folder = 'https://host/models/faces/';
const plain = readModelConfig(
  JSON.parse(
    readFileSync(new URL('../../public/models/faces-epoch1/config.json', import.meta.url), 'utf8'),
  ),
  'config.json',
);
const generatorSha256 = plain.files[plain.generator.file]?.sha256 ?? '';

const scores = { accuracy: 0.9, balanced_accuracy: 0.9, auc: 0.9 };
const smiling = [{ attribute: 'Smiling', present: true, threshold: 0.8 }];
const common = { version: 1, generator_sha256: generatorSha256, seed: 1, first_index: 0, count: 9 };
const contents: Record<string, ArrayBuffer> = {
  'labels.safetensors': build(
    {
      probabilities: {
        dtype: 'U8',
        shape: [9, 1],
        bytes: Uint8Array.from({ length: 9 }, (_, i) => i),
      },
      realness: { dtype: 'F16', shape: [9], bytes: new Uint8Array(18) },
    },
    (header) => {
      header['__metadata__'] = { facts: JSON.stringify({ ...common, attributes: ['Smiling'] }) };
    },
  ),
  'directions.json': toBytes({
    ...common,
    format: 'latent-playground-directions',
    lambda: 0.001,
    objective: 'x',
    held_out: 'x',
    attributes: [
      {
        name: 'Smiling',
        classifier: scores,
        direction: { ...scores, positives: 0.5 },
        vector: Array.from({ length: 100 }, () => 0.1),
        weight_length: 1,
        bias: 0,
      },
    ],
    left_out: [],
  }),
  'exemplars.json': toBytes({
    ...common,
    format: 'latent-playground-exemplars',
    rule: 'x',
    presets: [
      {
        id: 'smile',
        a: { concept: smiling, satisfying: 9, indices: [0, 1, 2] },
        b: { concept: smiling, satisfying: 9, indices: [3, 4, 5] },
        c: { concept: smiling, satisfying: 9, indices: [6, 7, 8] },
        expected: smiling,
      },
    ],
  }),
  'concepts.json': toBytes({
    ...common,
    format: 'latent-playground-concepts',
    rule: 'x',
    concepts: [
      {
        id: 'mouth',
        layer: 'main.5',
        sheet: { seed: 1, first_index: 0, count: 9 },
        samples: [2],
        boxes: [[20, 44, 44, 56]],
      },
    ],
  }),
};
/** One logit of the whole picture. */
const judge: LayerSpec = {
  kind: 'conv',
  index: 0,
  in: plain.channels,
  out: 1,
  kernel: plain.imageSize,
  stride: 1,
  padding: 0,
  bias: true,
};
const config: ModelConfig = {
  ...plain,
  classifier: { file: 'c', layers: [judge], attributes: ['Smiling'], heldOut: null },
  labels: { file: 'labels.safetensors', seed: 1, firstIndex: 0, count: 9 },
  directions: 'directions.json',
  exemplars: 'exemplars.json',
  concepts: 'concepts.json',
  files: {
    ...plain.files,
    ...Object.fromEntries(
      Object.entries(contents).map(([name, bytes]) => [
        name,
        {
          sizeBytes: bytes.byteLength,
          sha256: createHash('sha256').update(new Uint8Array(bytes)).digest('hex'),
        },
      ]),
    ),
  },
};

/** A loader on a host whose answers can be changed, and the addresses it was asked for. */
function loader() {
  const asked: string[] = [];
  const host = { answer: (file: string): Response => new Response(contents[file]) };
  const latents = createLabelledLatents(() => undefined, {
    fetch: async (url) => {
      asked.push(url);
      return host.answer(url.slice(folder.length));
    },
    caches: undefined,
    subtle: crypto.subtle,
  });
  return { latents, asked, host };
}

test('brings each file when it is first asked for, and once', async () => {
  const { latents, asked } = loader();
  const [labels, again] = await Promise.all([
    latents.loadLabels(folder, config),
    latents.loadLabels(folder, config),
  ]);
  expect(asked).toEqual([`${folder}labels.safetensors`]);
  expect(again).toBe(labels);
  expect(labels).toMatchObject({ count: 9, attributes: ['Smiling'] });
  expect(labels?.probabilities[8]).toBe(8);
  expect((await latents.loadDirections(folder, config))?.attributes[0]?.name).toBe('Smiling');
  expect((await latents.loadExemplars(folder, config))?.presets[0]?.id).toBe('smile');
  expect((await latents.loadConcepts(folder, config))?.concepts[0]?.id).toBe('mouth');
  expect(asked).toHaveLength(4);
});

test('a model without them has none, and nothing is asked', async () => {
  const { latents, asked } = loader();
  expect(await latents.loadLabels(folder, plain)).toBeNull();
  expect(await latents.loadDirections(folder, plain)).toBeNull();
  expect(await latents.loadExemplars(folder, plain)).toBeNull();
  expect(await latents.loadConcepts(folder, plain)).toBeNull();
  expect(asked).toEqual([]);
});

test('a failure is told and not remembered', async () => {
  const { latents, host } = loader();
  const good = host.answer;
  host.answer = () => new Response('', { status: 404 });
  await expect(latents.loadLabels(folder, config)).rejects.toMatchObject({
    code: 'download-failed',
    details: { file: 'labels.safetensors', status: 404 },
  });
  host.answer = good;
  expect(await latents.loadLabels(folder, config)).not.toBeNull();
});

test('bytes with another digest are not read', async () => {
  const { latents, host } = loader();
  host.answer = (file) => new Response(new Uint8Array(contents[file] ?? []).toReversed());
  await expect(latents.loadExemplars(folder, config)).rejects.toMatchObject({
    code: 'file-altered',
  });
});

test('exemplars of another generator are refused', async () => {
  const { latents } = loader();
  const other = config.files['generator.safetensors'];
  const changed = {
    ...config,
    files: {
      ...config.files,
      'generator.safetensors': { sizeBytes: other?.sizeBytes ?? 0, sha256: 'f'.repeat(64) },
    },
  };
  await expect(latents.loadExemplars(folder, changed)).rejects.toMatchObject({
    code: 'bad-file',
    details: { where: 'faces-epoch1/exemplars.json: generator_sha256' },
  });
});
