// @ts-check
/**
 * Draws the golden latents of a model folder with the page's engine and prints, as JSON, how far its
 * pictures and logits are from PyTorch's: `node tools/checkModelFolder.mjs FOLDER`.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openPageModules } from './pageModules.mjs';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node tools/checkModelFolder.mjs FOLDER');

/** @param {string} name @returns {ArrayBuffer} */
function bytesOf(name) {
  const bytes = readFileSync(join(String(folder), name));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
}

const vite = await openPageModules();

/** @typedef {typeof import('../src/formats/config.ts')} ConfigModule */
/** @typedef {typeof import('../src/formats/safetensors.ts')} SafetensorsModule */
/** @typedef {typeof import('../src/model/arrays.ts')} ArraysModule */
/** @typedef {typeof import('../src/engine/session.ts')} SessionModule */
/** @typedef {typeof import('../src/engine/testing/folders.ts')} FoldersModule */
const { readModelConfig } = /** @type {ConfigModule} */ (
  await vite.ssrLoadModule('/src/formats/config.ts')
);
const { readSafetensors } = /** @type {SafetensorsModule} */ (
  await vite.ssrLoadModule('/src/formats/safetensors.ts')
);
const { toLatent } = /** @type {ArraysModule} */ (await vite.ssrLoadModule('/src/model/arrays.ts'));
const { createSession } = /** @type {SessionModule} */ (
  await vite.ssrLoadModule('/src/engine/session.ts')
);

const { loadKernels, wasmUrls } = /** @type {FoldersModule} */ (
  await vite.ssrLoadModule('/src/engine/testing/folders.ts')
);

const config = readModelConfig(
  JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')),
  folder,
);
if (config.golden === null) throw new Error(`${folder} has no golden outputs.`);
const golden = bytesOf(config.golden);
const session = createSession({ wasmUrls, loadKernels });
await session.start('wasm');
const { selfTestError, kernels, kernelFailure } = await session.install(
  {
    folderUrl: pathToFileURL(`${resolve(folder)}/`).href,
    config,
    generator: bytesOf(config.generator.file),
    golden,
  },
  0,
);

let logitError = null;
if (config.discriminator !== null) {
  await session.installSideNetwork('discriminator', bytesOf(config.discriminator.file));
  const arrays = readSafetensors(golden, config.golden);
  const z = arrays.get('z')?.values.slice(0, config.latentDim) ?? [];
  const tap = `D.main.${config.discriminator.layers.findLast((layer) => layer.kind === 'conv')?.index}`;
  const { data } = await session.featureMaps(toLatent(Array.from(z), config.latentDim), tap, {});
  logitError = Math.abs((data[0] ?? NaN) - (arrays.get('logits')?.values[0] ?? NaN));
}
await session.dispose();
await vite.close();
console.log(JSON.stringify({ id: config.id, kernels, kernelFailure, selfTestError, logitError }));
