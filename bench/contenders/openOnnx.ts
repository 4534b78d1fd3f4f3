/** The part that both onnxruntime contenders share. */
import type * as Ort from 'onnxruntime-web';
import { writeOnnx } from '../onnx.ts';
import { packRgba } from '../pixels.ts';
import type { OpenGenerator } from '../protocol.ts';

/** Opens the model in an onnxruntime build with one execution provider. */
export function openOnnx(
  ort: Pick<typeof Ort, 'InferenceSession' | 'Tensor'>,
  provider: 'wasm' | 'webgpu',
): OpenGenerator {
  return async (model) => {
    const { latentDim, imageSize, channels } = model.config;
    const session = await ort.InferenceSession.create(writeOnnx(model), {
      executionProviders: [provider],
      graphOptimizationLevel: 'all',
    });
    return {
      async generate(latents, count) {
        const z = new ort.Tensor('float32', latents, [count, latentDim, 1, 1]);
        const { images } = await session.run({ z });
        if (!(images?.data instanceof Float32Array)) throw new Error('no pictures came out');
        const rgba = packRgba(images.data, count, imageSize ** 2, channels, 'channels-first');
        images.dispose();
        return [rgba];
      },
    };
  };
}
