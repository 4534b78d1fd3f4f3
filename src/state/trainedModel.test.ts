/** What is exported is read by the page's formats and drawn by its engine as the trainer draws it. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSession } from '../engine/session.ts';
import { loadKernels, wasmUrls } from '../engine/testing/folders.ts';
import { readModelConfig } from '../formats/config.ts';
import { toLatent } from '../model/arrays.ts';
import type { RunConfig } from '../trainer/config.ts';
import { recipe } from '../trainer/config.ts';
import { createGan } from '../trainer/gan.ts';
import { joinInputs } from '../trainer/batches.ts';
import { snapshotToModelFiles } from '../trainer/modelFiles.ts';
import { createReferenceDevice } from '../trainer/reference/referenceDevice.ts';
import { toImage } from '../trainer/sheet.ts';
import { goldenPictures } from '../trainer/testing/golden.ts';
import type { Snapshot } from '../trainer/types.ts';

const small: RunConfig = {
  ...recipe,
  imageSize: 16,
  width: 8,
  latentDim: 6,
  batchSize: 8,
  averageDecay: 0.5,
  rateG: 0.01,
  rateD: 0.01,
};
const words = { id: 'mine', title: 'Mine', licence: 'CC0', data: 'stripes' };

/** A few steps, so that every statistic and bias is other than at the start. */
async function train(config: RunConfig) {
  const gan = createGan(createReferenceDevice(), config, goldenPictures(config, 32));
  for (let step = 0; step < 6; step += 1) await gan.runStep();
  const snapshot: Snapshot = {
    version: 1,
    config,
    seconds: 1,
    backend: 'reference',
    lastMeasures: null,
    ...(await gan.readState()),
  };
  return { gan, snapshot };
}

const bufferOf = (bytes: Uint8Array<ArrayBuffer> | undefined): ArrayBuffer =>
  bytes?.slice().buffer ?? new ArrayBuffer();

test.each<[string, Partial<RunConfig>]>([
  ['the recipe', {}],
  ['grey at 32', { imageSize: 32, channels: 1 }],
  ['no batch norm', { batchNorm: 'none' }],
  ['batch norm everywhere', { batchNorm: 'everywhere' }],
  ['hidden layers', { hiddenLayer: true }],
  ['pooling', { resampling: 'pooling' }],
  ['the perceptron', { network: 'mlp', width: 4 }],
  ['a class', { network: 'conditional', classes: 3 }],
  ['other activations', { activationG: 'tanh', activationD: 'relu' }],
])('%s: the engine draws what the trainer draws', async (_, change) => {
  const config = { ...small, ...change };
  const { gan, snapshot } = await train(config);
  const drawnClass = config.classes > 0 ? 2 : 0;
  const files = await snapshotToModelFiles(snapshot, { ...words, drawnClass });
  const bytesOf = (name: string) => files.find((file) => file.name === name)?.bytes;
  const json: unknown = JSON.parse(new TextDecoder().decode(bytesOf('config.json')));
  const described = readModelConfig(json, 'config.json');
  for (const [name, { sha256, sizeBytes }] of Object.entries(described.files)) {
    const bytes = bytesOf(name) ?? new Uint8Array();
    expect(sizeBytes).toBe(bytes.length);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  }
  const session = createSession({ wasmUrls, loadKernels });
  await session.start('wasm');
  const generator = bufferOf(bytesOf('generator.safetensors'));
  const installed = { folderUrl: '', config: described, generator, golden: null };
  await session.install(installed, Infinity);
  const latents = [1, 2, 3].map((seed) =>
    toLatent(
      Array.from({ length: 6 }, (__, i) => Math.sin(seed * 7 + i)),
      6,
    ),
  );
  const inputs = joinInputs(
    config,
    latents,
    latents.map(() => drawnClass),
  );
  const pictures = await gan.drawFrozen(inputs, latents.length, snapshot);
  const { images } = await session.generate(latents, {});
  let spread = 0;
  images.forEach(({ data }, i) => {
    const own = toImage(pictures, i, config.imageSize, config.channels).data;
    const worst = own.reduce((most, value, at) => {
      return Math.max(most, Math.abs(value - (data[at] ?? Number.NaN)));
    }, 0);
    expect(worst).toBeLessThanOrEqual(1);
    spread = Math.max(spread, ...own.filter((__, at) => at % 4 !== 3)) - Math.min(...own);
  });
  expect(spread).toBeGreaterThan(0);
  if (config.resampling === 'pooling') expect(described.discriminator).toBeNull();
  else {
    const critic = bufferOf(bytesOf('discriminator.safetensors'));
    await session.installSideNetwork('discriminator', critic);
    const logits = await session.discriminate(images);
    expect(logits).toHaveLength(3);
    expect([...logits].every(Number.isFinite)).toBe(true);
  }
  await session.dispose();
});

test('a class that there is not is refused', async () => {
  const { snapshot } = await train(small);
  await expect(snapshotToModelFiles(snapshot, { ...words, drawnClass: 1 })).rejects.toMatchObject({
    code: 'bad-argument',
    details: { where: 'drawnClass', expected: 'below 0', found: 1 },
  });
});
