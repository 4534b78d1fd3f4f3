/**
 * The check of a network beside G (D, the judge of attributes) when it is added: own kernels must give
 * the golden pictures the logits that PyTorch gave them, or TensorFlow.js computes the network.
 */
import { PlaygroundError, toPlainError } from '../errors.ts';
import type { PlainError } from '../errors.ts';
import { readSafetensors } from '../formats/safetensors.ts';
import type { ModelConfig, SideNetwork } from '../model/config.ts';
import type { ModelFiles } from './files.ts';
import type { MakeSideNetwork } from './model.ts';
import type { Network } from './network.ts';
import { logitTolerance } from './tolerances.ts';
import type { BackendName } from './types.ts';

/** Where `golden.safetensors` has the logits of a network, [n] or [n, attributes]. */
const logitsOf: Readonly<Record<SideNetwork, string>> = {
  discriminator: 'logits',
  classifier: 'attribute_logits',
};

/** Failures that TensorFlow.js would share. */
const endings: ReadonlySet<string> = new Set(['bad-file', 'shape-mismatch', 'device-lost']);

/** Golden pictures [n, h, w, c] and the logits of one network, one picture after the other. */
interface GoldenLogits {
  readonly n: number;
  readonly images: Float32Array;
  readonly logits: Float32Array;
}

/**
 * Makes networks with own kernels where they pass, else in the plain way.
 * @param onRefused told why own kernels are left aside
 */
export function checkSideNetworks(
  own: MakeSideNetwork,
  plain: MakeSideNetwork,
  files: ModelFiles,
  backend: BackendName,
  onRefused: (error: PlainError) => void,
): MakeSideNetwork {
  return async (blocks, readWeights, name) => {
    let network: Network | null = null;
    try {
      network = await own(blocks, readWeights, name);
      const golden = readLogits(files, name);
      if (golden !== null) await compareLogits(network, golden, backend);
      return network;
    } catch (thrown) {
      network?.dispose();
      const failure = toPlainError(thrown);
      if (endings.has(failure.code)) throw thrown;
      onRefused(failure);
      return plain(blocks, readWeights, name);
    }
  };
}

function readLogits({ golden, config }: ModelFiles, name: SideNetwork): GoldenLogits | null {
  if (golden === null || config.golden === null) return null;
  const arrays = readSafetensors(golden, config.golden);
  const logits = arrays.get(logitsOf[name]);
  const images = arrays.get('images');
  if (logits === undefined || images === undefined) return null;
  const n = images.shape[0] ?? 0;
  return { n, images: channelsLast(images.values, config), logits: logits.values };
}

/** [n, c, h, w] as [n, h, w, c]. */
function channelsLast(values: Float32Array, { channels, imageSize }: ModelConfig): Float32Array {
  const area = imageSize ** 2;
  return Float32Array.from(values, (_, at) => {
    const image = Math.floor(at / (area * channels));
    const pixel = Math.floor(at / channels) % area;
    return values[(image * channels + (at % channels)) * area + pixel] ?? Number.NaN;
  });
}

async function compareLogits(
  network: Network,
  { n, images, logits }: GoldenLogits,
  backend: BackendName,
): Promise<void> {
  const found = await network.run(images, n, new Map());
  const errors = Array.from(
    logits,
    (value, i) => Math.abs((found[i] ?? Number.NaN) - value) / (1 + Math.abs(value)),
  );
  const wrong = errors.find((error) => !(error <= logitTolerance));
  if (wrong === undefined && found.length === logits.length) return;
  throw new PlaygroundError(
    'self-test-failed',
    `${backend} judges wrongly: off by ${wrong}, where ${logitTolerance} is allowed.`,
    { backend, expected: logitTolerance, found: wrong ?? found.length },
  );
}
