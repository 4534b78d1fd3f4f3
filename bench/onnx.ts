/**
 * Writes a network as an ONNX file (opset 13), so that onnxruntime computes with the same weights.
 * Batch norm is folded into the convolution, the form in which the peer is fastest. The few protobuf
 * messages are written by hand; field numbers are those of onnx.proto.
 */
import type { Block, BlockShape } from '../src/model/architecture.ts';
import type { Weights } from '../src/model/arrays.ts';
import type { NetworkFiles } from './modelFiles.ts';
import { weightNamed } from './modelFiles.ts';

/** Bytes of a message under construction. */
type Bytes = Uint8Array<ArrayBuffer>;

function concatenate(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Base-128 number, least significant group first; values are whole and not negative. */
function varint(value: number): Bytes {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.of(...bytes, rest);
}

const whole = (field: number, value: number): Bytes =>
  concatenate([varint(field * 8), varint(value)]);

const message = (field: number, ...parts: readonly Bytes[]): Bytes => {
  const body = concatenate(parts);
  return concatenate([varint(field * 8 + 2), varint(body.length), body]);
};

const text = (field: number, value: string): Bytes =>
  message(field, new TextEncoder().encode(value));

function float(field: number, value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return concatenate([varint(field * 8 + 5), bytes]);
}

/** AttributeProto: name 1, f 2, ints 8, type 20 (FLOAT 1, INTS 7). */
const integers = (name: string, values: readonly number[]): Bytes =>
  message(5, text(1, name), ...values.map((value) => whole(8, value)), whole(20, 7));
const number = (name: string, value: number): Bytes =>
  message(5, text(1, name), float(2, value), whole(20, 1));

/** NodeProto (graph field 1): input 1, output 2, op_type 4, attribute 5. */
const node = (
  kind: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly Bytes[] = [],
): Bytes =>
  message(
    1,
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(4, kind),
    ...attributes,
  );

/** TensorProto (graph field 5): dims 1, data_type 2 (FLOAT 1), name 8, raw_data 9. */
const initialiser = (
  name: string,
  shape: readonly number[],
  values: Float32Array<ArrayBuffer>,
): Bytes =>
  message(
    5,
    ...shape.map((size) => whole(1, size)),
    whole(2, 1),
    text(8, name),
    message(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  );

/** ValueInfoProto: name 1, type 2 { tensor_type 1 { elem_type 1, shape 2 { dim 1 … } } }. */
const port = (field: number, name: string, shape: readonly (number | string)[]): Bytes => {
  const sizes = shape.map((size) =>
    message(1, typeof size === 'number' ? whole(1, size) : text(2, size)),
  );
  return message(field, text(1, name), message(2, message(1, whole(1, 1), message(2, ...sizes))));
};

/** Weights in PyTorch's order and bias [out], with the batch norm of the block folded in. */
export function foldBlock(
  weights: Weights,
  block: Block,
): {
  shape: readonly number[];
  weight: Float32Array<ArrayBuffer>;
  bias: Float32Array<ArrayBuffer>;
} {
  const { convolution, batchNorm } = block;
  const read = (index: number, part: string) =>
    weightNamed(weights, `main.${index}.${part}`).values;
  const { shape, values } = weightNamed(weights, `main.${convolution.index}.weight`);
  const weight = values.slice();
  const bias = convolution.bias
    ? read(convolution.index, 'bias').slice()
    : new Float32Array(convolution.out);
  if (batchNorm === null) return { shape, weight, bias };
  const [gamma, beta] = [read(batchNorm.index, 'weight'), read(batchNorm.index, 'bias')];
  const mean = read(batchNorm.index, 'running_mean');
  const variance = read(batchNorm.index, 'running_var');
  // [in, out, k, k] if transposed, else [out, in, k, k].
  const area = convolution.kernel ** 2;
  const run = convolution.kind === 'conv_transpose' ? area : area * convolution.in;
  const factors = Float64Array.from(
    gamma,
    (g, channel) => g / Math.sqrt((variance[channel] ?? 0) + batchNorm.epsilon),
  );
  for (let i = 0; i < weight.length; i += 1) {
    const factor = factors[Math.floor(i / run) % convolution.out] ?? Number.NaN;
    weight[i] = (weight[i] ?? 0) * factor;
  }
  for (const [channel, factor] of factors.entries()) {
    bias[channel] = ((bias[channel] ?? 0) - (mean[channel] ?? 0)) * factor + (beta[channel] ?? 0);
  }
  return { shape, weight, bias };
}

function activationNode(block: Block, input: string, output: string): Bytes {
  const { activation } = block;
  switch (activation.kind) {
    case 'relu':
      return node('Relu', [input], output);
    case 'tanh':
      return node('Tanh', [input], output);
    case 'sigmoid':
      return node('Sigmoid', [input], output);
    case 'leaky_relu':
      return node('LeakyRelu', [input], output, [number('alpha', activation.slope)]);
    case 'linear':
      return node('Identity', [input], output);
  }
}

/** The ends of a network: names, and what one item is. */
export interface NetworkPorts {
  readonly input: string;
  readonly output: string;
}

/**
 * A network as ONNX bytes, from `input` [n, c, h, w] to `output` [n, c', h', w'], n free. G draws
 * pictures, D gives its logit as [n, 1, 1, 1].
 */
export function writeOnnx({ blocks, weights }: NetworkFiles, ports: NetworkPorts): Bytes {
  const nodes: Bytes[] = [];
  const initialisers: Bytes[] = [];
  let input = ports.input;
  blocks.forEach((block, index) => {
    const { convolution } = block;
    const { shape, weight, bias } = foldBlock(weights, block);
    const output = index === blocks.length - 1 ? ports.output : `x${index}`;
    initialisers.push(
      initialiser(`w${index}`, shape, weight),
      initialiser(`b${index}`, [bias.length], bias),
    );
    const kind = convolution.kind === 'conv_transpose' ? 'ConvTranspose' : 'Conv';
    nodes.push(
      node(kind, [input, `w${index}`, `b${index}`], `sum${index}`, [
        integers('kernel_shape', [convolution.kernel, convolution.kernel]),
        integers('strides', [convolution.stride, convolution.stride]),
        integers('pads', Array<number>(4).fill(convolution.padding)),
      ]),
      activationNode(block, `sum${index}`, output),
    );
    input = output;
  });
  const shapeOf = (shape: BlockShape | undefined) => [
    'n',
    shape?.channels ?? 0,
    shape?.height ?? 0,
    shape?.width ?? 0,
  ];
  const graph = message(
    7,
    ...nodes,
    text(2, ports.output),
    ...initialisers,
    port(11, ports.input, shapeOf(blocks[0]?.input)),
    port(12, ports.output, shapeOf(blocks.at(-1)?.output)),
  );
  // ModelProto: ir_version 1, graph 7, opset_import 8 { version 2 }
  return concatenate([whole(1, 7), graph, message(8, whole(2, 13))]);
}
