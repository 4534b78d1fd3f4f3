/** The part that both onnxruntime contenders share. */
import type * as Ort from 'onnxruntime-web';
import { writeOnnx } from '../onnx.ts';
import { packRgba, unpackRgba } from '../pixels.ts';
import type { OpenEngine } from '../protocol.ts';

/** Opens the model in an onnxruntime build with one execution provider. */
export function openOnnx(
  ort: Pick<typeof Ort, 'InferenceSession' | 'Tensor'>,
  provider: 'wasm' | 'webgpu',
): OpenEngine {
  return async ({ config, generator, discriminator }) => {
    const { latentDim, imageSize, channels } = config;
    const pixels = imageSize ** 2;
    const options = {
      executionProviders: [provider],
      graphOptimizationLevel: 'all',
    } as const;
    const drawing = await ort.InferenceSession.create(
      writeOnnx(generator, { input: 'z', output: 'images' }),
      options,
    );
    const judging = await ort.InferenceSession.create(
      writeOnnx(discriminator, { input: 'images', output: 'logits' }),
      options,
    );
    return {
      async generate(latents, count) {
        const z = new ort.Tensor('float32', latents, [count, latentDim, 1, 1]);
        const { images } = await drawing.run({ z });
        if (!(images?.data instanceof Float32Array)) throw new Error('no pictures came out');
        const rgba = packRgba(images.data, count, pixels, channels, 'channels-first');
        images.dispose();
        return [rgba];
      },
      async discriminate(rgba, count) {
        const values = unpackRgba(rgba, count, pixels, channels, 'channels-first');
        const images = new ort.Tensor('float32', values, [count, channels, imageSize, imageSize]);
        const { logits } = await judging.run({ images });
        if (!(logits?.data instanceof Float32Array)) throw new Error('no logits came out');
        const list = [...logits.data];
        logits.dispose();
        return list;
      },
    };
  };
}
