import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { readModelConfig } from '../formats/config.ts';
import { readSafetensors } from '../formats/safetensors.ts';
import {
  neighbourRadius,
  neighboursOf,
  resultOf,
  strengthen,
  sumOfTerms,
} from '../latent/arithmetic.ts';
import type { Term } from '../latent/arithmetic.ts';
import { drawSample, shellOf } from '../latent/prior.ts';
import { supportedBuild } from './kernels/wasm/kernelModule.ts';
import { createSession } from './session.ts';
import type { Session } from './sessionTypes.ts';

const wasmFolder = new URL(
  '../../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/',
  import.meta.url,
).pathname;

function bytesOf(path: string): ArrayBuffer {
  return new Uint8Array(readFileSync(new URL(path, import.meta.url))).buffer;
}

let session: Session | null = null;
afterEach(async () => {
  await session?.dispose();
  session = null;
});

test.each(['cpu', 'wasm'] as const)(
  'A − B + C from seeds to pixels on %s, as PyTorch draws it (Figure 7)',
  async (backend) => {
    const folder = '../../public/models/faces';
    const config = readModelConfig(
      JSON.parse(readFileSync(new URL(`${folder}/config.json`, import.meta.url), 'utf8')),
      'config.json',
    );
    const build = supportedBuild() ?? 'simd';
    session = createSession({
      wasmUrls: {
        simd: `${wasmFolder}tfjs-backend-wasm-simd.wasm`,
        plain: `${wasmFolder}tfjs-backend-wasm.wasm`,
      },
      loadKernels: async () => ({
        build,
        module: await WebAssembly.compile(bytesOf(`kernels/wasm/kernels.${build}.wasm`)),
      }),
    });
    await session.start(backend);
    const generator = bytesOf(`${folder}/${config.generator.file}`);
    await session.install({ folderUrl: folder, config, generator, golden: null }, 0);

    const { prior, latentDim, imageSize } = config;
    const terms = [1, -1, 1].map((weight, i): Term => {
      const exemplars = [0, 1, 2].map((k) => drawSample(prior, latentDim, 2015, 3 * i + k));
      return { weight, exemplars };
    });
    const shell = shellOf(prior, latentDim);
    const y = resultOf(terms, 'all', shell);
    const latents = [
      y,
      resultOf(terms, 'one', shell),
      resultOf(terms, 'oneRescaled', shell),
      sumOfTerms(strengthen(terms, 1.75)),
      ...neighboursOf(y, neighbourRadius(prior), 2015).slice(-1),
    ];
    const golden = readSafetensors(bytesOf('fixtures/facesArithmetic.safetensors'), 'golden');
    const [z, images] = [golden.get('z'), golden.get('images')];
    if (z === undefined || images === undefined) throw new Error('no golden pictures');
    const apart = latents.flatMap((latent, i) =>
      Array.from(latent, (value, k) => Math.abs(value - (z.values[i * latentDim + k] ?? NaN))),
    );
    expect(apart).toHaveLength(z.values.length);
    expect(Math.max(...apart)).toBeLessThan(3e-6);

    const pictures = (await session.generate(latents, {})).images;
    expect(pictures).toHaveLength(5);
    const area = imageSize ** 2;
    for (const [i, { data }] of pictures.entries()) {
      let sum = 0;
      for (let channel = 0; channel < 3; channel += 1) {
        for (let pixel = 0; pixel < area; pixel += 1) {
          const value = images.values[(i * 3 + channel) * area + pixel] ?? NaN;
          sum += Math.abs((data[pixel * 4 + channel] ?? NaN) - (value + 1) * 127.5);
        }
      }
      // Bytes; rounding alone gives a quarter.
      expect(sum / (3 * area)).toBeLessThan(0.3);
    }
  },
);
