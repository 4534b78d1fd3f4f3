/**
 * A generator with one channel that alone paints windows: two transposed convolutions with ReLU carry
 * it from 4×4 over 8×8 cells to 32×32 grey pixels, beside channels of random texture. Sixteen
 * components of z each decide whether there is a window at one of sixteen places.
 */
import { createRandomStream, drawNormal } from '../../../maths/random.ts';
import type { ModelConfig } from '../../../model/config.ts';

/** Channels of both hidden layers. */
export const plantedChannels = 24;
/** The layers and their channel that paints windows. */
export const windowChannel: Readonly<Record<'main.1' | 'main.3', number>> = {
  'main.1': 5,
  'main.3': 17,
};

const places = 16;
const latentDim = 40;
const channels = plantedChannels;
/** z above this opens a window: 1 in 15 places does. */
const threshold = 1.5;

type Tensor = readonly [name: string, shape: readonly number[], values: Float32Array];

/** The description of the model and its generator as safetensors. */
export function plantedModel(): { readonly config: ModelConfig; readonly generator: ArrayBuffer } {
  const up = (
    index: number,
    into: readonly [number, number],
    geometry: readonly [number, number, number],
  ) => {
    const [kernel, stride, padding] = geometry;
    const [from, out] = into;
    const kind = 'conv_transpose' as const;
    return { kind, index, in: from, out, kernel, stride, padding, bias: true };
  };
  const generator = writeTensors(tensors());
  const config: ModelConfig = {
    id: 'planted',
    title: 'Planted',
    licence: 'MIT',
    data: 'none',
    subject: 'sample',
    prior: 'normal',
    latentDim,
    imageSize: 32,
    channels: 1,
    generator: {
      file: 'generator.safetensors',
      layers: [
        up(0, [latentDim, channels], [4, 1, 0]),
        { kind: 'relu', index: 1 },
        up(2, [channels, channels], [4, 2, 1]),
        { kind: 'relu', index: 3 },
        up(4, [channels, 1], [4, 4, 0]),
        { kind: 'tanh', index: 5 },
      ],
    },
    discriminator: null,
    classifier: null,
    labels: null,
    directions: null,
    exemplars: null,
    concepts: null,
    samples: null,
    golden: null,
    files: {
      'generator.safetensors': { sizeBytes: generator.byteLength, sha256: '0'.repeat(64) },
    },
  };
  return { config, generator };
}

function tensors(): Tensor[] {
  const stream = createRandomStream(6301, 6);
  const normal = (deviation: number): number => deviation * drawNormal(stream);
  const [early, late] = [windowChannel['main.1'], windowChannel['main.3']];

  // z → 4×4: a window where its component is large; texture from the other components.
  const first = new Float32Array(latentDim * channels * 16);
  for (let i = 0; i < latentDim; i += 1) {
    for (let o = 0; o < channels; o += 1) {
      for (let cell = 0; cell < places; cell += 1) {
        const at = (i * channels + o) * 16 + cell;
        if (o === early) first[at] = i === cell ? 1 : 0;
        else first[at] = i < places ? 0 : normal(0.25);
      }
    }
  }
  const firstBias = new Float32Array(channels);
  firstBias[early] = -threshold;

  // 4×4 → 8×8: the window becomes a square of 2×2 cells; texture stays among texture.
  const second = new Float32Array(channels * channels * 16);
  for (let i = 0; i < channels; i += 1) {
    for (let o = 0; o < channels; o += 1) {
      for (let tap = 0; tap < 16; tap += 1) {
        const isCentre = [5, 6, 9, 10].includes(tap);
        const at = (i * channels + o) * 16 + tap;
        if (i === early || o === late) second[at] = i === early && o === late && isCentre ? 1 : 0;
        else second[at] = normal(0.15);
      }
    }
  }

  // 8×8 → 32×32: windows are bright, the rest is faint on a dark ground.
  const third = new Float32Array(channels * 16);
  for (let i = 0; i < channels; i += 1) {
    for (let tap = 0; tap < 16; tap += 1) third[i * 16 + tap] = i === late ? 40 : normal(0.06);
  }
  return [
    ['main.0.weight', [latentDim, channels, 4, 4], first],
    ['main.0.bias', [channels], firstBias],
    ['main.2.weight', [channels, channels, 4, 4], second],
    ['main.2.bias', [channels], new Float32Array(channels)],
    ['main.4.weight', [channels, 1, 4, 4], third],
    ['main.4.bias', [1], Float32Array.of(-0.6)],
  ];
}

/** A safetensors file of float32 tensors. */
function writeTensors(list: readonly Tensor[]): ArrayBuffer {
  const header: Record<string, unknown> = {};
  let offset = 0;
  for (const [name, shape, values] of list) {
    const end = offset + values.byteLength;
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, end] };
    offset = end;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + offset).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(text, 8);
  let place = 8 + padded;
  for (const [, , values] of list) {
    bytes.set(new Uint8Array(values.buffer), place);
    place += values.byteLength;
  }
  return bytes.buffer;
}
