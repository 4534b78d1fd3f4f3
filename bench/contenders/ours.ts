/** The project's own engine session, as its worker runs it. */
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { loadKernels } from '../../src/engine/kernels/wasm/loadKernels.ts';
import { createSession } from '../../src/engine/session.ts';
import { toLatent } from '../../src/model/arrays.ts';
import { readModelFiles } from '../modelFiles.ts';
import { serveContender } from '../protocol.ts';

serveContender(async (model, backend) => {
  const absolute = (url: string): string => new URL(url, import.meta.url).href;
  const session = createSession({
    wasmUrls: { simd: absolute(simdUrl), plain: absolute(plainUrl) },
    loadKernels,
  });
  await session.start(backend);
  await session.fetchModel(model.url);
  await session.installFetched();
  const bytes = await session.fetchSideNetwork('discriminator', model.url, model.config);
  await session.installSideNetwork('discriminator', bytes);
  const { latentDim, imageSize } = model.config;
  return {
    async generate(latents, count) {
      const list = Array.from({ length: count }, (_, face) =>
        toLatent(latents.subarray(face * latentDim, (face + 1) * latentDim), latentDim),
      );
      return (await session.generate(list, {})).images.map((image) => image.data);
    },
    async discriminate(rgba, count) {
      const size = imageSize ** 2 * 4;
      const pictures = Array.from({ length: count }, (_, i) => ({
        width: imageSize,
        height: imageSize,
        data: rgba.subarray(i * size, (i + 1) * size),
      }));
      return session.discriminate(pictures);
    },
  };
}, readModelFiles);
